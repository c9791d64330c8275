/** Asks the server, and only when somebody pressed the button: statements in parts that it takes at once. */
import { partsToAsk } from "../../../lib/domain/optics/asked-at-once.ts";
import type { CheckAnswer } from "../../../lib/domain/optics/check-answer.ts";
import type { ModuleStatement } from "../../../lib/domain/optics/statement.ts";
import { language } from "./words.ts";

const AT_ONCE = 200;

/** @throws an Error with the server's own sentence and its code as `cause`, or `unreachable` */
export async function compare(
  count: number,
  code: string,
  statements: (from: number, to: number) => Promise<readonly ModuleStatement[]>,
  progress: (done: number) => void,
): Promise<CheckAnswer[]> {
  const answers: CheckAnswer[] = [];
  for (const [from, to] of partsToAsk(count, AT_ONCE)) {
    progress(from);
    const modules = await statements(from, to);
    answers.push(await ask({ modules, lang: language, ...(code && { code }) }));
  }
  return answers;
}

async function ask(body: unknown): Promise<CheckAnswer> {
  const response = await fetch("/api/v1/module-checks", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (!response) throw new Error("unreachable");
  const answer = (await response.json().catch(() => undefined)) as
    | (CheckAnswer & { detail?: string; code?: string })
    | undefined;
  if (response.ok && answer) return answer;
  throw new Error(answer?.detail ?? "unreachable", { cause: answer?.code });
}
