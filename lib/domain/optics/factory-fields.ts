/** The fields of a birth record that the factory's own dump gives, exactly as the EEPROM spells them. */
import { type EepromDigests, eepromDigests } from "./eeprom-digest.ts";
import { DATE_AT, identityPage, OUI_AT, TEXT_FIELDS, type TextField } from "./maps/text-fields.ts";
import { type EepromPages, type MapName, ouiIn, textIn } from "./page.ts";
import { wordsOf } from "./words.ts";

export type ManagementSpec = "SFF-8472" | "SFF-8636" | "CMIS";
/** Absent where the bytes are blank, missing, no printable ASCII or without a name; `dateCode` is without trailing blanks. */
export type FactoryFields = {
  readonly vendorName?: string;
  readonly vendorOui?: string;
  readonly revision?: string;
  readonly dateCode?: string;
  readonly partNumber?: string;
  readonly serialNumber?: string;
  readonly formFactor?: string;
  readonly managementSpec: ManagementSpec;
  readonly connector?: string;
  readonly media?: string;
  readonly eeprom?: EepromDigests;
};

export const MANAGEMENT_SPEC: Record<MapName, ManagementSpec> = {
  sff8472: "SFF-8472",
  sff8636: "SFF-8636",
  cmis: "CMIS",
};

export function factoryFields(eeprom: EepromPages): FactoryFields {
  const words = wordsOf(eeprom);
  const page = identityPage(eeprom);
  const printable = (value: string | undefined) => (value && /^[\x20-\x7e]+$/.test(value) ? value : undefined);
  const text = (name: TextField) => printable(textIn(page, ...TEXT_FIELDS[eeprom.map][name]));
  const dateAt = DATE_AT[eeprom.map];
  return {
    ...given("vendorName", text("vendor_name")),
    ...given("vendorOui", ouiIn(page, OUI_AT[eeprom.map])),
    ...given("revision", text("vendor_rev")),
    ...given("dateCode", printable(textIn(page, dateAt, dateAt + 8))),
    ...given("partNumber", text("vendor_pn")),
    ...given("serialNumber", text("vendor_sn")),
    ...given("formFactor", words.form_factor),
    managementSpec: MANAGEMENT_SPEC[eeprom.map],
    ...given("connector", words.connector),
    ...given("media", words.media),
    ...given("eeprom", eepromDigests(eeprom)),
  };
}

function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
