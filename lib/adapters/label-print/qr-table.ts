/**
 * QR symbols of many texts that differ in few characters. For one version, level and mask a symbol is an affine function of
 * its data bits (ISO/IEC 18004: Reed-Solomon is linear, masks are constants), so it is the symbol of a first text XOR one
 * pattern for each pair of characters. The `qrcode` package makes the patterns; the table only adds them.
 * The mask is fixed: readers take any, and the standard's choice by penalty would cost more than all else.
 */
import QRCode, { type QRCodeMaskPattern } from "qrcode";

export type QrTable = {
  readonly version: number;
  /** Modules on a side, without quiet zone. */
  readonly size: number;
  readonly bytesARow: number;
  /** Rows from the top, each padded to whole bytes, 1 = dark. The bytes are overwritten by the next call. */
  bitsOf(text: string): Uint8Array;
};

const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const BASE = ALPHANUMERIC.length;
const MASK: QRCodeMaskPattern = 2;

/** @param length of every text, all in QR's alphanumeric set; ECC M, the smallest version that holds them */
export function openQrTable(length: number): QrTable {
  const zeros = symbolOf("0".repeat(length));
  const { version, size } = zeros;
  const bytesARow = Math.ceil(size / 8);
  const words = Math.ceil((size * bytesARow) / 4);
  const base = packed(zeros, bytesARow, words);
  const pairs = Math.ceil(length / 2);
  // One basis pattern for each bit of a pair's 11 (of a last single character's 6).
  const basis = Array.from({ length: pairs }, (_, pair) =>
    Array.from({ length: isSingle(pair, length) ? 6 : 11 }, (_, bit) => {
      const value = 1 << bit;
      const text = `${"0".repeat(2 * pair)}${charactersOf(value, isSingle(pair, length))}`.padEnd(length, "0");
      return xored(packed(symbolOf(text, version), bytesARow, words), base);
    }),
  );
  const patterns = basis.map((): (Uint32Array | undefined)[] => new Array(BASE * BASE).fill(undefined));
  const patternOf = (pair: number, value: number): Uint32Array => {
    const known = patterns[pair]?.[value];
    if (known) return known;
    const rest = value & (value - 1);
    const lowest = basis[pair]?.[31 - Math.clz32(value ^ rest)] ?? base;
    const made = rest === 0 ? lowest : xored(patternOf(pair, rest), lowest);
    const ofPair = patterns[pair];
    if (ofPair) ofPair[value] = made;
    return made;
  };
  const sum = new Uint32Array(words);
  const bytes = new Uint8Array(sum.buffer, 0, size * bytesARow);
  return {
    version,
    size,
    bytesARow,
    bitsOf(text) {
      if (text.length !== length) throw new RangeError(`a table for ${length} characters was asked for ${text.length}`);
      sum.set(base);
      for (let pair = 0; pair < pairs; pair++) {
        const value = pairValue(text, pair);
        if (value === 0) continue;
        const pattern = patternOf(pair, value);
        for (let word = 0; word < words; word++) sum[word] = (sum[word] ?? 0) ^ (pattern[word] ?? 0);
      }
      return bytes;
    },
  };
}

function isSingle(pair: number, length: number): boolean {
  return 2 * pair + 1 === length;
}

function charactersOf(value: number, single: boolean): string {
  if (single) return ALPHANUMERIC.charAt(value);
  return ALPHANUMERIC.charAt(Math.floor(value / BASE)) + ALPHANUMERIC.charAt(value % BASE);
}

function pairValue(text: string, pair: number): number {
  const first = valueAt(text, 2 * pair);
  return 2 * pair + 1 < text.length ? first * BASE + valueAt(text, 2 * pair + 1) : first;
}

const NONE = 255;
const VALUE_OF = new Uint8Array(128).fill(NONE);
for (let value = 0; value < BASE; value++) VALUE_OF[ALPHANUMERIC.charCodeAt(value)] = value;

function valueAt(text: string, at: number): number {
  const value = VALUE_OF[text.charCodeAt(at)] ?? NONE;
  if (value === NONE) throw new RangeError(`${JSON.stringify(text.charAt(at))} is not in QR's alphanumeric set`);
  return value;
}

type QrSymbol = {
  readonly version: number;
  readonly size: number;
  readonly dark: ArrayLike<number>;
};

function symbolOf(text: string, version?: number): QrSymbol {
  const made = QRCode.create([{ data: text, mode: "alphanumeric" }], {
    errorCorrectionLevel: "M",
    maskPattern: MASK,
    ...(version !== undefined && { version }),
  });
  return {
    version: made.version,
    size: made.modules.size,
    dark: made.modules.data,
  };
}

function packed({ size, dark }: QrSymbol, bytesARow: number, words: number): Uint32Array {
  const bits = new Uint8Array(words * 4);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      if (dark[row * size + column]) {
        const at = row * bytesARow + (column >> 3);
        bits[at] = (bits[at] ?? 0) | (0x80 >> (column & 7));
      }
  return new Uint32Array(bits.buffer);
}

function xored(left: Uint32Array, right: Uint32Array): Uint32Array<ArrayBuffer> {
  return left.map((word, at) => word ^ (right[at] ?? 0)) as Uint32Array<ArrayBuffer>;
}
