import type { ReactNode } from "react";

type Props = {
  title: string;
  text?: ReactNode;
  children: ReactNode;
  id?: string;
  /** One of several of a section. */
  part?: boolean;
};

export function Section({ title, text, children, id, part = false }: Props) {
  const Heading = part ? "h3" : "h2";
  return (
    <section className={part ? "mt-6" : "mt-8"} id={id}>
      <Heading className={part ? "font-semibold" : "text-base font-semibold"}>{title}</Heading>
      {text && <p className="mt-1 max-w-prose text-ink-muted">{text}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}
