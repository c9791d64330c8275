import type { ReactNode } from "react";

type Props = { title: string; text?: ReactNode; children: ReactNode; id?: string };

export function Section({ title, text, children, id }: Props) {
  return (
    <section className="mt-8" id={id}>
      <h2 className="text-base font-semibold">{title}</h2>
      {text && <p className="mt-1 max-w-prose text-ink-muted">{text}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}
