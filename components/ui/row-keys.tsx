"use client";
import { type ReactNode, useEffect, useRef } from "react";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrow keys go from one row's first link or button to the next row's; Tab goes through all of them as ever. */
export function RowKeys({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const table = frame.current;
    table?.addEventListener("keydown", move);
    return () => table?.removeEventListener("keydown", move);
  }, []);
  return (
    <div ref={frame} className="panel overflow-x-auto">
      {children}
    </div>
  );
}

function move(event: KeyboardEvent) {
  const step = STEPS[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement)) return;
  if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  const row = event.target.closest("tbody tr");
  const next = step > 0 ? row?.nextElementSibling : row?.previousElementSibling;
  const goal = next?.querySelector<HTMLElement>("a[href], button:not(:disabled)");
  if (!goal) return;
  event.preventDefault();
  goal.focus();
}
