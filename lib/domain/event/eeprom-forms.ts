/** The form of digests over static EEPROM bytes, as inspections and recodes carry them. */
import type { EepromDigests } from "./event.ts";
import { type FormsOf, hash, optional } from "./form.ts";

export const digestForms: FormsOf<EepromDigests> = { core: hash, full: optional(hash) };
