/** The doors of activation: what a browser needs to sign a claim, and what became of the claim that it signed. */
import { sha256 } from "@noble/hashes/sha2.js";
import { hexOf } from "../domain/bytes/hex.ts";
import type { Hash } from "../domain/event/event.ts";
import { moduleSubject } from "../domain/event/subject.ts";
import { foldCode } from "../domain/label/code.ts";
import { scanAnswer } from "../domain/verify/scan-answer.ts";
import type { LedgerFacts, ScanFacts } from "../domain/verify/scan-facts.ts";
import { concludeScan } from "../domain/verify/verdict.ts";
import type { LabelOnRecord, RecordHead } from "../ports/scan-records.ts";
import {
  type ActivateDeps,
  activateModule,
  type Claimed,
  type ClaimOutcome,
  claimantAbout,
} from "./activate-module.ts";
import { CLAIM_BYTES, parseClaimRequest } from "./activation-request.ts";
import { type AnswerScanDeps, ledgerFacts } from "./answer-scan.ts";
import { factsOf, lookUpLabel } from "./look-up-label.ts";
import { answerHeaders, languageFor, type PublicAnswer, type PublicQuestion } from "./public-answer.ts";

export type AnswerActivationDeps = AnswerScanDeps & Omit<ActivateDeps, "ledgerAnswers">;

/** `key`: the public half under the covered code; the secret itself never leaves the browser. */
type Which = { readonly code: string } | { readonly key: Hash };
type Asked = PublicQuestion & {
  readonly which: Which;
  /** A pseudonym of the network that asks. */
  readonly asker: string;
  /** The body as text; nothing when it is longer than so many bytes. */
  readonly body?: (most: number) => Promise<string | undefined>;
};

type Label = { readonly found: LabelOnRecord; readonly head: RecordHead };
type Missing = { readonly status: number; readonly facts: ScanFacts; readonly head: RecordHead };
const NOWHERE: RecordHead = { position: -1, at: null };
const EMPTY_LOG = { size: 0, root: hexOf(sha256(new Uint8Array(0))) };

const STATUS: Readonly<Record<ClaimOutcome, number>> = {
  recorded: 201,
  yours: 200,
  pending: 202,
  "already-activated": 409,
  "claim-invalid": 422,
  "not-activatable": 409,
  refused: 409,
  "work-due": 429,
  "ledger-silent": 503,
};

/** Never throws: what cannot be checked is "we cannot verify right now", and nothing is activated. */
export async function answerActivation(deps: AnswerActivationDeps, asked: Asked): Promise<PublicAnswer> {
  try {
    const label = await labelOf(deps, asked);
    if ("facts" in label) return answer(deps, asked, label.status, label, {});
    return await (asked.method === "POST" ? claim(deps, asked, label) : offer(deps, asked, label));
  } catch (cause) {
    deps.fault(cause);
    return answer(deps, asked, 503, { facts: { is: "unavailable" }, head: NOWHERE }, {});
  }
}

async function labelOf(deps: AnswerActivationDeps, { which, ip }: Asked): Promise<Label | Missing> {
  if ("code" in which) {
    const { found, ...rest } = await lookUpLabel(deps, { code: which.code, ip });
    return found ? { found, head: rest.head } : rest;
  }
  const first = await deps.records.labelOfActivation(which.key);
  const may = first ? await deps.limits.known(ip) : await deps.limits.unknown(ip);
  if (!may) return { status: 429, facts: { is: "unavailable", tooMany: true }, head: NOWHERE };
  const label = first === undefined ? undefined : await deps.records.label(first);
  if (!label?.found) return { status: 404, facts: { is: "unknown" }, head: label?.head ?? NOWHERE };
  // The covered code of a label that was replaced leads to that label, which is void; the newest one's to its own.
  const { found, head } = label;
  const current = found.module?.label;
  if (current === undefined || found.module?.activation !== which.key) return { found, head };
  const newest = await deps.records.label(current);
  return newest.found ? { found: newest.found, head: newest.head } : { found, head };
}

/** A module that is activated already gets a number for the proof of its buyer, any other one for a first claim. */
async function offer(deps: AnswerActivationDeps, asked: Asked, { found, head }: Label): Promise<PublicAnswer> {
  const facts = await factsOf(deps, found, "unsigned");
  const module = moduleSubject(found.label);
  const key = found.module ? found.module.activation : found.activation;
  const isStopped = ["V7", "V8"].includes(concludeScan(facts, "en").code);
  const offered = {
    module,
    network: await deps.records.network(),
    checkpoint: (await deps.ledger.checkpoint()) ?? EMPTY_LOG,
    nonce: deps.numbers.make(facts.activation ? claimantAbout(module) : `claim ${module}`),
    activatable: key !== null && !facts.activation && !isStopped,
  };
  return answer(deps, asked, 200, { facts, head }, { offer: offered });
}

async function claim(deps: AnswerActivationDeps, asked: Asked, label: Label): Promise<PublicAnswer> {
  const text = await asked.body?.(CLAIM_BYTES);
  const request = text === undefined ? undefined : parseClaimRequest(text);
  if (!request) return malformed(asked);
  const reach = deps.ledger.reach;
  const ledgerAnswers = async () => reach === undefined || (await reach()).silentSince === undefined;
  const module = moduleSubject(label.found.label);
  const region = asked.caller?.place?.country;
  const by = { request, asker: asked.asker, ...(region !== undefined && { region }) };
  const claimed = await activateModule({ ...deps, ledgerAnswers }, label, module, by);
  return answer(deps, asked, STATUS[claimed.outcome], claimed, resultOf(claimed));
}

function resultOf({ outcome, receipt, challenge }: Claimed): Readonly<Record<string, unknown>> {
  return { outcome, ...(receipt && { receipt }), ...(challenge !== undefined && { challenge }) };
}

/** The scan answer of this moment, and beside it what was asked for. */
async function answer(
  deps: AnswerActivationDeps,
  asked: Asked,
  status: number,
  { facts, head }: { readonly facts: ScanFacts; readonly head: RecordHead },
  more: Readonly<Record<string, unknown>>,
): Promise<PublicAnswer> {
  const language = languageFor(asked.lang, asked.acceptLanguage);
  const ledger: LedgerFacts = await ledgerFacts(deps, head);
  const code = "code" in asked.which ? foldCode(asked.which.code).slice(0, 160) : "";
  const retry = { 202: "2", 429: "challenge" in more ? "1" : "600", 503: "30" }[status];
  return {
    status,
    headers: { ...answerHeaders("json", language), ...(retry !== undefined && { "retry-after": retry }) },
    body: JSON.stringify({ ...scanAnswer(code, facts, ledger, language), ...more }),
  };
}

function malformed(asked: Asked): PublicAnswer {
  const language = languageFor(asked.lang, asked.acceptLanguage);
  const detail =
    "Send { claim, activationSignature, buyerSignature }, or { claimant, signature } of a buyer who comes back; docs/activation.md says how each is made.";
  return {
    status: 400,
    headers: { ...answerHeaders("json", language), "content-type": "application/problem+json" },
    body: JSON.stringify({ type: "about:blank", title: "Not a signed claim", status: 400, detail }),
  };
}
