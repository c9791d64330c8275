import { getLocale, getTranslations } from "next-intl/server";
import type { Outcome } from "@/components/ui/outcome.ts";
import type { Operation, Problem } from "@/lib/usecases/operation.ts";

export type Made = { readonly label: string; readonly href: string };

/** An operation in the words of the screen. The key is kept while the answer is open, and made anew once it is final. */
export async function outcomeOf(operation: Operation, key: string, made?: Made): Promise<Outcome> {
  const { id, state } = operation;
  if (state === "pending" || state === "checking") return { state, key, id };
  const next = crypto.randomUUID();
  if (state === "recorded") {
    const t = await getTranslations("outcome");
    const waiting = operation.result?.waitingForSecondApprover === true;
    return {
      state,
      key: next,
      id,
      entry: operation.events.at(-1)?.index,
      sentence: waiting ? t("waitingForSecond") : undefined,
      made,
    };
  }
  const errors = operation.problem?.errors?.map(({ sentence }) => ({ sentence }));
  return { state, key: next, id, code: operation.problem?.code, sentence: await sentenceOf(operation.problem), errors };
}

/** English sentences name the thing; another language has one sentence for each code, and falls back to the English one. */
export async function sentenceOf(problem: Problem | undefined): Promise<string | undefined> {
  if (!problem || (await getLocale()) === "en") return problem?.sentence;
  const t = await getTranslations("problem");
  return isKnown(t, problem.code) ? t(problem.code) : problem.sentence;
}

type Translate = Awaited<ReturnType<typeof getTranslations<"problem">>>;
function isKnown(t: Translate, code: string): code is Parameters<Translate["has"]>[0] {
  return t.has(code as Parameters<Translate["has"]>[0]);
}
