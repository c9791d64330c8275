/** One module against its record: the comparison, what events explain, and what a stranger may see of it. */
import type { Finding, RuleId } from "../domain/optics/answer.ts";
import type { CheckedField, DuplicateInCapture, ModuleCheck, RecordOutcome } from "../domain/optics/check-answer.ts";
import type { ComparableRecord, ComparableTest } from "../domain/optics/comparable-record.ts";
import { type Comparison, compareStatement, type FieldName } from "../domain/optics/compare-with-record.ts";
import { type Judged, reasonOf } from "../domain/optics/likelihood.ts";
import { filledSentence, type Reason } from "../domain/optics/reasons/reason.ts";
import { reasonSentence, toldFinding } from "../domain/optics/reasons/told-finding.ts";
import { serialRepeated } from "../domain/optics/rules/duplicate-rules.ts";
import { findingOf } from "../domain/optics/rules/rulebook.ts";
import type { ModuleStatement } from "../domain/optics/statement.ts";
import type { Language } from "../domain/verify/language.ts";
import { fillSentence } from "../domain/verify/sentence.ts";
import { VERDICT_STRINGS } from "../domain/verify/verdict-strings.ts";
import type { RecordedModule } from "../ports/module-records.ts";

export type Found =
  | { readonly is: "found"; readonly module: RecordedModule; readonly tests: readonly ComparableTest[] | undefined }
  | { readonly is: Exclude<RecordOutcome, "found"> };

export type Asked = {
  readonly language: Language;
  /** `YYYY-MM-DD` */
  readonly today: string;
  readonly isMember: boolean;
  /** The module of the scanned label, where one module was asked about. A void label says which it was; it opens nothing. */
  readonly label: { readonly module: RecordedModule; readonly isVoid: boolean } | undefined;
  readonly seen?: ModuleCheck["seenElsewhere"] | undefined;
  readonly duplicate?: DuplicateInCapture | undefined;
};

export function checkOne(stated: ModuleStatement, found: Found, asked: Asked): ModuleCheck {
  const { fields } = stated;
  const common = {
    port: stated.port ?? null,
    evidence: stated.evidence,
    identity: {
      vendorName: fields.vendorName ?? null,
      partNumber: fields.partNumber ?? null,
      serialNumber: fields.serialNumber ?? null,
    },
    record: found.is,
    seenElsewhere: asked.seen ?? null,
  };
  const around = aroundFindings(stated, found, asked);
  const told = (findings: readonly Finding[]) => findings.map((finding) => toldFinding(finding, asked.language));
  if (found.is !== "found")
    return {
      ...common,
      registered: null,
      v6: null,
      fields: [],
      mismatches: [],
      likelihood: [],
      recoded: null,
      recalled: null,
      findings: told(around),
    };
  const { module } = found;
  const comparison = compare(stated, found, asked);
  const [recode] = module.recodes;
  const compared = shown(comparison, stated, found, asked);
  return {
    ...common,
    registered: {
      maker: module.makerName,
      partNumber: module.record.partNumber,
      formFactor: module.record.formFactor ?? null,
      lotStatus: module.lotStatus,
    },
    v6: v6Of(comparison, asked.language),
    fields: compared,
    mismatches: comparison.fields.filter(({ outcome }) => outcome === "different").map(({ name }) => name),
    likelihood: comparison.likelihood.map((judged) => toldJudged(judged, asked.language)),
    recoded: recode ? { ...recodeOf(recode, asked.language), matches: matchesRecode(stated, recode.core) } : null,
    recalled: module.recalled,
    findings: told([...comparison.findings.map((finding) => without(finding, compared)), ...around]),
  };
}

/** The newest recode tells; where the module shows the digest of an older one or of its birth, that one is compared. */
function compare(stated: ModuleStatement, { module, tests }: Found & { is: "found" }, asked: Asked): Comparison {
  const { tests: _passed, ...rest } = module.record;
  const record: ComparableRecord = { ...rest, ...(tests && { tests }) };
  const [recode] = module.recodes;
  const shippedOn = module.shippedAt?.slice(0, 10);
  return compareStatement(stated, record, {
    today: asked.today,
    ...(recode && { recoded: { core: recode.core, full: recode.full } }),
    ...(shippedOn !== undefined && { shippedOn }),
    ...(asked.label && { labelSerial: asked.label.module.record.serialNumber }),
  });
}

function v6Of({ matched, compared }: Comparison, language: Language): ModuleCheck["v6"] {
  if (compared === 0) return null;
  const text = fillSentence(VERDICT_STRINGS.MODULE_MATCHES[language], { n: String(matched), m: String(compared) });
  return { code: "V6", name: "MODULE_MATCHES", matched, compared, text };
}

/** What a whole product has in common may be told to whoever names one unit of it; the rest only to whoever shows the unit. */
const OF_THE_UNIT: readonly FieldName[] = ["serialNumber", "dateCode", "core", "full", "manufacturerSerial", "clei"];

function shown(
  { fields }: Comparison,
  stated: ModuleStatement,
  { module }: Found & { is: "found" },
  { isMember, label }: Asked,
): CheckedField[] {
  const core = stated.eeprom?.core;
  const showsIt =
    core !== undefined && [module.record.eeprom?.core, ...module.recodes.map(({ core }) => core)].includes(core);
  if (isMember || showsIt || (label && !label.isVoid && label.module.label === module.label)) return [...fields];
  return fields.map((field) =>
    field.record !== null && field.outcome !== "equal" && OF_THE_UNIT.includes(field.name)
      ? { ...field, record: null, withheld: true }
      : field,
  );
}

/** What a table does not show, a sentence does not say. */
function without(finding: Finding, fields: readonly CheckedField[]): Finding {
  const field = fields.find(({ name }) => name === finding.where);
  if (!field?.withheld || !finding.id.startsWith("RECORD_")) return finding;
  return { ...finding, reason: { says: "field-differs-withheld", module: field.module ?? "" } };
}

/** The keys in the order of the API. */
function toldJudged(judged: Judged, language: Language): ModuleCheck["likelihood"][number] {
  const { name, likelihood, bands } = judged;
  return { name, likelihood, because: reasonSentence(reasonOf(judged), language), bands };
}

function recodeOf({ codedFor, by, at }: RecordedModule["recodes"][number], language: Language) {
  const day = at.slice(0, 10);
  const sentence = { en: "Coded for {codedFor} by {by} on {day}.", "zh-CN": "由 {by} 于 {day} 为 {codedFor} 写码。" };
  const text = filledSentence(sentence[language], { codedFor, by, day });
  return { codedFor, by, at, text };
}

function matchesRecode({ eeprom }: ModuleStatement, core: string): boolean | null {
  return eeprom?.core === undefined ? null : eeprom.core === core;
}

/** What is no field of the record: nobody registered it, two have it, the label is another's. */
function aroundFindings(stated: ModuleStatement, found: Found, { seen, duplicate, label }: Asked): Finding[] {
  const { serialNumber, vendorName } = stated.fields;
  const raise = (id: RuleId, reason: Reason) => findingOf({ id, reason, where: "serialNumber" }, stated.port);
  const findings: Finding[] = [];
  const maker = vendorName ?? "";
  if (found.is === "not-registered")
    findings.push(
      raise("SERIAL_UNKNOWN_TO_MAKER", { says: "serial-unknown-to-maker", maker, serial: serialNumber ?? "" }),
    );
  if (found.is === "maker-not-here")
    findings.push(raise("MAKER_NOT_ON_LEDGER", { says: "maker-not-here", name: maker }));
  const labelSerial = label?.module.record.serialNumber;
  if (found.is !== "found" && labelSerial !== undefined && serialNumber && labelSerial !== serialNumber)
    findings.push(
      raise("LABEL_SERIAL_CONFLICT", { says: "label-of-another", label: labelSerial, module: serialNumber }),
    );
  if (found.is === "found") findings.push(...standingOf(found.module).map(([id, reason]) => raise(id, reason)));
  if (duplicate) {
    const severity = duplicate.isCable ? "info" : "suspicious";
    const reason = serialRepeated(duplicate.serialNumber, duplicate.ports);
    findings.push({ ...raise("DUPLICATE_SERIAL", reason), severity });
  }
  if (seen) {
    const says = seen.otherBytes ? "read-elsewhere-otherwise" : "read-elsewhere";
    findings.push(raise("SERIAL_SEEN_TWICE", { says, day: dayOf(seen) }));
  }
  return findings;
}

/** A module can match its record in every field and still be nobody's to sell. */
function standingOf({ recalled, stolenAt, scrappedAt, lotStatus, voided }: RecordedModule): [RuleId, Reason][] {
  const said: [RuleId, Reason][] = [];
  if (recalled) said.push(["RECORD_RECALLED", { says: "recalled", day: dayOf(recalled), why: recalled.reason }]);
  if (stolenAt) said.push(["RECORD_STOLEN", { says: "stolen", day: dayOf({ at: stolenAt }) }]);
  if (scrappedAt) said.push(["RECORD_SCRAPPED", { says: "scrapped", day: dayOf({ at: scrappedAt }) }]);
  if (lotStatus === "registered") said.push(["RECORD_NOT_RELEASED", { says: "not-released" }]);
  if (voided) said.push(["RECORD_LABEL_VOID", { says: "label-void", day: dayOf(voided), voidReason: voided.reason }]);
  return said;
}

function dayOf({ at }: { readonly at: string }): string {
  return at.slice(0, 10);
}
