import type { ReactNode } from "react";

type Props = { title: string; text?: ReactNode; children?: ReactNode };

/** Nothing here yet: why, and the one thing to do about it. */
export function EmptyState({ title, text, children }: Props) {
  return (
    <div className="panel flex flex-col items-start gap-2 border-dashed p-6">
      <svg width="96" height="12" viewBox="0 0 96 12" aria-hidden="true" className="text-line-strong">
        <path d="M6 6H90" stroke="currentColor" strokeDasharray="3 5" />
        <circle cx="6" cy="6" r="4.25" fill="var(--panel)" stroke="currentColor" strokeWidth="1.5" />
        <circle cx="90" cy="6" r="4.25" fill="var(--panel)" stroke="currentColor" strokeWidth="1.5" />
      </svg>
      <p className="font-semibold">{title}</p>
      {text && <div className="max-w-prose text-ink-muted">{text}</div>}
      {children && <div className="mt-2 flex flex-wrap gap-2">{children}</div>}
    </div>
  );
}
