/** Answers a GS1 Digital Link as a GS1-Conformant Resolver 1.2 does: a redirect, the linkset, or an honest no. */
import { parseCode } from "../domain/label/code.ts";
import { type DigitalLink, parseDigitalLink } from "../domain/label/digital-link.ts";
import type { LinksView, NoticeView } from "../domain/verify/scan-view.ts";
import { type AnswerContainerDeps, answerContainer } from "./answer-container.ts";
import { type AnswerScanDeps, answerScan } from "./answer-scan.ts";
import { linksetHeader, resolverDescription, wishOf } from "./linkset.ts";
import {
  answerHeaders,
  asksForPage,
  FORMS,
  formFor,
  languageFor,
  type PublicAnswer,
  type PublicQuestion,
} from "./public-answer.ts";

export type AnswerDigitalLinkDeps = AnswerScanDeps &
  AnswerContainerDeps & { readonly pages: { notice(view: NoticeView): string; links(view: LinksView): string } };

type Question = PublicQuestion & { readonly path: string; readonly query: string };

/** @param question `path`: as it came, still encoded; `query`: without its question mark */
export async function answerDigitalLink(deps: AnswerDigitalLinkDeps, question: Question): Promise<PublicAnswer> {
  const link = parseDigitalLink(question.path);
  if (!link.ok) return no(deps, question, 400, "badLink", link.error.detail);
  return link.value.key === "00" ? container(deps, question, link.value) : module(deps, question, link.value);
}

/** Whether the code is on record is said by its own page; no link of ours is for a whole product. */
async function module(
  deps: AnswerDigitalLinkDeps,
  question: Question,
  link: Extract<DigitalLink, { key: "01" }>,
): Promise<PublicAnswer> {
  const code = parseCode(link.serial ?? "");
  if (!code.ok) return no(deps, question, 404, "noLink", "No label with this number leads anywhere here.");
  const anchor = `${deps.publicUrl}${link.path}`;
  switch (wishFor(question, "pip")) {
    case "missing":
      return no(deps, question, 404, "noLink", "This label has no link of the type that was asked for.");
    case "linkset":
      return answerScan(deps, { ...question, code: code.value, links: { anchor, page: asksForPage(question.accept) } });
    case "page": {
      const target = `${deps.publicUrl}/v/${code.value}`;
      const { "content-type": _, ...headers } = answerHeaders("html", languageOf(question));
      const location = question.query === "" ? target : `${target}?${question.query}`;
      return { status: 307, headers: { ...headers, location, link: linksetHeader(anchor) }, body: "" };
    }
  }
}

async function container(
  deps: AnswerDigitalLinkDeps,
  question: Question,
  link: Extract<DigitalLink, { key: "00" }>,
): Promise<PublicAnswer> {
  const wish = wishFor(question, "traceability");
  if (wish === "missing")
    return no(deps, question, 404, "noLink", "This container has no link of the type that was asked for.");
  const links = wish === "linkset" ? { links: { page: asksForPage(question.accept) } } : {};
  return answerContainer(deps, { ...question, ...links, sscc: link.sscc });
}

function wishFor({ query, accept }: Question, has: "pip" | "traceability") {
  const linkType = new URLSearchParams(query).get("linkType");
  const wish = wishOf(linkType, has);
  return wish === "page" && formFor(accept) === "linkset" ? "linkset" : wish;
}

/** Never an error with 200; a browser gets a page, a program a problem (RFC 9457). */
function no(
  deps: AnswerDigitalLinkDeps,
  question: Question,
  status: 400 | 404,
  what: NoticeView["what"],
  detail: string,
): PublicAnswer {
  const language = languageOf(question);
  if (formFor(question.accept) === "html") {
    const body = deps.pages.notice({ language, publicUrl: deps.publicUrl, what });
    return { status, headers: { ...answerHeaders("html", language), ...deps.pages.headers }, body };
  }
  const headers = { ...answerHeaders("json", language), "content-type": "application/problem+json" };
  const title = status === 400 ? "Not a GS1 Digital Link" : "No such link here";
  return { status, headers, body: JSON.stringify({ type: "about:blank", title, status, detail }) };
}

/** `/.well-known/gs1resolver`: which keys and links this resolver knows. */
export async function describeResolver(deps: AnswerScanDeps, question: PublicQuestion): Promise<PublicAnswer> {
  const operator = await deps.records.operator().catch(() => undefined);
  const headers = { ...answerHeaders("json", languageOf(question)), "content-type": FORMS.json };
  return { status: 200, headers, body: resolverDescription(deps.publicUrl, operator?.name) };
}

function languageOf({ lang, acceptLanguage }: PublicQuestion) {
  return languageFor(lang, acceptLanguage);
}
