/**
 * The scan answer as JSON text. Two thirds of it are a verdict that thousands of labels share: its text is written once and
 * kept, in ASCII, so that a whole English answer stays a one-byte string from here to the socket.
 */
import { type ScanAnswer, scanAnswer } from "../domain/verify/scan-answer.ts";
import type { Verdict } from "../domain/verify/verdict.ts";

/** Sellers and contacts make many verdicts; the oldest falls out. */
const KEEP = 2_000;
const kept = new Map<string, string>();

/** The same value as `JSON.stringify(scanAnswer(…))`, with the same order of names. */
export function answerText(...given: Parameters<typeof scanAnswer>): string {
  const { code, verdict, ...rest } = scanAnswer(...given);
  return `{"code":${JSON.stringify(code)},"verdict":${verdictText(verdict)},${JSON.stringify(rest satisfies Rest).slice(1)}`;
}
type Rest = Omit<ScanAnswer, "code" | "verdict">;

function verdictText(verdict: Verdict): string {
  let key = verdict.text;
  for (const { status, because } of verdict.checked) key += `\n${status} ${because}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(verdict).replace(/[\u0080-\uffff]/g, escaped);
  for (const oldest of kept.keys()) {
    if (kept.size < KEEP) break;
    kept.delete(oldest);
  }
  kept.set(key, text);
  return text;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
