/**
 * Birth records as the bytes that are hashed and stored, in one pass. `lib/domain/event/birth.ts` says what they are; this
 * says the same some twenty times as fast, for lots of a hundred thousand, and a test holds the two against each other.
 */
import { hash } from "node:crypto";
import type { BirthRecord } from "../domain/event/birth.ts";
import type { Hash, Id16 } from "../domain/event/event.ts";
import { JsonBytes, jsonString } from "./json-bytes.ts";
import { type Scalar, sealedValues } from "./sealed-values.ts";

export type BirthLine = {
  readonly leafHash: Hash;
  /** Where publicRecord, canonical JSON, lies in `bytes`. */
  readonly record: readonly [from: number, to: number];
};

const HASH_TO_COME = "0".repeat(64);

/** Lines of a manifest, each with its LF, one behind the other. */
export class BirthLines {
  private readonly out = new JsonBytes();
  private readonly saltFor: () => Id16;

  /** @param saltFor a fresh salt of 16 random bytes for each sealed value */
  constructor(saltFor: () => Id16) {
    this.saltFor = saltFor;
  }

  /** Good until the next `add` or `clear`. */
  get bytes(): Buffer {
    return this.out.bytes.subarray(0, this.out.length);
  }

  /** Forgets all lines and keeps their memory for the next ones. */
  clear(): void {
    this.out.length = 0;
  }

  /** @throws TypeError for a record that has no canonical form */
  add(birth: BirthRecord): BirthLine {
    const { out } = this;
    const { openings, sealed } = sealedText(birth, this.saltFor);
    out.ascii('{"leaf":');
    const leaf = out.length;
    out.ascii(leafText(birth.activationKey, birth.labelId, HASH_TO_COME));
    const afterLeaf = out.length;
    if (openings !== "") out.utf8(`,"openings":[${openings}]`);
    out.ascii(',"record":');
    const from = out.length;
    recordTo(out, birth, sealed);
    const to = out.length;
    out.ascii("}\n");
    const { bytes } = out;
    bytes.write(hash("sha256", bytes.subarray(from, to), "hex"), afterLeaf - HASH_TO_COME.length - 2, "latin1");
    return { leafHash: leafHashAt(bytes, leaf, afterLeaf), record: [from, to] };
  }
}

/** Members of two JSON lists. As strings: a salt, a path and a value are so short that a buffer for each costs more than it saves. */
function sealedText(birth: BirthRecord, saltFor: () => Id16): { readonly openings: string; readonly sealed: string } {
  const { paths, values } = sealedValues(birth);
  let [openings, sealed, comma] = ["", "", ""];
  for (let at = 0; at < paths.length; at++) {
    const path = paths[at] as string;
    const scalar = values[at] as Scalar;
    const value = typeof scalar === "string" ? jsonString(scalar) : String(scalar);
    const salt = saltFor();
    const fieldHash = hash("sha256", `truelane-field/1\n["${salt}","${path}",${value}]`, "hex");
    openings += `${comma}{"path":"${path}","salt":"${salt}","value":${value}}`;
    sealed += `${comma}"${path}":"${fieldHash}"`;
    comma = ",";
  }
  return { openings, sealed };
}

/** A lot's leaf as canonical JSON; RFC 6962 hashes it behind a zero byte. */
export function leafText(activation: Hash | null, label: Hash, record: Hash): string {
  return `{"activation":${activation === null ? "null" : `"${activation}"`},"label":"${label}","record":"${record}"}`;
}

/** The byte before the leaf stands in for the zero byte of RFC 6962 while it is hashed. */
function leafHashAt(bytes: Buffer, from: number, to: number): Hash {
  const before = bytes[from - 1] as number;
  bytes[from - 1] = 0;
  const leafHash = hash("sha256", bytes.subarray(from - 1, to), "hex");
  bytes[from - 1] = before;
  return leafHash;
}

/** Names in canonical order; what is absent is left out. */
function recordTo(out: JsonBytes, birth: BirthRecord, sealed: string): void {
  const { eeprom, tests } = birth;
  out.ascii("{");
  member(out, '"clei":', birth.clei);
  member(out, '"connector":', birth.connector);
  member(out, '"dateCode":', birth.dateCode);
  if (eeprom) {
    out.ascii('"eeprom":{');
    member(out, '"core":', eeprom.core);
    member(out, '"full":', eeprom.full ?? undefined);
    member(out, '"map":', eeprom.map);
    if (eeprom.pages.length > 0) {
      for (let at = 0; at < eeprom.pages.length; at++) {
        out.ascii(at === 0 ? '"pages":[' : ",");
        out.string(eeprom.pages[at] as string);
      }
      out.ascii("],");
    }
    out.ascii('"scheme":');
    out.string(eeprom.scheme);
    out.ascii("},");
  }
  member(out, '"formFactor":', birth.formFactor);
  member(out, '"lotId":', birth.lotId);
  member(out, '"madeOn":', birth.madeOn);
  member(out, '"managementSpec":', birth.managementSpec);
  member(out, '"manufacturerSerial":', birth.manufacturerSerial);
  member(out, '"media":', birth.media);
  member(out, '"partNumber":', birth.partNumber);
  member(out, '"revision":', birth.revision);
  if (sealed !== "") out.ascii(`"sealed":{${sealed}},`);
  member(out, '"serialNumber":', birth.serialNumber);
  if (tests?.length) {
    for (let at = 0; at < tests.length; at++) {
      out.ascii(at === 0 ? '"tests":[{"passed":' : ',{"passed":');
      out.ascii(tests[at]?.passed ? "true}" : "false}");
    }
    out.ascii("],");
  }
  out.ascii('"v":1');
  memberAfter(out, ',"vendorName":', birth.vendorName);
  memberAfter(out, ',"vendorOui":', birth.vendorOui);
  out.ascii("}");
}

function member(out: JsonBytes, name: string, value: string | undefined): void {
  if (value === undefined) return;
  out.ascii(name);
  out.string(value);
  out.ascii(",");
}

function memberAfter(out: JsonBytes, name: string, value: string | undefined): void {
  if (value === undefined) return;
  out.ascii(name);
  out.string(value);
}
