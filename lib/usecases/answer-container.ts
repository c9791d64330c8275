/** Answers whoever scanned a carton: that it is on record, never what is in it. */
import { parseSscc } from "../domain/label/sscc.ts";
import type { ContainerView } from "../domain/verify/scan-view.ts";
import type { AnswerScanDeps } from "./answer-scan.ts";
import { answerHeaders, formFor, languageFor, type PublicAnswer, type PublicQuestion } from "./public-answer.ts";

export type AnswerContainerDeps = Pick<AnswerScanDeps, "records" | "publicUrl" | "limits" | "fault"> & {
  readonly pages: { container(view: ContainerView): string; readonly headers: Readonly<Record<string, string>> };
};

type Finding = Pick<ContainerView, "container" | "tooMany"> & { readonly status: number };

/** @param sscc as the path had it; what is no SSCC is answered 400 */
export async function answerContainer(
  deps: AnswerContainerDeps,
  question: PublicQuestion & { readonly sscc: string },
): Promise<PublicAnswer> {
  const language = languageFor(question.lang, question.acceptLanguage);
  const sscc = question.sscc.slice(0, 160);
  const finding = await look(deps, question);
  if (formFor(question.accept) === "html")
    return {
      status: finding.status,
      headers: { ...answerHeaders("html", language), ...deps.pages.headers },
      body: deps.pages.container({ language, publicUrl: deps.publicUrl, sscc, ...finding }),
    };
  const container = typeof finding.container === "object" ? finding.container : null;
  return {
    status: finding.status,
    headers: answerHeaders("json", language),
    body: JSON.stringify({ sscc, container }),
  };
}

async function look(deps: AnswerContainerDeps, { sscc: text, ip }: { sscc: string; ip: string }): Promise<Finding> {
  const sscc = parseSscc(text);
  if (!sscc.ok) return { status: 400, container: null, tooMany: false };
  try {
    const { found } = await deps.records.container(sscc.value);
    const may = found ? await deps.limits.known(ip) : await deps.limits.unknown(ip);
    if (!may) return { status: 429, container: "unavailable", tooMany: true };
    if (!found) return { status: 404, container: null, tooMany: false };
    const { count, packedBy, packedAt, state, who } = found;
    return { status: 200, container: { count, packedBy, packedAt, state, who }, tooMany: false };
  } catch (cause) {
    deps.fault(cause);
    return { status: 503, container: "unavailable", tooMany: false };
  }
}
