/**
 * The scan answer as JSON text. Two thirds of it are a verdict that thousands of labels share: its text is written once and
 * kept, in ASCII, so that a whole English answer stays a one-byte string from here to the socket.
 */
import { type ScanAnswer, scanAnswer } from "../domain/verify/scan-answer.ts";
import type { Verdict } from "../domain/verify/verdict.ts";

/** By the list of checks, then by the words. Sellers and contacts make many verdicts; a full shelf is emptied. */
const kept = new WeakMap<Verdict["checked"], Map<string, string>>();
const KEEP = 1_000;

/** The same value as `JSON.stringify(scanAnswer(…))`, with the same order of names. */
export function answerText(...given: Parameters<typeof scanAnswer>): string {
  const { code, verdict, ...rest } = scanAnswer(...given);
  return `{"code":${JSON.stringify(code)},"verdict":${verdictText(verdict)},${JSON.stringify(rest satisfies Rest).slice(1)}`;
}
type Rest = Omit<ScanAnswer, "code" | "verdict">;

function verdictText(verdict: Verdict): string {
  const shelf = kept.get(verdict.checked) ?? new Map<string, string>();
  const known = shelf.get(verdict.text);
  if (known !== undefined) return known;
  const text = JSON.stringify(verdict).replace(/[\u0080-\uffff]/g, escaped);
  if (shelf.size >= KEEP) shelf.clear();
  kept.set(verdict.checked, shelf.set(verdict.text, text));
  return text;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
