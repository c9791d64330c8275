"use server";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Outcome } from "@/components/ui/outcome.ts";
import type { Result } from "@/lib/domain/result.ts";
import { REPORT_FIELDS } from "@/lib/ports/alert-book.ts";
import { queries } from "@/lib/server/composition.ts";
import { reportDeps } from "@/lib/server/public-forms.ts";
import type { Person } from "@/lib/server/session.ts";
import { reportProblem } from "@/lib/usecases/copies/report-problem.ts";
import { mayHandle } from "@/lib/usecases/copies/who-handles.ts";
import type { Problem } from "@/lib/usecases/operation.ts";
import { change } from "../../../act.ts";

const started = z.object({
  label: z.string().regex(/^[0-9a-f]{64}$/),
  about: z.enum(REPORT_FIELDS),
  text: z.string().trim().min(1).max(4_000),
});

/** Opens an alert about the module on whose page the form stands, and answers its number. */
export async function startAlert(_before: Outcome, form: FormData): Promise<Outcome> {
  const t = await getTranslations("alerts");
  return change({
    schema: started,
    form,
    to: start,
    said: (number) => ({
      sentence: t("started", { number }),
      made: { label: t("toAlert"), href: `/alerts/${number}` },
    }),
  });
}

/** A report with a name under it, about a module that the person's member may see. */
async function start(actor: Person, given: z.output<typeof started>): Promise<Result<string, Problem>> {
  const may = mayHandle(actor);
  if (!may.ok) return may;
  const [row] = await queries().findModules(actor.member, given.label);
  if (!row) notFound();
  const kept = await reportProblem(reportDeps(), {
    ...given,
    label: row.labelId,
    code: "",
    place: "",
    contact: actor.email,
    photo: undefined,
    from: { member: actor.member, name: actor.email },
  });
  if (!kept.ok) throw new Error(`an alert could not be started: ${kept.error}`);
  return kept;
}
