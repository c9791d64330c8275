import type { ReactNode } from "react";

const MARKS = {
  open: <circle cx="5" cy="5" r="3.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  done: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  stopped: <path d="M1.5 1.5 8.5 8.5 M8.5 1.5 1.5 8.5" stroke="currentColor" strokeWidth="1.5" />,
  waiting: (
    <>
      <circle cx="5" cy="5" r="4.25" fill="none" stroke="currentColor" />
      <path d="M5 2.5V5l1.75 1" fill="none" stroke="currentColor" strokeLinecap="round" />
    </>
  ),
  notice: <path d="M5 1v5 M5 8v1" stroke="currentColor" strokeWidth="2" />,
};

type Props = { mark?: keyof typeof MARKS; strong?: boolean; children: ReactNode };

/** A state in one or two words, told apart by its mark. No verdict colours: a state is not a verdict. */
export function Badge({ mark = "open", strong = false, children }: Props) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full border px-2 py-0.5 text-sm leading-5 whitespace-nowrap ${
        strong ? "border-accent bg-accent-soft text-accent-strong" : "border-line-strong text-ink"
      }`}
    >
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        {MARKS[mark]}
      </svg>
      {children}
    </span>
  );
}
