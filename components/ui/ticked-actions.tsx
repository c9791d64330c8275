"use client";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

type Props = {
  /** Name of the ticks in the form that this stands in. */
  of: string;
  /** What to do first, said while nothing is ticked. */
  hint: string;
  children: ReactNode;
};

/** Buttons that do something with what is ticked: closed while nothing is. Without JavaScript they stay open, and the next page answers. */
export function TickedActions({ of, hint, children }: Props) {
  const [isEmpty, setEmpty] = useState(false);
  const box = useRef<HTMLFieldSetElement>(null);
  const id = useId();

  // After each render as well: rows come and go with what the server says.
  useEffect(() => count());
  useEffect(() => {
    const form = box.current?.form;
    form?.addEventListener("change", count);
    return () => form?.removeEventListener("change", count);
  });

  function count() {
    setEmpty(!box.current?.form?.querySelector(`input[name="${of}"]:checked`));
  }

  return (
    <fieldset ref={box} disabled={isEmpty} aria-describedby={id} className="no-print mt-3 min-w-0">
      <div className="flex flex-wrap gap-2">{children}</div>
      <p id={id} className="mt-2 text-sm text-ink-muted">
        {hint}
      </p>
    </fieldset>
  );
}
