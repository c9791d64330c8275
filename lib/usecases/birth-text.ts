/**
 * A birth record as the texts that are hashed and stored, in one pass. `lib/domain/event/birth.ts` says what they are; this
 * says the same about ten times as fast, for lots of a hundred thousand, and a test holds the two against each other.
 */
import { hash } from "node:crypto";
import type { BirthRecord, BirthTest } from "../domain/event/birth.ts";
import type { Hash, Id16 } from "../domain/event/event.ts";

export type BirthTexts = {
  readonly leafHash: Hash;
  /** publicRecord, canonical JSON. */
  readonly record: string;
  /** The module's line of the manifest, with its LF. */
  readonly line: string;
};

/** What JSON.stringify escapes and canonical JSON refuses: half surrogates and U+0000; an escaped backslash before `u` is none. */
const UNCANONICAL = /(?<!\\)(?:\\\\)*\\u(?:d[89a-f]|0000)/;

type Scalar = string | number | boolean;

/** @param saltFor a fresh salt of 16 random bytes for each sealed value */
export function birthTexts(birth: BirthRecord, saltFor: () => Id16): BirthTexts {
  const values = inOrder(sealedValues(birth));
  const openings: string[] = [];
  const sealed: string[] = [];
  for (const [path, value] of values) {
    // Paths are made of our own names and digits: nothing in them needs an escape.
    const pathText = `"${path}"`;
    const valueText = typeof value === "string" ? JSON.stringify(value) : String(value);
    const salt = saltFor();
    const fieldHash = hash("sha256", `truelane-field/1\n["${salt}",${pathText},${valueText}]`, "hex");
    sealed.push(`${pathText}:"${fieldHash}"`);
    openings.push(`{"path":${pathText},"salt":"${salt}","value":${valueText}}`);
  }
  const record = recordText(birth, sealed);
  const recordHash = hash("sha256", record, "hex");
  const leaf = leafText(birth.activationKey, birth.labelId, recordHash);
  const opened = openings.length > 0 ? `"openings":[${openings.join(",")}],` : "";
  const line = `{"leaf":${leaf},${opened}"record":${record}}\n`;
  if (line.includes("\\u") && UNCANONICAL.test(line)) throw new TypeError(`no canonical form: ${birth.serialNumber}`);
  return { leafHash: hash("sha256", `\u0000${leaf}`, "hex"), record, line };
}

/** A lot's leaf as canonical JSON; RFC 6962 hashes it behind a zero byte. */
export function leafText(activation: Hash | null, label: Hash, record: Hash): string {
  return `{"activation":${activation === null ? "null" : `"${activation}"`},"label":"${label}","record":"${record}"}`;
}

/** Modules of one lot have the same paths, and with few lanes they come in order already. */
function inOrder(values: [string, Scalar][]): [string, Scalar][] {
  for (let at = 1; at < values.length; at++)
    if (values[at]![0] < values[at - 1]![0]) return values.sort(([a], [b]) => (a < b ? -1 : 1));
  return values;
}

/** Names in canonical order; what is absent is left out. */
function recordText(birth: BirthRecord, sealed: readonly string[]): string {
  const { eeprom } = birth;
  const parts: string[] = [];
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) parts.push(`"${name}":${JSON.stringify(value)}`);
  };
  add("clei", birth.clei);
  add("connector", birth.connector);
  add("dateCode", birth.dateCode);
  if (eeprom) {
    const full = eeprom.full === null ? "" : `"full":"${eeprom.full}",`;
    const pages = eeprom.pages.length > 0 ? `"pages":${JSON.stringify(eeprom.pages)},` : "";
    parts.push(
      `"eeprom":{"core":"${eeprom.core}",${full}"map":${JSON.stringify(eeprom.map)},${pages}"scheme":"${eeprom.scheme}"}`,
    );
  }
  add("formFactor", birth.formFactor);
  add("lotId", birth.lotId);
  add("madeOn", birth.madeOn);
  add("managementSpec", birth.managementSpec);
  add("manufacturerSerial", birth.manufacturerSerial);
  add("media", birth.media);
  add("partNumber", birth.partNumber);
  add("revision", birth.revision);
  if (sealed.length > 0) parts.push(`"sealed":{${sealed.join(",")}}`);
  add("serialNumber", birth.serialNumber);
  if (birth.tests?.length) parts.push(`"tests":[${birth.tests.map(({ passed }) => `{"passed":${passed}}`).join(",")}]`);
  parts.push(`"v":1`);
  add("vendorName", birth.vendorName);
  add("vendorOui", birth.vendorOui);
  return `{${parts.join(",")}}`;
}

/** Every scalar that is disclosed on demand, with its RFC 6901 pointer. */
function sealedValues({ site, firmware, hardwareRevision, hostCoding, tests = [] }: BirthRecord): [string, Scalar][] {
  const values: [string, Scalar][] = [];
  const add = (path: string, value: Scalar | undefined) => {
    if (value !== undefined) values.push([path, value]);
  };
  add("/firmware", firmware);
  add("/hardwareRevision", hardwareRevision);
  add("/hostCoding", hostCoding);
  add("/site", site);
  for (const [at, { passed: _, ...test }] of tests.entries())
    for (const name of Object.keys(test).sort() as (keyof Omit<BirthTest, "passed">)[]) {
      const value = test[name];
      if (Array.isArray(value)) for (const [lane, entry] of value.entries()) add(`/tests/${at}/${name}/${lane}`, entry);
      else add(`/tests/${at}/${name}`, value as Scalar | undefined);
    }
  return values;
}
