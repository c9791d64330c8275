/** What the factory knows of one module at final test, and the leaf by which a lot vouches for it (bytes.md section 3). */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesOfHex, hexOf } from "../bytes/hex.ts";
import { utf8Of } from "../bytes/utf8.ts";
import { hashLeaf, verifyInclusion } from "../log/merkle-tree.ts";
import { canonicalBytes, canonicalJson } from "./canonical-json.ts";
import type { Birth, Hash, Id16, LotLeaf, Opening } from "./event.ts";
import { byCodeUnits } from "./order.ts";
import type { LotState } from "./state.ts";

/** One final test. Integers with the unit in the name; lists have one entry per lane. */
export type BirthTest = {
  readonly at: string;
  readonly station?: string;
  readonly temperaturePoint: "room" | "low" | "high";
  readonly temperatureMilliCelsius?: number;
  readonly supplyMicrovolt?: number;
  readonly biasMicroamp?: readonly number[];
  readonly txPowerNanowatt?: readonly number[];
  readonly rxPowerNanowatt?: readonly number[];
  readonly wavelengthPicometre?: readonly number[];
  readonly extinctionRatioMilliDb?: readonly number[];
  readonly tdecqMilliDb?: readonly number[];
  readonly smsrMilliDb?: readonly number[];
  readonly rxSensitivityMilliDbm?: readonly number[];
  readonly powerDrawMilliwatt?: number;
  readonly passed: boolean;
};

/** Digests of the static EEPROM bytes (optics.md section 6). */
type Eeprom<Full> = {
  readonly scheme: "truelane-eeprom/1";
  readonly map: string;
  readonly core: Hash;
  readonly full: Full;
  readonly pages: readonly string[];
};

type InClear = {
  readonly v: 1;
  readonly lotId: string;
  readonly partNumber: string;
  readonly serialNumber: string;
  readonly madeOn: string;
  readonly vendorName?: string;
  readonly vendorOui?: string;
  readonly revision?: string;
  readonly dateCode?: string;
  readonly manufacturerSerial?: string;
  readonly clei?: string;
  readonly formFactor?: string;
  readonly managementSpec?: "SFF-8472" | "SFF-8636" | "CMIS";
  readonly connector?: string;
  readonly media?: string;
};

/** The whole record, as the maker keeps it (optics.md section 10). */
export type BirthRecord = InClear & {
  readonly labelId: Hash;
  readonly activationKey: Hash | null;
  readonly eeprom?: Eeprom<Hash | null>;
  readonly site?: string;
  readonly firmware?: string;
  readonly hardwareRevision?: string;
  readonly hostCoding?: string;
  readonly tests?: readonly BirthTest[];
};

/** What everybody may read. What is absent is left out: signed JSON knows no null and no empty list here. */
export type PublicRecord = InClear & {
  readonly eeprom?: Omit<Eeprom<Hash>, "full" | "pages"> & { readonly full?: Hash; readonly pages?: readonly string[] };
  readonly tests?: readonly { readonly passed: boolean }[];
  /** Field hash of each sealed value, by its path in the whole record. */
  readonly sealed?: Readonly<Record<string, Hash>>;
};

/** `SHA-256(0x00 ‖ canonicalJson(leaf))`. */
export function leafHash(leaf: LotLeaf): Hash {
  const { activation, label, record } = leaf;
  return hexOf(hashLeaf(canonicalBytes({ activation, label, record })));
}

export function recordHash(record: PublicRecord): Hash {
  return hexOf(sha256(canonicalBytes(record)));
}

/** Hash of a sealed value. The salt keeps who sees the hash from trying all likely values. */
export function fieldHash({ salt, path, value }: Opening): Hash {
  return hexOf(sha256(utf8Of(`truelane-field/1\n${canonicalJson([salt, path, value])}`)));
}

/**
 * Splits a birth record into what is public and the openings of what is sealed, each scalar apart.
 * @param saltFor a fresh salt of 16 random bytes for each path, never used twice
 */
export function publicRecordOf(
  birth: BirthRecord,
  saltFor: (path: string) => Id16,
): { readonly record: PublicRecord; readonly openings: Opening[] } {
  const {
    labelId: _,
    activationKey: __,
    site,
    firmware,
    hardwareRevision,
    hostCoding,
    tests,
    eeprom,
    ...clear
  } = birth;
  const sealed = [
    ...scalarsOf({ site, firmware, hardwareRevision, hostCoding }, ""),
    ...(tests ?? []).flatMap(({ passed: ___, ...values }, at) => scalarsOf(values, `/tests/${at}`)),
  ];
  const openings = sealed
    .map(([path, value]) => ({ path, salt: saltFor(path), value }))
    .sort((a, b) => byCodeUnits(a.path, b.path));
  const record: PublicRecord = {
    ...clear,
    ...(eeprom && { eeprom: publicEeprom(eeprom) }),
    ...(tests?.length && { tests: tests.map(({ passed }) => ({ passed })) }),
    ...(openings.length && {
      sealed: Object.fromEntries(openings.map((opening) => [opening.path, fieldHash(opening)])),
    }),
  };
  return { record, openings };
}

/** Whether the lot's root vouches for this leaf. The path comes from whoever asks: nothing in it is believed. */
export function verifyBirth(birth: Birth, lot: Pick<LotState, "count" | "root">): boolean {
  const [leaf, root, ...path] = [leafHash(birth.leaf), lot.root, ...birth.hashes].map(bytesOf);
  if (!leaf || !root || path.includes(undefined)) return false;
  return verifyInclusion({ leaf, index: birth.index, size: lot.count, path: path as Uint8Array[], root });
}

function publicEeprom({ full, pages, ...rest }: Eeprom<Hash | null>): NonNullable<PublicRecord["eeprom"]> {
  return { ...rest, ...(full !== null && { full }), ...(pages.length && { pages }) };
}

type Scalar = string | number | boolean;
type Values = { readonly [name: string]: Scalar | readonly Scalar[] | undefined };

/** Each scalar with its RFC 6901 pointer. Names of ours hold neither `~` nor `/`, so nothing is escaped. */
function scalarsOf(values: Values, below: string): [path: string, value: Scalar][] {
  return Object.entries(values).flatMap(([name, value]): [string, Scalar][] => {
    if (value === undefined) return [];
    const path = `${below}/${name}`;
    return Array.isArray(value)
      ? value.map((entry: Scalar, at): [string, Scalar] => [`${path}/${at}`, entry])
      : [[path, value as Scalar]];
  });
}

function bytesOf(hash: Hash): Uint8Array | undefined {
  const bytes = bytesOfHex(hash);
  return bytes.ok ? bytes.value : undefined;
}
