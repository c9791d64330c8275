import { getLocale, getTranslations } from "next-intl/server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { problemSentence } from "@/lib/server/problem-sentence.ts";
import type { Operation, Problem } from "@/lib/usecases/operation.ts";

export type Made = NonNullable<Outcome["made"]>;

/** An operation in the words of the screen. The key is kept while the answer is open, and made anew once it is final. */
export async function outcomeOf(operation: Operation, key: string, made?: Made): Promise<Outcome> {
  const { id, state } = operation;
  if (state === "pending" || state === "checking") return { state, key, id };
  const next = crypto.randomUUID();
  if (state === "recorded") {
    const t = await getTranslations("outcome");
    const waiting = operation.result?.waitingForSecondApprover === true;
    const entry = operation.events.at(-1)?.index;
    const sentence = waiting ? t("waitingForSecond") : await doneSentence(operation.kind, entry);
    return { state, key: next, id, entry, sentence, made };
  }
  const { problem } = operation;
  const sentence = await sentenceOf(problem);
  const field = fieldOf(problem);
  // The sentence stands at its field, and once in the list above the form.
  if (field && sentence) return { state, key: next, id, code: problem?.code, errors: [{ field, sentence }] };
  const errors =
    problem?.errors &&
    (await Promise.all(
      problem.errors.map(async (error) => ({ sentence: (await sentenceOf(error)) ?? error.sentence })),
    ));
  return { state, key: next, id, code: problem?.code, sentence, errors };
}

/** What a recorded write has changed, and where it stands; `undefined` where its page says that better. */
async function doneSentence(kind: string, entry: number | undefined): Promise<string | undefined> {
  const t = await getTranslations("outcome.done");
  if (!isKnown(t, kind)) return undefined;
  const stands = await getTranslations("ui.outcome.recorded");
  return [t(kind), ...(entry === undefined ? [] : [stands("entry", { entry })])].join(" ");
}

/** The field of the form that is to blame: fields bear the names of the command's own parts. */
function fieldOf(problem: Problem | undefined): string | undefined {
  if (problem?.code === "gtin-not-yours") return "gtin";
  return /^\/(\w+)$/.exec(problem?.pointer ?? "")?.[1];
}

/** In the language of the screen. */
export async function sentenceOf(problem: Problem | undefined): Promise<string | undefined> {
  return problem && problemSentence(problem, await getLocale());
}

/** What every address of the API may answer. */
const ANY_ADDRESS = ["not-signed-in", "not-permitted", "other-origin", "too-many-requests", "fault"] as const;

/** By code, for answers that the browser gets from the API itself. @param codes of that one address, beside those of every one */
export async function sentencesOf(codes: readonly Code[]): Promise<Readonly<Record<string, string>>> {
  const t = await getTranslations("problem");
  return Object.fromEntries([...codes, ...ANY_ADDRESS].map((code) => [code, t(code)]));
}

type Code = Parameters<Awaited<ReturnType<typeof getTranslations<"problem">>>["has"]>[0];

function isKnown<K extends string>(t: { has(key: K): boolean }, key: string): key is K {
  return t.has(key as K);
}
