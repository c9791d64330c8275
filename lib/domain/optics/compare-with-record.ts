/** A module's claims against its birth record: which fields agree, which differ, which could not be compared. */
import type { Finding, RuleId, TextModule } from "./answer.ts";
import type { ComparableRecord } from "./comparable-record.ts";
import { dayOfIso } from "./date-code.ts";
import type { DecodedModule } from "./decode-pages.ts";
import { type Judged, judgeLive, reasonOf } from "./likelihood.ts";
import { connectorOfWord } from "./names/connectors.ts";
import { findingOf } from "./rules/rulebook.ts";
import { type ModuleStatement, type StatedEeprom, statementOf } from "./statement.ts";

export type FieldName =
  | "vendorName"
  | "vendorOui"
  | "partNumber"
  | "serialNumber"
  | "core"
  | "revision"
  | "dateCode"
  | "full"
  | "connector"
  | "media"
  | "manufacturerSerial"
  | "clei";
/** `changed` was announced by an event: no conflict, and not counted. */
export type ComparedField = {
  readonly name: FieldName;
  readonly group: "must" | "should";
  readonly outcome: "equal" | "different" | "changed" | "not-run";
  readonly record: string | null;
  readonly module: string | null;
};
/** V6 says `matched` of `compared`: fields that could not be compared are in neither. */
export type Comparison = {
  readonly fields: readonly ComparedField[];
  readonly matched: number;
  readonly compared: number;
  readonly likelihood: readonly Judged[];
  readonly findings: readonly Finding[];
};
/** What the module's events and the person say; days are `YYYY-MM-DD`. */
export type ComparisonContext = {
  /** The newest recorded recode: its digests, and the fields that it lists as changed. */
  readonly recoded?: { readonly core: string; readonly full: string | null; readonly fields?: readonly FieldName[] };
  readonly firmwareUpdated?: boolean;
  readonly today?: string;
  readonly shippedOn?: string;
  /** The serial number that the label's record names, if the label was scanned too. */
  readonly labelSerial?: string;
};

type Side = Readonly<Partial<Record<FieldName, string>>>;

const MUST: readonly FieldName[] = ["vendorName", "vendorOui", "partNumber", "serialNumber", "core"];
const SHOULD: readonly FieldName[] = [
  "revision",
  "dateCode",
  "full",
  "connector",
  "media",
  "manufacturerSerial",
  "clei",
];
const RULE: Partial<Record<FieldName, RuleId>> = {
  vendorName: "RECORD_VENDOR_CONFLICT",
  vendorOui: "RECORD_OUI_CONFLICT",
  partNumber: "RECORD_PN_CONFLICT",
  serialNumber: "RECORD_SERIAL_CONFLICT",
  core: "RECORD_CORE_CONFLICT",
  full: "RECORD_FULL_CONFLICT",
  revision: "RECORD_REV_CONFLICT",
  dateCode: "RECORD_DATE_CONFLICT",
};

/** `decoded` is one module of a capture, in bytes or in print. Never throws; what the input lacks is not run. */
export function compareWithRecord(
  decoded: DecodedModule | TextModule,
  record: ComparableRecord,
  context: ComparisonContext = {},
): Comparison {
  return compareStatement(statementOf(decoded, undefined, record.eeprom?.pages), record, context);
}

/** As `compareWithRecord`, for what was made of a module elsewhere and sent here. */
export function compareStatement(
  stated: ModuleStatement,
  record: ComparableRecord,
  context: ComparisonContext = {},
): Comparison {
  const read = sideOfStatement(stated, record.eeprom);
  const written = sideOfRecord(record);
  const fields = [
    ...MUST.map((name) => [name, "must"] as const),
    ...SHOULD.map((name) => [name, "should"] as const),
  ].map(
    ([name, group]): ComparedField => ({
      name,
      group,
      outcome: outcomeOf(name, read, written, context),
      record: written[name] ?? null,
      module: read[name] ?? null,
    }),
  );
  const likelihood = judgeLive(stated.live, record.tests);
  const counted = fields.filter(({ outcome }) => outcome === "equal" || outcome === "different");
  return {
    fields,
    matched: counted.filter(({ outcome }) => outcome === "equal").length,
    compared: counted.length,
    likelihood,
    findings: [
      ...fieldFindings(fields),
      ...dateFindings(stated.dateDay, context),
      ...labelFindings(read, context),
      ...farFindings(likelihood),
    ],
  };
}

/** `full` only where map and pages are those of the record: another choice of pages is another digest, not a difference. */
function sideOfStatement({ fields, eeprom }: ModuleStatement, record: ComparableRecord["eeprom"]): Side {
  const covered = record?.full && record.map === eeprom?.map ? record.pages?.join() : undefined;
  const full = covered === undefined ? undefined : choiceOf(eeprom, covered);
  return { ...fields, core: eeprom?.core, full };
}

function choiceOf(eeprom: StatedEeprom | undefined, pages: string): string | undefined {
  return eeprom?.full.find((choice) => choice.pages.join() === pages)?.digest;
}

function sideOfRecord({ eeprom, ...fields }: ComparableRecord): Side {
  return { ...(fields as Side), core: eeprom?.core, full: eeprom?.full ?? undefined };
}

function outcomeOf(name: FieldName, read: Side, written: Side, context: ComparisonContext): ComparedField["outcome"] {
  const [is, was] = [read[name], written[name]];
  if (is === undefined || was === undefined) return "not-run";
  const recoded = context.recoded;
  if (name === "core" && recoded) return is === recoded.core ? "equal" : "different";
  if (name === "full" && recoded?.full) return is === recoded.full ? "equal" : "different";
  if (isSame(name, is, was)) return "equal";
  if (recoded && isRecoded(name, read, recoded)) return "changed";
  return name === "full" && context.firmwareUpdated ? "changed" : "different";
}

/** Fields under the digest of a recode. */
const UNDER_CORE: readonly FieldName[] = ["vendorName", "vendorOui", "partNumber", "revision", "connector", "media"];

/**
 * A recode that lists its fields covers those. One that gives digests alone covers every field under its `core` once the module
 * shows that digest; a text shows none, and then only what recoders write for a host is left open. The serial number never is.
 */
function isRecoded(name: FieldName, read: Side, { core, fields }: NonNullable<ComparisonContext["recoded"]>): boolean {
  if (fields) return fields.includes(name);
  if (read.core === undefined) return UNDER_CORE.includes(name);
  return read.core === core && name !== "serialNumber";
}

/** A text's date code may lack the lot; a connector is one thing in several spellings. */
function isSame(name: FieldName, is: string, was: string): boolean {
  if (is === was) return true;
  if (name === "vendorOui") return is.toLowerCase() === was.toLowerCase();
  if (name === "dateCode") return is.length === 6 && was.slice(0, 6) === is;
  if (name !== "connector") return false;
  const code = connectorOfWord(is);
  return code !== undefined && code === connectorOfWord(was);
}

function fieldFindings(fields: readonly ComparedField[]): Finding[] {
  return fields.flatMap(({ name, outcome, record, module }) => {
    const id = RULE[name];
    if (outcome !== "different" || !id) return [];
    const reason = { says: "field-differs", module: module ?? "", record: record ?? "" } as const;
    return [findingOf({ id, where: name, reason })];
  });
}

function dateFindings(dateDay: number | undefined, { today, shippedOn }: ComparisonContext): Finding[] {
  if (dateDay === undefined) return [];
  const [now, shipped] = [dayOfIso(today), dayOfIso(shippedOn)];
  const found: Finding[] = [];
  const raise = (id: RuleId, day = "") =>
    found.push(findingOf({ id, reason: { says: "date-after", day }, where: "dateCode" }));
  if (now !== undefined && dateDay > now) raise("DATE_IN_FUTURE", today);
  if (shipped !== undefined && dateDay > shipped) raise("DATE_AFTER_SHIPMENT", shippedOn);
  return found;
}

function labelFindings({ serialNumber }: Side, { labelSerial }: ComparisonContext): Finding[] {
  if (!serialNumber || labelSerial === undefined || serialNumber === labelSerial) return [];
  const reason = { says: "label-of-another", label: labelSerial, module: serialNumber } as const;
  return [findingOf({ id: "LABEL_SERIAL_CONFLICT", reason, where: "serialNumber" })];
}

function farFindings(likelihood: readonly Judged[]): Finding[] {
  return likelihood
    .filter((judged) => judged.likelihood === "unlikely")
    .map((judged) => findingOf({ id: "DDM_FAR_FROM_TEST", where: judged.name, reason: reasonOf(judged) }));
}
