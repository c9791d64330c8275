/** A module's claims against its birth record: which fields agree, which differ, which could not be compared. */
import type { Finding, RuleId, TextModule } from "./answer.ts";
import { claimsOfText } from "./claims-of-text.ts";
import type { ComparableRecord } from "./comparable-record.ts";
import { dayOfIso } from "./date-code.ts";
import type { DecodedModule } from "./decode-pages.ts";
import { eepromDigest } from "./eeprom-digest.ts";
import { factoryFields } from "./factory-fields.ts";
import { type Judged, judgeLive } from "./likelihood.ts";
import { connectorOfWord } from "./names/connectors.ts";
import type { EepromPages } from "./page.ts";
import { findingOf } from "./rules/rulebook.ts";

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
  const claims = "eeprom" in decoded ? decoded.claims : claimsOfText(decoded);
  const read = "eeprom" in decoded ? sideOfBytes(decoded.eeprom, record.eeprom) : sideOfText(decoded);
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
  const likelihood = judgeLive(claims.live, record.tests);
  const counted = fields.filter(({ outcome }) => outcome === "equal" || outcome === "different");
  return {
    fields,
    matched: counted.filter(({ outcome }) => outcome === "equal").length,
    compared: counted.length,
    likelihood,
    findings: [
      ...fieldFindings(fields),
      ...dateFindings(claims.dateDay, context),
      ...labelFindings(read, context),
      ...farFindings(likelihood),
    ],
  };
}

function sideOfBytes(eeprom: EepromPages, record: ComparableRecord["eeprom"]): Side {
  const { eeprom: digests, ...fields } = factoryFields(eeprom);
  const isComparable = record?.full && record.pages && record.map === eeprom.map;
  const full = isComparable ? eepromDigest(eeprom, "full", record.pages)?.digest : undefined;
  return { ...fields, core: digests?.core, full };
}

function sideOfText(module: TextModule): Side {
  return {
    vendorName: module.vendor_name,
    vendorOui: module.vendor_oui,
    partNumber: module.vendor_pn,
    serialNumber: module.vendor_sn,
    revision: module.vendor_rev,
    dateCode: module.date_code ?? module.date?.replace(/^20(\d\d)-(\d\d)-(\d\d)/, "$1$2$3").replace(/\s/g, ""),
    connector: module.connector,
    manufacturerSerial: module.manu_sn,
    clei: module.clei,
  };
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
  if (recoded?.fields?.includes(name)) return "changed";
  return name === "full" && context.firmwareUpdated ? "changed" : "different";
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
    return [findingOf({ id, where: name, because: `the module says "${module}", the record "${record}"` })];
  });
}

function dateFindings(dateDay: number | undefined, { today, shippedOn }: ComparisonContext): Finding[] {
  if (dateDay === undefined) return [];
  const [now, shipped] = [dayOfIso(today), dayOfIso(shippedOn)];
  const found: Finding[] = [];
  if (now !== undefined && dateDay > now) {
    found.push(findingOf({ id: "DATE_IN_FUTURE", because: `the date code lies after ${today}`, where: "dateCode" }));
  }
  if (shipped !== undefined && dateDay > shipped) {
    found.push(
      findingOf({ id: "DATE_AFTER_SHIPMENT", because: `the date code lies after ${shippedOn}`, where: "dateCode" }),
    );
  }
  return found;
}

function labelFindings({ serialNumber }: Side, { labelSerial }: ComparisonContext): Finding[] {
  if (serialNumber === undefined || labelSerial === undefined || serialNumber === labelSerial) return [];
  const because = `the label belongs to serial ${labelSerial}, the module says ${serialNumber}`;
  return [findingOf({ id: "LABEL_SERIAL_CONFLICT", because, where: "serialNumber" })];
}

function farFindings(likelihood: readonly Judged[]): Finding[] {
  return likelihood
    .filter((judged) => judged.likelihood === "unlikely")
    .map(({ name, because }) => findingOf({ id: "DDM_FAR_FROM_TEST", where: name, because }));
}
