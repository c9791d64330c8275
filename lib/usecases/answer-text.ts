/**
 * The scan answer as JSON text. Two thirds of it are a verdict that thousands of labels share, and most of the rest the
 * beginning of a history that its whole lot shares: their texts are written once and kept, in ASCII, so that a whole English
 * answer stays a one-byte string from here to the socket. What is new in the answer needs nothing here: it is written anew
 * each time until somebody shows with `npm run bench -- scan` that it is worth keeping.
 */
import { type ScanAnswer, scanAnswer, type ToldStep } from "../domain/verify/scan-answer.ts";
import type { Verdict } from "../domain/verify/verdict.ts";

/** By the list of checks, then by the words. Sellers and contacts make many verdicts; a full shelf is emptied. */
const kept = new WeakMap<Verdict["checked"], Map<string, string>>();
const KEEP = 1_000;
/** Steps that answers share are frozen (lib/domain/verify/scan-answer.ts). */
const steps = new WeakMap<ToldStep, string>();

/** The same value as `JSON.stringify(scanAnswer(…))`, with the same order of names. */
export function answerText(...given: Parameters<typeof scanAnswer>): string {
  const { code, verdict, module, custody, history, ...rest } = scanAnswer(...given);
  const way = history.map(stepText).join(",");
  return `{"code":${JSON.stringify(code)},"verdict":${verdictText(verdict)},"module":${JSON.stringify(module)},"custody":${JSON.stringify(custody)},"history":[${way}],${JSON.stringify(rest satisfies Rest).slice(1)}`;
}
type Rest = Omit<ScanAnswer, "code" | "verdict" | "module" | "custody" | "history">;

function verdictText(verdict: Verdict): string {
  const shelf = kept.get(verdict.checked) ?? new Map<string, string>();
  const known = shelf.get(verdict.text);
  if (known !== undefined) return known;
  const text = ascii(JSON.stringify(verdict));
  if (shelf.size >= KEEP) shelf.clear();
  kept.set(verdict.checked, shelf.set(verdict.text, text));
  return text;
}

function stepText(step: ToldStep): string {
  const known = steps.get(step);
  if (known !== undefined) return known;
  const text = JSON.stringify(step);
  if (!Object.isFrozen(step)) return text;
  const plain = ascii(text);
  steps.set(step, plain);
  return plain;
}

function ascii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
