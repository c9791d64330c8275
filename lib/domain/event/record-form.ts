/** The form of the public half of a birth record (optics.md section 10, bytes.md section 3). */
import type { PublicRecord } from "./birth.ts";
import { day, type FormsOf, hash, list, matching, object, oneOf, optional, record, text } from "./form.ts";
import { LIMITS } from "./limits.ts";

const word = optional(text(LIMITS.text.name));
/** Vendor fields hold exactly the bytes of the EEPROM: printable ASCII, blanks inside allowed. */
const eepromText = optional(matching(/^[\x20-\x7e]{1,100}$/, "1 to 100 printable ASCII characters"));

const eeprom: FormsOf<NonNullable<PublicRecord["eeprom"]>> = {
  scheme: oneOf("truelane-eeprom/1"),
  map: text(LIMITS.text.name),
  core: hash,
  full: optional(hash),
  pages: optional(list(text(LIMITS.text.name), 32)),
};

const forms: FormsOf<PublicRecord> = {
  v: oneOf(1),
  lotId: text(LIMITS.text.lotId),
  partNumber: text(LIMITS.text.partNumber),
  serialNumber: matching(/^[\x21-\x7e](?:[\x20-\x7e]{0,14}[\x21-\x7e])?$/, "a serial number of 1 to 16 characters"),
  madeOn: day,
  vendorName: eepromText,
  vendorOui: eepromText,
  revision: eepromText,
  dateCode: eepromText,
  manufacturerSerial: word,
  clei: word,
  formFactor: word,
  managementSpec: optional(oneOf("SFF-8472", "SFF-8636", "CMIS")),
  connector: word,
  media: word,
  eeprom: optional(object(eeprom)),
  tests: optional(list(object({ passed: oneOf(true, false) }), LIMITS.tests)),
  sealed: optional(record(text(LIMITS.text.fieldPath), hash, LIMITS.openings)),
};

export const publicRecordForm = object(forms);
