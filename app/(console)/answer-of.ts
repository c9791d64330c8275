import type { Outcome } from "@/components/ui/outcome.ts";
import type { Result } from "@/lib/domain/result.ts";
import type { Problem } from "@/lib/usecases/operation.ts";
import { sentenceOf } from "./outcome-of.ts";

export type Said = Pick<Outcome, "sentence" | "secret" | "made">;

/** The outcome of a change that is not the ledger's business: people and keys, alerts and cases, stock counts. */
export async function answerOf<T>(result: Result<T, Problem>, said: (value: T) => Said): Promise<Outcome> {
  const key = crypto.randomUUID();
  if (result.ok) return { state: "recorded", key, title: "saved", ...said(result.value) };
  return { state: "refused", key, code: result.error.code, sentence: await sentenceOf(result.error) };
}
