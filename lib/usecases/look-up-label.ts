/** What the records say of a text that somebody scanned or typed: facts, and how many may still ask. */
import { labelIdOf, parseCode } from "../domain/label/code.ts";
import type { Work } from "../domain/verify/proof-of-work.ts";
import type { CaseFacts, KnownLabel, LabelFacts, ScanFacts } from "../domain/verify/scan-facts.ts";
import type { Clock } from "../ports/clock.ts";

import { type LabelOnRecord, RecordElsewhere, type RecordHead, type ScanRecords } from "../ports/scan-records.ts";
import type { CheckBirth } from "./check-birth.ts";
import { labelStory } from "./label-story.ts";
import { isSignedLabel, readSignedLabel, type SignedLabel, signatureOf } from "./read-signed-label.ts";

export type LookUpDeps = {
  readonly records: ScanRecords;
  readonly birthCheck: CheckBirth;
  readonly clock: Clock;
  readonly limits: ScanLimits;
  /** A case about this label that people confirmed; every buyer's request asks. Throws when that cannot be told, which is not "none". */
  readonly confirmedCase: (label: string) => Promise<CaseFacts | null>;
  /** A fault that the asker sees as V8; the log keeps its cause. */
  readonly fault: (cause: unknown) => void;
};

export type ScanLimits = {
  /** `true`: may be answered. Asking counts. */
  known(ip: string): Promise<boolean>;
  unknown(ip: string): Promise<boolean>;
  /** What whoever is over a limit may work on, for one answer more. */
  challenge(ip: string): string;
  /** Whether that work was done for this asker, and for no answer before. */
  paid(ip: string, work: Work): Promise<boolean>;
};

export type LookedUp = {
  readonly status: number;
  readonly facts: ScanFacts;
  readonly head: RecordHead;
  readonly tooMany: boolean;
  /** Beside `tooMany`: work on it buys an answer. */
  readonly challenge?: string;
  /** The record behind `facts`, where there is one. */
  readonly found?: LabelOnRecord;
};

const TOO_MANY: ScanFacts = { is: "unavailable", tooMany: true };
const NOWHERE: RecordHead = { position: -1, at: null };
/** In no record: what is looked up for a text that cannot be a code, so that a wrong guess costs what a good one costs. */
const NO_LABEL = "0".repeat(64);

type Asked = { readonly code: string; readonly ip: string; readonly work?: Work | undefined };

/** Never throws. @param asked `code`: as the path had it, decoded, anything at all; `work`: what this asker did for an answer */
export async function lookUpLabel(deps: LookUpDeps, asked: Asked): Promise<LookedUp> {
  try {
    const signed = isSignedLabel(asked.code)
      ? ((await readSignedLabel(deps.records, asked.code)) ?? "forged")
      : undefined;
    return signed === "forged" ? forged(deps, asked, NOWHERE) : await lookUp(deps, asked, signed);
  } catch (cause) {
    if (cause instanceof RecordElsewhere)
      return { status: 503, facts: { is: "unavailable", keptBy: cause.keptBy }, head: NOWHERE, tooMany: false };
    deps.fault(cause);
    return { status: 503, facts: { is: "unavailable" }, head: NOWHERE, tooMany: false };
  }
}

async function lookUp(deps: LookUpDeps, asked: Asked, signed: SignedLabel | undefined): Promise<LookedUp> {
  const code = parseCode(signed?.code ?? asked.code);
  const label = code.ok ? labelIdOf(code.value) : NO_LABEL;
  const { head, found } = await deps.records.label(label);
  // Whoever is over the limit learns nothing, not even "no record". Nobody guesses a signature.
  if (!(await mayAsk(deps, asked, found || signed ? "known" : "unknown"))) return tooMany(deps, asked, head);
  const signature = signed ? (found ? signatureOf(found, signed) : ofNoRecord(signed)) : "unsigned";
  if (signature === "forged") return { status: 200, facts: { is: "forged" }, head, tooMany: false };
  if (!found)
    return { status: 404, facts: { is: "unknown", ...(signed && { signed: true as const }) }, head, tooMany: false };
  const facts = await factsOf(deps, found, signature);
  return { status: 200, facts, head, tooMany: false, found };
}

/** @param signature of a signed label */
export async function factsOf(
  deps: Pick<LookUpDeps, "birthCheck" | "clock" | "confirmedCase">,
  found: LabelOnRecord,
  signature: LabelFacts["signature"],
): Promise<KnownLabel> {
  const [birth, confirmedCase] = await Promise.all([deps.birthCheck(found), deps.confirmedCase(found.label)]);
  return { ...labelStory(found, birth, deps.clock.now(), signature), confirmedCase };
}

/** A key that was revoked vouches for what was registered before: here nothing was. */
function ofNoRecord({ key }: SignedLabel): LabelFacts["signature"] | "forged" {
  return key.revoked ? "forged" : "passed";
}

async function forged(deps: LookUpDeps, asked: Asked, head: RecordHead): Promise<LookedUp> {
  if (!(await mayAsk(deps, asked, "unknown"))) return tooMany(deps, asked, head);
  return { status: 200, facts: { is: "forged" }, head, tooMany: false };
}

async function mayAsk({ limits }: LookUpDeps, { ip, work }: Asked, what: "known" | "unknown"): Promise<boolean> {
  return (await limits[what](ip)) || (work !== undefined && (await limits.paid(ip, work)));
}

function tooMany({ limits }: LookUpDeps, { ip }: Asked, head: RecordHead): LookedUp {
  return { status: 429, facts: TOO_MANY, head, tooMany: true, challenge: limits.challenge(ip) };
}
