import type { ReactNode } from "react";

type Props = { facts: readonly { readonly label: string; readonly value: ReactNode }[] };

/** Names and values of one thing. */
export function Facts({ facts }: Props) {
  return (
    <dl className="panel grid sm:grid-cols-[minmax(9rem,auto)_1fr]">
      {facts.map(({ label, value }) => (
        <div
          key={label}
          className="grid gap-x-6 border-b border-line px-4 py-2 last:border-b-0 sm:col-span-2 sm:grid-cols-subgrid"
        >
          <dt className="text-ink-muted">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
