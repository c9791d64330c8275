"use client";
import { useCallback, useMemo, useRef } from "react";
import type { Act, Follow, Outcome } from "./outcome.ts";

/** The same write, whose recorded outcome is said in the words of its form: `wordsOf` sees the form as it is when the answer comes. */
export function useWords(
  action: Act,
  follow: Follow,
  wordsOf: (outcome: Outcome) => string,
): { action: Act; follow: Follow } {
  const newest = useRef(wordsOf);
  newest.current = wordsOf;
  const told = useCallback(
    (outcome: Outcome): Outcome =>
      outcome.state === "recorded" ? { ...outcome, sentence: newest.current(outcome) } : outcome,
    [],
  );
  // The same functions for all renders: others would begin the wait for an open answer anew.
  return useMemo(
    () => ({
      action: async (before, form) => told(await action(before, form)),
      follow: async (id, key) => told(await follow(id, key)),
    }),
    [action, follow, told],
  );
}
