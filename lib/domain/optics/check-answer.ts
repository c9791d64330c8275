/** The answer of a module check: what the record says of each module of a capture, in the shapes of `POST /api/v1/module-checks`. */
import type { RuleId, ToldFinding } from "./answer.ts";
import type { ComparedField } from "./compare-with-record.ts";
import type { Judged } from "./likelihood.ts";

/**
 * `not-registered`: the maker is a member here, and no record has this identity. `maker-not-here`: nothing can be told.
 * `no-maker`: the input names no maker, and nothing else in it leads to a record. `no-identity`: it names no serial number.
 * `ambiguous`: several records fit equally well.
 */
export type RecordOutcome = "found" | "not-registered" | "maker-not-here" | "no-maker" | "no-identity" | "ambiguous";

/** `record` is null with `withheld` where a stranger who only guessed a serial number would learn something of the unit. */
export type CheckedField = ComparedField & { readonly withheld?: true };

export type ModuleCheck = {
  readonly port: string | null;
  readonly evidence: "bytes" | "text";
  readonly identity: {
    readonly vendorName: string | null;
    readonly partNumber: string | null;
    readonly serialNumber: string | null;
  };
  readonly record: RecordOutcome;
  /** What the record is, for people: whose, and of which part. Null unless found. */
  readonly registered: {
    readonly maker: string;
    readonly partNumber: string;
    readonly formFactor: string | null;
    readonly lotStatus: string;
  } | null;
  /** V6 "n of m"; null where nothing could be compared. */
  readonly v6: {
    readonly code: "V6";
    readonly name: "MODULE_MATCHES";
    readonly matched: number;
    readonly compared: number;
    readonly text: string;
  } | null;
  readonly fields: readonly CheckedField[];
  readonly mismatches: readonly string[];
  readonly likelihood: readonly (Judged & { readonly because: string })[];
  /** A recorded recode: whom it is coded for, by whom, when. `matches`: the module shows the bytes of that event. */
  readonly recoded: {
    readonly codedFor: string;
    readonly by: string;
    readonly at: string;
    readonly matches: boolean | null;
    readonly text: string;
  } | null;
  readonly recalled: { readonly at: string; readonly reason: string } | null;
  /** Another organisation read the same identity, and no recorded hand-over lies between. Null: not looked up. */
  readonly seenElsewhere: { readonly at: string; readonly otherBytes: boolean } | null;
  readonly findings: readonly ToldFinding[];
};

/** What a record says of a module whatever its bytes say, the gravest first. */
export const STANDING_RULES = [
  "RECORD_RECALLED",
  "RECORD_STOLEN",
  "RECORD_SCRAPPED",
  "RECORD_NOT_RELEASED",
  "RECORD_LABEL_VOID",
] as const satisfies readonly RuleId[];
export type StandingRule = (typeof STANDING_RULES)[number];

/** The gravest that holds; undefined for a module that may be sold and used. */
export function standingRuleOf({ findings }: Pick<ModuleCheck, "findings">): StandingRule | undefined {
  return STANDING_RULES.find((rule) => findings.some(({ id }) => id === rule));
}

export type DuplicateInCapture = {
  readonly vendorName: string | null;
  readonly partNumber: string | null;
  readonly serialNumber: string;
  readonly ports: readonly string[];
  readonly isCable: boolean;
};

/**
 * What the scanned label says beside it. `void`: it is the module's, and was voided or replaced. `not-run`: no code was given, and
 * then `serialNumber` is null; or the input names no serial number, and then it is that of the label.
 */
export type LabelOutcome = {
  readonly outcome: "agrees" | "conflict" | "void" | "no-record" | "not-run";
  readonly serialNumber: string | null;
  readonly because: string;
};

export type CheckAnswer = {
  readonly checks: readonly ModuleCheck[];
  readonly duplicates: readonly DuplicateInCapture[];
  readonly label: LabelOutcome;
  readonly counts: CheckCounts;
};

export type CheckCounts = {
  readonly modules: number;
  readonly matched: number;
  readonly mismatched: number;
  readonly notRegistered: number;
  readonly unknown: number;
  readonly duplicated: number;
  readonly recalled: number;
};

/** Parts of a long capture each answer for the label; one that has its module tells. Undefined where nothing was asked. */
export function labelOutcomeOf(answers: readonly Pick<CheckAnswer, "checks" | "label">[]): LabelOutcome | undefined {
  const one =
    answers.find(({ checks, label }) => checks.some((check) => isOfLabel(check, label))) ??
    answers.find(({ label }) => label.outcome !== "not-run") ??
    answers[0];
  return one?.label;
}

/** The label names this module's serial number. */
export function isOfLabel({ identity }: Pick<ModuleCheck, "identity">, { serialNumber }: LabelOutcome): boolean {
  return serialNumber !== null && identity.serialNumber === serialNumber;
}

/** What is wrong between the scanned label and this module; undefined where nothing is, or where the label is of none of several. */
export function labelFaultOf(
  check: Pick<ModuleCheck, "identity" | "findings">,
  label: LabelOutcome,
): "conflict" | "void" | undefined {
  const { outcome } = label;
  if (check.findings.some(({ id }) => id === "LABEL_SERIAL_CONFLICT")) return "conflict";
  return (outcome === "conflict" || outcome === "void") && isOfLabel(check, label) ? outcome : undefined;
}

/** A field differs, or the record says of the module what cannot be. Another module's label is no word of the record. */
export function contradictsRecord({ mismatches, findings }: Pick<ModuleCheck, "mismatches" | "findings">): boolean {
  return (
    mismatches.length > 0 ||
    findings.some(({ id, severity }) => severity === "conflict" && id !== "LABEL_SERIAL_CONFLICT")
  );
}

/** At least one field was compared with a record, and nothing contradicts it. */
export function agreesWithRecord(check: ModuleCheck): boolean {
  return check.record === "found" && check.v6 !== null && !contradictsRecord(check);
}

/** One word for each module, as reports list it; what needs a person comes before what agrees. */
export type CheckState = "recalled" | "duplicated" | "mismatched" | "not-registered" | "matched" | "unknown";

export function stateOf(check: ModuleCheck, duplicated: boolean): CheckState {
  if (check.recalled) return "recalled";
  if (duplicated || check.seenElsewhere) return "duplicated";
  if (check.record === "not-registered") return "not-registered";
  if (check.record !== "found" || !check.v6) return "unknown";
  return contradictsRecord(check) ? "mismatched" : "matched";
}

/** A repeated serial number of two cable ends is no duplicate that counts. */
export function countChecks(checks: readonly ModuleCheck[], duplicates: readonly DuplicateInCapture[]): CheckCounts {
  const repeated = repeatedIdentities(duplicates);
  const found = (wanted: (check: ModuleCheck) => boolean) => checks.filter(wanted).length;
  return {
    modules: checks.length,
    matched: found(agreesWithRecord),
    mismatched: found((check) => check.record === "found" && check.v6 !== null && !agreesWithRecord(check)),
    notRegistered: found(({ record }) => record === "not-registered"),
    unknown: found(({ record, v6 }) => record !== "not-registered" && (record !== "found" || !v6)),
    duplicated: found((check) => repeated.has(identityKey(check.identity)) || check.seenElsewhere !== null),
    recalled: found(({ recalled }) => recalled !== null),
  };
}

export function repeatedIdentities(duplicates: readonly DuplicateInCapture[]): ReadonlySet<string> {
  return new Set(duplicates.filter(({ isCable }) => !isCable).map(identityKey));
}

/** Maker, part and serial: a serial number alone is unique to nobody (optics.md section 10). */
export function identityKey({
  vendorName,
  partNumber,
  serialNumber,
}: {
  readonly vendorName?: string | null | undefined;
  readonly partNumber?: string | null | undefined;
  readonly serialNumber?: string | null | undefined;
}): string {
  return JSON.stringify([vendorName ?? "", partNumber ?? "", serialNumber ?? ""]);
}
