/**
 * Answers whoever scanned a label: the same facts as a page, as JSON, or as links. The JSON answer is measured
 * (`npm run bench -- scan`): what thousands of labels share (lot, verdict, headers) is made once and recognised by its
 * identity, and nothing here waits for more than the records.
 */
import type { Time } from "../domain/event/event.ts";
import { foldCode } from "../domain/label/code.ts";
import type { Language } from "../domain/verify/language.ts";
import type { LedgerFacts } from "../domain/verify/scan-facts.ts";
import type { LinksView, ScanView } from "../domain/verify/scan-view.ts";
import { concludeScan, verdictNameOf } from "../domain/verify/verdict.ts";
import type { ScanBook } from "../ports/scan-book.ts";
import type { RecordHead } from "../ports/scan-records.ts";
import type { Warnings } from "../ports/warnings.ts";
import { answerText } from "./answer-text.ts";
import { LINKSET_CONTEXT, linksetOf } from "./linkset.ts";
import { type LookedUp, type LookUpDeps, lookUpLabel } from "./look-up-label.ts";
import { answerHeaders, formFor, languageFor, type PublicAnswer, type PublicQuestion } from "./public-answer.ts";

export type AnswerScanDeps = LookUpDeps & {
  readonly scans: ScanBook;
  readonly warnings: Warnings;
  readonly publicUrl: string;
  readonly ledger: LedgerHeads;
  readonly pages: {
    scan(view: ScanView): string;
    links(view: LinksView): string;
    readonly headers: Readonly<Record<string, string>>;
    /** Of the page that works for its answer. */
    readonly workHeaders: Readonly<Record<string, string>>;
  };
};

export type LedgerHeads = {
  readonly kind: LedgerFacts["kind"];
  /** The newest signed head of the log that this installation knows. */
  checkpoint(): Promise<LedgerFacts["checkpoint"]>;
  /** On a ledger of blocks: the last one that is kept here, and since when no peer answers (`null`: none ever did). */
  reach?(): Promise<{ readonly block: number; readonly silentSince: Time | null | undefined }>;
};

/** What the links are about, if not the page itself; `page`: for a person's eye. */
type Links = { readonly anchor: string; readonly page: boolean };

/** @param question `code`: as the path had it, decoded, anything at all; `links`: the label's links are asked for, whatever `accept` says */
export async function answerScan(
  deps: AnswerScanDeps,
  question: PublicQuestion & { readonly code: string; readonly links?: Links },
): Promise<PublicAnswer> {
  const language = languageFor(question.lang, question.acceptLanguage);
  const code = foldCode(question.code).slice(0, 160);
  const finding = await lookUpLabel(deps, question);
  note(deps.scans, question, finding);
  const form = formFor(question.accept);
  const [ledger, operator] = await Promise.all([
    ledgerFacts(deps, finding.head),
    form === "html" && finding.facts.is !== "known" ? deps.records.operator().catch(() => undefined) : undefined,
  ]);
  const target = `${deps.publicUrl}/v/${code}`;
  if (finding.found && (form === "linkset" || question.links))
    return links(deps, language, { anchor: target, page: false, ...question.links }, target);
  if (form === "html" && (question.links?.page ?? true))
    return page(deps, question, { language, code, finding, ledger, operator: operator ?? null });
  return {
    verdict: verdictNameOf(finding.facts),
    status: finding.status,
    headers: withRetry(answerHeaders("json", language), finding),
    body: answerText(code, finding.facts, ledger, language),
  };
}

/** Off the ledger, and never in the way of an answer. Whoever only asks whether there is something is no visitor. */
function note(scans: ScanBook, { method, caller }: PublicQuestion, { found, facts }: LookedUp): void {
  if (!caller || method !== "GET") return;
  if (found) scans.known(found.label, caller);
  else if (facts.is !== "unavailable") scans.unknown(caller);
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

/** Which ledger answers, and how far it is known here. */
export async function ledgerFacts(
  deps: Pick<AnswerScanDeps, "ledger" | "fault">,
  head: RecordHead,
): Promise<LedgerFacts> {
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

type Answered = {
  readonly language: Language;
  readonly code: string;
  readonly finding: LookedUp;
  readonly ledger: LedgerFacts;
  /** Whom to ask where no maker is known. */
  readonly operator: ScanView["operator"];
};

async function page(
  deps: AnswerScanDeps,
  { caller }: PublicQuestion,
  { language, code, finding, ledger, operator }: Answered,
): Promise<PublicAnswer> {
  const { facts, tooMany, challenge, found } = finding;
  const verdict = concludeScan(facts, language);
  // A page without its visitor number, or without what a rule says, is still an answer: the verdict was read before.
  const [visits, warning] = found
    ? await Promise.all([
        caller && deps.scans.seen(found.label, caller).catch(deps.fault),
        deps.warnings.of(found.label).catch(deps.fault),
      ])
    : [];
  return {
    verdict: verdict.name,
    status: finding.status,
    headers: withRetry(
      { ...answerHeaders("html", language), ...(challenge ? deps.pages.workHeaders : deps.pages.headers) },
      finding,
    ),
    body: deps.pages.scan({
      language,
      publicUrl: deps.publicUrl,
      code,
      facts,
      verdict,
      ledger,
      operator,
      tooMany,
      ...(challenge && { challenge }),
      visits: visits ?? null,
      placed: (caller?.place ?? null) !== null || (visits?.country ?? null) !== null,
      contradictions: warning?.contradictions ?? [],
    }),
  };
}

function withRetry(headers: Readonly<Record<string, string>>, { status }: LookedUp): Readonly<Record<string, string>> {
  if (status === 429) return { ...headers, "retry-after": "600" };
  return status === 503 ? { ...headers, "retry-after": "30" } : headers;
}
