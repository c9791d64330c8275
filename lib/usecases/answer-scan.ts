/** Answers whoever scanned a label: the same facts as a page, as JSON, or as links. */

import type { Time } from "../domain/event/event.ts";
import { foldCode, labelIdOf, parseCode } from "../domain/label/code.ts";
import type { Language } from "../domain/verify/language.ts";
import type { LedgerFacts, ScanFacts } from "../domain/verify/scan-facts.ts";
import type { LinksView, ScanView } from "../domain/verify/scan-view.ts";
import { concludeScan } from "../domain/verify/verdict.ts";
import type { Clock } from "../ports/clock.ts";
import type { RecordHead, ScanRecords } from "../ports/scan-records.ts";
import { answerText } from "./answer-text.ts";
import { type BirthPaths, checkBirth } from "./check-birth.ts";
import { labelStory } from "./label-story.ts";
import { LINKSET_CONTEXT, linksetOf } from "./linkset.ts";
import { answerHeaders, formFor, languageFor, type PublicAnswer, type PublicQuestion } from "./public-answer.ts";

export type AnswerScanDeps = {
  readonly records: ScanRecords;
  readonly birthPaths: BirthPaths;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly ledger: LedgerHeads;
  readonly pages: {
    scan(view: ScanView): string;
    links(view: LinksView): string;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly limits: ScanLimits;
  /** A fault that the asker sees as V8; the log keeps its cause. */
  readonly fault: (cause: unknown) => void;
};

export type LedgerHeads = {
  readonly kind: LedgerFacts["kind"];
  /** The newest signed head of the log that this installation knows. */
  checkpoint(): Promise<LedgerFacts["checkpoint"]>;
  /** On a ledger of blocks: the last one that is kept here, and since when no peer answers (`null`: none ever did). */
  reach?(): Promise<{ readonly block: number; readonly silentSince: Time | null | undefined }>;
};

/** `true`: may be answered. Asking counts. */
export type ScanLimits = { known(ip: string): Promise<boolean>; unknown(ip: string): Promise<boolean> };

type Finding = {
  readonly status: number;
  readonly facts: ScanFacts;
  readonly head: RecordHead;
  readonly tooMany: boolean;
};

const NOWHERE: RecordHead = { position: -1, at: null };
/** In no record: what is looked up for a text that cannot be a code, so that a wrong guess costs what a good one costs. */
const NO_LABEL = "0".repeat(64);

/** What the links are about, if not the page itself; `page`: for a person's eye. */
type Links = { readonly anchor: string; readonly page: boolean };

/** @param question `code`: as the path had it, decoded, anything at all; `links`: the label's links are asked for, whatever `accept` says */
export async function answerScan(
  deps: AnswerScanDeps,
  question: PublicQuestion & { readonly code: string; readonly links?: Links },
): Promise<PublicAnswer> {
  const language = languageFor(question.lang, question.acceptLanguage);
  const code = foldCode(question.code).slice(0, 160);
  const finding = await look(deps, question);
  const ledger = await ledgerFacts(deps, finding.head);
  const form = formFor(question.accept);
  const target = `${deps.publicUrl}/v/${code}`;
  if (finding.status === 200 && (form === "linkset" || question.links))
    return links(deps, language, { anchor: target, page: false, ...question.links }, target);
  if (form === "html" && (question.links?.page ?? true)) return page(deps, { language, code, finding, ledger });
  return {
    status: finding.status,
    headers: { ...answerHeaders("json", language), ...retry(finding) },
    body: answerText(code, finding.facts, ledger, language),
  };
}

function links(deps: AnswerScanDeps, language: Language, { anchor, page }: Links, target: string): PublicAnswer {
  if (!page)
    return {
      status: 200,
      headers: { ...answerHeaders("linkset", language), link: LINKSET_CONTEXT },
      body: linksetOf(anchor, target),
    };
  const body = deps.pages.links({ language, publicUrl: deps.publicUrl, anchor, target, type: "pip" });
  return { status: 200, headers: { ...answerHeaders("html", language), ...deps.pages.headers }, body };
}

async function look(deps: AnswerScanDeps, { code: text, ip }: { code: string; ip: string }): Promise<Finding> {
  try {
    const code = parseCode(text);
    const { head, found } = await deps.records.label(code.ok ? labelIdOf(code.value) : NO_LABEL);
    const may = found ? await deps.limits.known(ip) : await deps.limits.unknown(ip);
    // Whoever is over the limit learns nothing, not even "no record".
    if (!may) return { status: 429, facts: { is: "unavailable" }, head, tooMany: true };
    if (!found) return { status: 404, facts: { is: "unknown" }, head, tooMany: false };
    const birth = await checkBirth(found, deps.birthPaths);
    return { status: 200, facts: labelStory(found, birth, deps.clock.now()), head, tooMany: false };
  } catch (cause) {
    deps.fault(cause);
    return { status: 503, facts: { is: "unavailable" }, head: NOWHERE, tooMany: false };
  }
}

async function ledgerFacts(deps: AnswerScanDeps, head: RecordHead): Promise<LedgerFacts> {
  const checkpoint = await deps.ledger.checkpoint().catch((cause) => {
    deps.fault(cause);
    return null;
  });
  const reach = await deps.ledger.reach?.().catch((cause) => {
    deps.fault(cause);
    return undefined;
  });
  return {
    kind: deps.ledger.kind,
    asOf: head.at,
    ...(reach && { block: reach.block }),
    ...(reach?.silentSince !== undefined && { silentSince: reach.silentSince }),
    checkpoint,
    cosignedBy: [],
  };
}

async function page(
  deps: AnswerScanDeps,
  { language, code, finding, ledger }: { language: Language; code: string; finding: Finding; ledger: LedgerFacts },
): Promise<PublicAnswer> {
  const { facts, tooMany } = finding;
  const operator = facts.is === "known" ? null : await deps.records.operator().catch(() => undefined);
  const verdict = concludeScan(facts, language);
  return {
    status: finding.status,
    headers: { ...answerHeaders("html", language), ...deps.pages.headers, ...retry(finding) },
    body: deps.pages.scan({
      language,
      publicUrl: deps.publicUrl,
      code,
      facts,
      verdict,
      ledger,
      operator: operator ?? null,
      tooMany,
    }),
  };
}

function retry({ status }: Finding): Record<string, string> {
  if (status === 429) return { "retry-after": "600" };
  return status === 503 ? { "retry-after": "30" } : {};
}
