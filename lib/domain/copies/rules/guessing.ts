/** R8: one network asks for codes that do not exist. Says nothing about any module. */
import { THRESHOLDS } from "../thresholds.ts";
import { fired, quiet, type RuleFinding } from "./finding.ts";

/** What one network (a /24, or a /48 of IPv6) asked for within `THRESHOLDS.guessMinutes` minutes. */
export type NetworkTally = { readonly network: string; readonly unknown: number; readonly known: number };

export function guessing({ network, unknown, known }: NetworkTally): RuleFinding {
  const { guesses, guessRatio, guessMinutes: minutes } = THRESHOLDS;
  // A handful of typing errors is no ratio.
  const lopsided = unknown >= guesses / 2 && unknown > known * guessRatio;
  if (unknown < guesses && !lopsided) return quiet("R8");
  return fired("R8", "notice", [{ says: "guesses", network, unknown, known, minutes }], [], []);
}
