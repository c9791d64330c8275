/** One module against its record: the comparison, what events explain, and what a stranger may see of it. */
import type { Finding, RuleId } from "../domain/optics/answer.ts";
import type { CheckedField, DuplicateInCapture, ModuleCheck, RecordOutcome } from "../domain/optics/check-answer.ts";
import type { ComparableRecord, ComparableTest } from "../domain/optics/comparable-record.ts";
import { type Comparison, compareStatement, type FieldName } from "../domain/optics/compare-with-record.ts";
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
      findings: around,
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
    likelihood: comparison.likelihood,
    recoded: recode ? { ...recodeOf(recode, asked.language), matches: matchesRecode(stated, recode.core) } : null,
    recalled: module.recalled,
    findings: [...comparison.findings.map((finding) => without(finding, compared)), ...around],
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
  return { ...finding, because: `the module says "${field.module}", the record says otherwise` };
}

function recodeOf({ codedFor, by, at }: RecordedModule["recodes"][number], language: Language) {
  const day = at.slice(0, 10);
  const text =
    language === "en" ? `Coded for ${codedFor} by ${by} on ${day}.` : `由 ${by} 于 ${day} 为 ${codedFor} 写码。`;
  return { codedFor, by, at, text };
}

function matchesRecode({ eeprom }: ModuleStatement, core: string): boolean | null {
  return eeprom?.core === undefined ? null : eeprom.core === core;
}

/** What is no field of the record: nobody registered it, two have it, the label is another's. */
function aroundFindings(stated: ModuleStatement, found: Found, { seen, duplicate, label }: Asked): Finding[] {
  const { serialNumber, vendorName } = stated.fields;
  const raise = (id: RuleId, because: string) => findingOf({ id, because, where: "serialNumber" }, stated.port);
  const findings: Finding[] = [];
  if (found.is === "not-registered")
    findings.push(
      raise("SERIAL_UNKNOWN_TO_MAKER", `${vendorName} is a maker here and has no record of serial ${serialNumber}`),
    );
  if (found.is === "maker-not-here")
    findings.push(raise("MAKER_NOT_ON_LEDGER", `no maker of this network registers modules as "${vendorName ?? ""}"`));
  const labelSerial = label?.module.record.serialNumber;
  if (found.is !== "found" && labelSerial !== undefined && serialNumber !== undefined && labelSerial !== serialNumber)
    findings.push(
      raise("LABEL_SERIAL_CONFLICT", `the label belongs to serial ${labelSerial}, the module says ${serialNumber}`),
    );
  if (found.is === "found") findings.push(...standingOf(found.module).map(([id, because]) => raise(id, because)));
  if (duplicate) {
    const severity = duplicate.isCable ? "info" : "suspicious";
    const because = `serial ${duplicate.serialNumber} stands on ports ${duplicate.ports.slice(0, 64).join(", ")}`;
    findings.push({ ...raise("DUPLICATE_SERIAL", because), severity });
  }
  if (seen) {
    const bytes = seen.otherBytes ? ", with other bytes" : "";
    findings.push(
      raise(
        "SERIAL_SEEN_TWICE",
        `another organisation read it on ${seen.at.slice(0, 10)}${bytes}, and no hand-over lies between`,
      ),
    );
  }
  return findings;
}

/** A module can match its record in every field and still be nobody's to sell. */
function standingOf({ recalled, stolenAt, scrappedAt, lotStatus, voided }: RecordedModule): [RuleId, string][] {
  const said: [RuleId, string][] = [];
  if (recalled) said.push(["RECORD_RECALLED", `it was recalled on ${recalled.at.slice(0, 10)}: ${recalled.reason}`]);
  if (stolenAt) said.push(["RECORD_STOLEN", `it was reported stolen on ${stolenAt.slice(0, 10)}`]);
  if (scrappedAt) said.push(["RECORD_SCRAPPED", `it was scrapped on ${scrappedAt.slice(0, 10)}`]);
  if (lotStatus === "registered") said.push(["RECORD_NOT_RELEASED", "its maker has not released its lot for sale"]);
  if (voided)
    said.push([
      "RECORD_LABEL_VOID",
      `its label was voided on ${voided.at.slice(0, 10)} (${voided.reason}), and not replaced`,
    ]);
  return said;
}
