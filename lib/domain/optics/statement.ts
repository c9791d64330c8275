/** What one module says of itself, small enough to be sent: the fields and digests of a comparison, never the bytes (optics.md section 1). */
import type { TextModule } from "./answer.ts";
import type { Claims, LiveValues } from "./claims.ts";
import { claimsOfText } from "./claims-of-text.ts";
import type { DecodedModule } from "./decode-pages.ts";
import { digestChoices, eepromDigest } from "./eeprom-digest.ts";
import { factoryFields } from "./factory-fields.ts";
import type { PageName } from "./page.ts";

export const STATED_FIELDS = [
  "vendorName",
  "vendorOui",
  "partNumber",
  "serialNumber",
  "revision",
  "dateCode",
  "connector",
  "media",
  "manufacturerSerial",
  "clei",
] as const;
export type StatedField = (typeof STATED_FIELDS)[number];

/** `full` for each choice of pages that a record may cover; only the choice of the record is compared. */
export type StatedEeprom = {
  readonly map: string;
  readonly core?: string;
  readonly full: readonly { readonly pages: readonly string[]; readonly digest: string }[];
};

/** `bytes` were decoded and their digests made; `text` is what a command printed, which proves less. */
export type ModuleStatement = {
  readonly port?: string;
  readonly evidence: "bytes" | "text";
  readonly fields: Readonly<Partial<Record<StatedField, string>>>;
  /** Days since 1970-01-01 of the date code. */
  readonly dateDay?: number;
  readonly isCable: boolean;
  readonly eeprom?: StatedEeprom;
  readonly live?: LiveValues;
};

/** @param pages those of the record, where it is at hand; else every choice that a factory's dump can have */
export function statementOf(
  module: DecodedModule | TextModule,
  port?: string,
  pages?: readonly PageName[],
): ModuleStatement {
  if ("eeprom" in module) return statementOfBytes(module, port, pages);
  const claims = claimsOfText(module);
  return {
    ...(port !== undefined && { port }),
    evidence: "text",
    fields: given({
      vendorName: module.vendor_name,
      vendorOui: module.vendor_oui,
      partNumber: module.vendor_pn,
      serialNumber: module.vendor_sn,
      revision: module.vendor_rev,
      dateCode: module.date_code ?? module.date?.replace(/^20(\d\d)-(\d\d)-(\d\d)/, "$1$2$3").replace(/\s/g, ""),
      connector: module.connector,
      manufacturerSerial: module.manu_sn,
      clei: module.clei,
    }),
    ...rest(claims),
  };
}

function statementOfBytes(
  { eeprom, claims }: DecodedModule,
  port: string | undefined,
  pages: readonly PageName[] | undefined,
): ModuleStatement {
  const { eeprom: digests, ...fields } = factoryFields(eeprom);
  const full = pages
    ? [eepromDigest(eeprom, "full", pages)].filter((made) => made !== undefined)
    : digestChoices(eeprom);
  return {
    ...(port !== undefined && { port }),
    evidence: "bytes",
    fields: given(fields),
    ...rest(claims),
    eeprom: { map: eeprom.map, ...(digests && { core: digests.core }), full },
  };
}

function rest({ dateDay, isCable, live }: Claims) {
  return { ...(dateDay !== undefined && { dateDay }), isCable, ...(live && { live }) };
}

/** Only the fields of a comparison, and only those that say something. */
function given(fields: Readonly<Record<string, string | undefined>> | object): ModuleStatement["fields"] {
  const all = fields as Readonly<Record<string, string | undefined>>;
  return Object.fromEntries(STATED_FIELDS.flatMap((name) => (all[name]?.trim() ? [[name, all[name]]] : [])));
}
