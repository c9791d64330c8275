/**
 * Birth records as the bytes that are hashed and stored, in one pass. `lib/domain/event/birth.ts` says what they are; this
 * says the same some twenty times as fast, for lots of a hundred thousand, and a test holds the two against each other.
 */
import { hash } from "node:crypto";
import type { BirthRecord } from "../domain/event/birth.ts";
import type { Hash, Id16 } from "../domain/event/event.ts";
import { JsonBytes } from "./json-bytes.ts";
import { sealedValues } from "./sealed-values.ts";

export type BirthLine = {
  readonly leafHash: Hash;
  /** Where publicRecord, canonical JSON, lies in `bytes`. */
  readonly record: readonly [from: number, to: number];
};

const FIELD = 'truelane-field/1\n["';
const HASH_TO_COME = "0".repeat(64);

/** Lines of a manifest, each with its LF, one behind the other. */
export class BirthLines {
  private readonly out = new JsonBytes();
  private readonly sealed = new JsonBytes();
  private readonly message = new JsonBytes();
  private readonly saltFor: () => Id16;

  /** @param saltFor a fresh salt of 16 random bytes for each sealed value */
  constructor(saltFor: () => Id16) {
    this.saltFor = saltFor;
    this.message.ascii(FIELD);
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
    const { out, sealed } = this;
    out.ascii('{"leaf":');
    const leaf = out.length;
    out.ascii(leafText(birth.activationKey, birth.labelId, HASH_TO_COME));
    const afterLeaf = out.length;
    sealed.length = 0;
    this.openings(birth);
    out.ascii(',"record":');
    const from = out.length;
    recordTo(out, birth, sealed);
    const to = out.length;
    out.ascii("}\n");
    const { bytes } = out;
    bytes.write(hash("sha256", bytes.subarray(from, to), "hex"), afterLeaf - HASH_TO_COME.length - 2, "latin1");
    return { leafHash: leafHashAt(bytes, leaf, afterLeaf), record: [from, to] };
  }

  private openings(birth: BirthRecord): void {
    const { out, sealed, message } = this;
    const { paths, values } = sealedValues(birth);
    for (let at = 0; at < paths.length; at++) {
      const value = values[at];
      message.length = FIELD.length;
      message.ascii(this.saltFor());
      const salt = message.length;
      message.ascii('","');
      message.ascii(paths[at] as string);
      const path = message.length;
      message.ascii('",');
      if (typeof value === "string") message.string(value);
      else message.ascii(String(value));
      const end = message.length;
      message.ascii("]");
      const { bytes } = message;
      out.ascii(at === 0 ? ',"openings":[{"path":"' : ',{"path":"');
      out.copy(bytes, salt + 3, path);
      out.ascii('","salt":"');
      out.copy(bytes, FIELD.length, salt);
      out.ascii('","value":');
      out.copy(bytes, path + 2, end);
      out.ascii("}");
      sealed.ascii(at === 0 ? '"' : ',"');
      sealed.copy(bytes, salt + 3, path);
      sealed.ascii('":"');
      sealed.ascii(hash("sha256", bytes.subarray(0, message.length), "hex"));
      sealed.ascii('"');
    }
    if (paths.length > 0) out.ascii("]");
  }
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
function recordTo(out: JsonBytes, birth: BirthRecord, sealed: JsonBytes): void {
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
  if (sealed.length > 0) {
    out.ascii('"sealed":{');
    out.copy(sealed.bytes, 0, sealed.length);
    out.ascii("},");
  }
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
