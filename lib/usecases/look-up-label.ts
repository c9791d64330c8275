/** What the records say of a text that somebody scanned or typed: facts, and how many may still ask. */
import { labelIdOf, parseCode } from "../domain/label/code.ts";
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

/** `true`: may be answered. Asking counts. */
export type ScanLimits = { known(ip: string): Promise<boolean>; unknown(ip: string): Promise<boolean> };

export type LookedUp = {
  readonly status: number;
  readonly facts: ScanFacts;
  readonly head: RecordHead;
  readonly tooMany: boolean;
  /** The record behind `facts`, where there is one. */
  readonly found?: LabelOnRecord;
};

const NOWHERE: RecordHead = { position: -1, at: null };
/** In no record: what is looked up for a text that cannot be a code, so that a wrong guess costs what a good one costs. */
const NO_LABEL = "0".repeat(64);

/** Never throws. @param asked `code`: as the path had it, decoded, anything at all */
export async function lookUpLabel(deps: LookUpDeps, asked: { code: string; ip: string }): Promise<LookedUp> {
  try {
    const signed = isSignedLabel(asked.code)
      ? ((await readSignedLabel(deps.records, asked.code)) ?? "forged")
      : undefined;
    return signed === "forged" ? forged(deps, asked.ip, NOWHERE) : await lookUp(deps, asked, signed);
  } catch (cause) {
    if (cause instanceof RecordElsewhere)
      return { status: 503, facts: { is: "unavailable", keptBy: cause.keptBy }, head: NOWHERE, tooMany: false };
    deps.fault(cause);
    return { status: 503, facts: { is: "unavailable" }, head: NOWHERE, tooMany: false };
  }
}

async function lookUp(
  deps: LookUpDeps,
  { code: text, ip }: { code: string; ip: string },
  signed: SignedLabel | undefined,
): Promise<LookedUp> {
  const code = parseCode(signed?.code ?? text);
  const label = code.ok ? labelIdOf(code.value) : NO_LABEL;
  const { head, found } = await deps.records.label(label);
  // Whoever is over the limit learns nothing, not even "no record". Nobody guesses a signature.
  const may = found || signed ? await deps.limits.known(ip) : await deps.limits.unknown(ip);
  if (!may) return tooMany(head);
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

async function forged({ limits }: LookUpDeps, ip: string, head: RecordHead): Promise<LookedUp> {
  if (!(await limits.unknown(ip))) return tooMany(head);
  return { status: 200, facts: { is: "forged" }, head, tooMany: false };
}

function tooMany(head: RecordHead): LookedUp {
  return { status: 429, facts: { is: "unavailable" }, head, tooMany: true };
}
