import type { ReactNode } from "react";

type Props = { title: ReactNode; purpose?: ReactNode; children?: ReactNode };

/** The page's name, what it is for in one line, and what can be done here. */
export function PageHeading({ title, purpose, children }: Props) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-2xl leading-tight font-semibold break-words">{title}</h1>
        {purpose && <p className="mt-1 max-w-prose text-ink-muted">{purpose}</p>}
      </div>
      {children && <div className="no-print flex flex-wrap gap-2">{children}</div>}
    </header>
  );
}
