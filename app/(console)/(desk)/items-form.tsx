"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import type { ChosenItem, LookUp } from "@/components/journey/found-item.ts";
import { ItemList } from "@/components/journey/item-list.tsx";
import { ActionForm } from "@/components/ui/action-form.tsx";
import { ConfirmSubmit } from "@/components/ui/confirm-submit.tsx";
import type { Act, Follow, Outcome } from "@/components/ui/outcome.ts";
import { SubmitButton } from "@/components/ui/submit-button.tsx";
import { useWords } from "@/components/ui/use-words.ts";

type Props = {
  /** What was done, as its screen says it. */
  words: "sell" | "pack" | "ship" | "record";
  action: Act;
  follow: Follow;
  lookUp: LookUp;
  chosen?: readonly ChosenItem[];
  idempotencyKey: string;
  label: string;
  submit: string;
  /** Says in words what the button will do. */
  promise: string;
  /** A question before the button does it: what cannot be taken back. */
  confirm?: { title: string; text: string };
  children?: ReactNode;
};

/** Scan things, then one button does one thing with all of them; afterwards the list keeps only what could not be used. */
export function ItemsForm({
  words,
  action,
  follow,
  lookUp,
  chosen,
  idempotencyKey,
  label,
  submit,
  promise,
  confirm,
  children,
}: Props) {
  const t = useTranslations();
  const [count, setCount] = useState(chosen?.filter(({ found }) => found.state === "ok").length ?? 0);
  const refused = useRef(chosen?.filter(({ found }) => found.state !== "ok").length ?? 0);
  const [round, setRound] = useState(0);
  const [done, setDone] = useState<ReadonlySet<string>>();
  const sent = useRef<readonly string[]>([]);

  function wordsOf(outcome: Outcome): string {
    const cartons = sent.current.filter(isSscc).length;
    const modules = sent.current.length - cartons;
    const both = cartons > 0 && modules > 0 ? "yes" : "no";
    const leftOut = refused.current > 0 ? ` ${t("scanList.leftOut", { count: refused.current })}` : "";
    const entry = outcome.entry === undefined ? "" : ` ${t("ui.outcome.recorded.entry", { entry: outcome.entry })}`;
    return `${t(`scanList.done.${words}`, { cartons, modules, both })}${leftOut}${entry}`;
  }
  const said = useWords(action, follow, wordsOf);

  return (
    <ActionForm
      action={(before, form) => {
        sent.current = form.getAll("items").map(String);
        return said.action(before, form);
      }}
      follow={said.follow}
      idempotencyKey={idempotencyKey}
      label={label}
      onRecorded={() => {
        setRound((before) => before + 1);
        setDone(new Set(sent.current));
      }}
    >
      {/* A new round begins with empty fields: an order number belongs to one sale. The partner of an offer stays. */}
      <div key={words === "ship" ? 0 : round}>{children}</div>
      <ItemList
        lookUp={lookUp}
        chosen={chosen}
        done={done}
        onCount={(good, bad) => {
          setCount(good);
          refused.current = bad;
        }}
      />
      <p className="my-4 text-sm text-ink-muted">{promise}</p>
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center gap-4 border-t border-line bg-page px-4 py-3 sm:mx-0 sm:px-0">
        {confirm ? (
          <ConfirmSubmit
            {...confirm}
            label={submit}
            confirm={submit}
            close={t("ui.close")}
            disabled={count === 0}
            className="min-h-14 px-6 md:min-h-11"
          />
        ) : (
          <SubmitButton disabled={count === 0} className="min-h-14 px-6 md:min-h-11">
            {submit}
          </SubmitButton>
        )}
      </div>
    </ActionForm>
  );
}

/** A carton goes by its 18 digits, a module by its label id. */
function isSscc(item: string): boolean {
  return /^\d{18}$/.test(item);
}
