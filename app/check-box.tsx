"use client";
import { ScanLine } from "lucide-react";
import { useActionState } from "react";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { CONTROL } from "@/components/ui/field.tsx";
import { checkModule } from "./actions.ts";

type Props = { texts: { title: string; label: string; hint: string; check: string; camera: string; bad: string } };

/** The one box of the home page: a code or a link in, the public answer out. */
export function CheckBox({ texts }: Props) {
  const [{ bad }, check, busy] = useActionState(checkModule, { bad: false });
  return (
    <form action={check} className="panel p-5">
      <h2 className="mb-4 text-2xl leading-tight font-semibold">{texts.title}</h2>
      <label htmlFor="code" className="block font-semibold">
        {texts.label}
      </label>
      <p id="code-hint" className="mt-1 text-sm text-ink-muted">
        {texts.hint}
      </p>
      <div className="mt-3 flex flex-col gap-2 sm:flex-row">
        <input
          id="code"
          name="code"
          type="text"
          required
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          aria-describedby={bad ? "code-hint code-bad" : "code-hint"}
          aria-invalid={bad || undefined}
          className={`${CONTROL} min-h-14 flex-1 font-mono md:min-h-12`}
        />
        <Button type="submit" disabled={busy} className="min-h-14 px-6 md:min-h-12 md:text-base">
          {texts.check}
        </Button>
      </div>
      <p id="code-bad" role="alert" className="mt-2 text-sm font-semibold text-fault empty:mt-0">
        {bad && texts.bad}
      </p>
      <ButtonLink href="/scan" look="quiet" className="mt-2 min-h-14 w-full md:min-h-12 md:text-base" prefetch={false}>
        <ScanLine aria-hidden size={22} />
        {texts.camera}
      </ButtonLink>
    </form>
  );
}
