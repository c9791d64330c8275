/** Answers whoever scanned a carton: that it is on record, never what is in it. */
import type { Sscc } from "../domain/label/sscc.ts";
import type { Language } from "../domain/verify/language.ts";
import type { ContainerView, LinksView } from "../domain/verify/scan-view.ts";
import type { AnswerScanDeps } from "./answer-scan.ts";
import { LINKSET_CONTEXT, linksetHeader, linksetOf } from "./linkset.ts";
import { answerHeaders, formFor, languageFor, type PublicAnswer, type PublicQuestion } from "./public-answer.ts";

export type AnswerContainerDeps = Pick<AnswerScanDeps, "records" | "publicUrl" | "limits" | "fault"> & {
  readonly pages: {
    container(view: ContainerView): string;
    links(view: LinksView): string;
    readonly headers: Readonly<Record<string, string>>;
  };
};

type Finding = Pick<ContainerView, "container" | "tooMany"> & { readonly status: number };

/** @param question `links`: its links are asked for, as a page for a person's eye or as a linkset */
export async function answerContainer(
  deps: AnswerContainerDeps,
  question: PublicQuestion & { readonly sscc: Sscc; readonly links?: { readonly page: boolean } },
): Promise<PublicAnswer> {
  const language = languageFor(question.lang, question.acceptLanguage);
  const { sscc } = question;
  const finding = await look(deps, question);
  const anchor = `${deps.publicUrl}/00/${sscc}`;
  if (question.links && finding.status === 200) return links(deps, language, anchor, question.links.page);
  if (formFor(question.accept) === "html")
    return {
      status: finding.status,
      headers: { ...answerHeaders("html", language), ...deps.pages.headers, link: linksetHeader(anchor) },
      body: deps.pages.container({ language, publicUrl: deps.publicUrl, sscc, ...finding }),
    };
  const container = typeof finding.container === "object" ? finding.container : null;
  return {
    status: finding.status,
    headers: { ...answerHeaders("json", language), link: linksetHeader(anchor) },
    body: JSON.stringify({ sscc, container }),
  };
}

function links(deps: AnswerContainerDeps, language: Language, anchor: string, page: boolean): PublicAnswer {
  const type = "traceability";
  if (!page)
    return {
      status: 200,
      headers: { ...answerHeaders("linkset", language), link: LINKSET_CONTEXT },
      body: linksetOf(anchor, anchor, type),
    };
  const body = deps.pages.links({ language, publicUrl: deps.publicUrl, anchor, target: anchor, type });
  return { status: 200, headers: { ...answerHeaders("html", language), ...deps.pages.headers }, body };
}

async function look(deps: AnswerContainerDeps, { sscc, ip }: { sscc: Sscc; ip: string }): Promise<Finding> {
  try {
    const { found } = await deps.records.container(sscc);
    const may = found ? await deps.limits.known(ip) : await deps.limits.unknown(ip);
    if (!may) return { status: 429, container: "unavailable", tooMany: true };
    if (!found) return { status: 404, container: null, tooMany: false };
    const { sscc: _, ...container } = found;
    return { status: 200, container, tooMany: false };
  } catch (cause) {
    deps.fault(cause);
    return { status: 503, container: "unavailable", tooMany: false };
  }
}
