"use client";
import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { isStale, type Outcome } from "./outcome.ts";
import { OutcomeNotice } from "./outcome-notice.tsx";

type Told = { readonly path: string; readonly outcome: Outcome };

const ToldContext = createContext<(told: Told | undefined) => void>(() => undefined);

/** Says on top of the page what became of a form that its answer took away: an accepted offer has nothing left to accept. */
export function ToldPlace({ children }: { children: ReactNode }) {
  const path = usePathname();
  const [told, setTold] = useState<Told>();
  useEffect(() => {
    if (told && told.path !== path) setTold(undefined);
  }, [told, path]);
  return (
    <ToldContext value={setTold}>
      {told?.path === path && (
        <div className="-mt-4 mb-6">
          <OutcomeNotice outcome={told.outcome} busy={false} />
        </div>
      )}
      {children}
    </ToldContext>
  );
}

/** Hands what was recorded, or refused because somebody else was first, to the page when its form goes; @returns what takes the page's last word back, for the next write */
export function useTold(outcome: Outcome): () => void {
  const path = usePathname();
  const tell = useContext(ToldContext);
  const last = useRef(outcome);
  last.current = outcome;
  useEffect(
    () => () => {
      if (last.current.state === "recorded" || isStale(last.current)) tell({ path, outcome: last.current });
    },
    [path, tell],
  );
  return () => tell(undefined);
}
