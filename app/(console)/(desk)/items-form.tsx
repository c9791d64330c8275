"use client";
import { type ReactNode, useState } from "react";
import type { FoundItem, LookUp } from "@/components/journey/found-item.ts";
import { ItemList } from "@/components/journey/item-list.tsx";
import { ActionForm } from "@/components/ui/action-form.tsx";
import type { Act, Follow } from "@/components/ui/outcome.ts";
import { SubmitButton } from "@/components/ui/submit-button.tsx";

type Props = {
  action: Act;
  follow: Follow;
  lookUp: LookUp;
  chosen?: readonly FoundItem[];
  idempotencyKey: string;
  label: string;
  submit: string;
  /** Says in words what the button will do. */
  promise: string;
  children?: ReactNode;
};

/** Scan things, then one button does one thing with all of them; afterwards the list is empty for the next round. */
export function ItemsForm({ action, follow, lookUp, chosen, idempotencyKey, label, submit, promise, children }: Props) {
  const [count, setCount] = useState(chosen?.filter(({ state }) => state === "ok").length ?? 0);
  const [round, setRound] = useState(0);
  return (
    <ActionForm
      action={action}
      follow={follow}
      idempotencyKey={idempotencyKey}
      label={label}
      onRecorded={() => {
        setRound((before) => before + 1);
        setCount(0);
      }}
    >
      {children}
      <ItemList key={round} lookUp={lookUp} chosen={round === 0 ? chosen : []} onCount={setCount} />
      <div className="sticky bottom-0 -mx-4 mt-6 flex flex-wrap items-center gap-4 border-t border-line bg-page px-4 py-3 sm:mx-0 sm:px-0">
        <SubmitButton disabled={count === 0} className="min-h-14 px-6 md:min-h-11">
          {submit}
        </SubmitButton>
        <p className="text-sm text-ink-muted">{promise}</p>
      </div>
    </ActionForm>
  );
}
