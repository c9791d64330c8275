/**
 * QR symbols of many texts of one form. The `qrcode` package makes the first symbol; from it come the fixed patterns, the
 * mask and the places of the codewords, so that each further symbol costs only the codewords that differ.
 * The mask is fixed: readers take any, and the standard's choice by penalty would cost more than all else.
 */
import QRCode, { type QRCodeMaskPattern, type QRCodeSegment } from "qrcode";
import type { Level } from "../../domain/label/sheet.ts";
import { openCodewords, type Run, runsOf } from "./qr-codewords.ts";

export type QrTable = {
  readonly version: number;
  /** Modules on a side, without quiet zone. */
  readonly size: number;
  readonly bytesARow: number;
  /** Rows from the top, each padded to whole bytes, 1 = dark. The bytes are overwritten by the next call. */
  bitsOf(text: string): Buffer;
};

export const MASK: QRCodeMaskPattern = 2;

/** @param sample as long as every other text, with the same characters that QR's alphanumeric set lacks; the smallest version that holds it */
export function openQrTable(sample: string, level: Level): QrTable {
  const runs = runsOf(sample);
  const first = symbolOf(sample, runs, level);
  const { version } = first;
  const { size, data: dark, reservedBit } = first.modules;
  const bytesARow = Math.ceil(size / 8);
  const codewords = openCodewords(version, level, runs, sample);
  const places = placesOf(size, bytesARow, reservedBit, codewords.count * 8);
  const own = packed(size, bytesARow, dark);
  const bytes = Buffer.alloc(own.length);
  return {
    version,
    size,
    bytesARow,
    bitsOf(text) {
      if (text.length !== sample.length)
        throw new RangeError(`a table for ${sample.length} characters was asked for ${text.length}`);
      bytes.set(own);
      add(bytes, codewords.changesFor(text), places);
      return bytes;
    },
  };
}

/** The smallest version that holds the text at that level. */
export function versionOf(text: string, level: Level): number {
  return symbolOf(text, runsOf(text), level).version;
}

function symbolOf(text: string, runs: readonly Run[], level: Level): QRCode.QRCode {
  return QRCode.create(segmentsOf(text, runs), { errorCorrectionLevel: level, maskPattern: MASK });
}

function segmentsOf(text: string, runs: readonly Run[]): QRCodeSegment[] {
  return runs.map(({ mode, from, to }) =>
    mode === "bytes"
      ? { mode: "byte", data: Buffer.from(text.slice(from, to), "latin1") }
      : { mode, data: text.slice(from, to) },
  );
}

/**
 * Where each bit of the codewords stands: its byte times 256, and its bit in there. `pairs`: the same for codewords whose bits
 * stand in twos beside each other within bytes, as most do: the byte times 8, and how far the two are from its right end; `NONE` in the
 * first of four for the others.
 */
type Places = { readonly bits: Uint32Array; readonly pairs: Uint32Array };
const NONE = 0xffff_ffff;

function placesOf(...symbol: Parameters<typeof bitPlacesOf>): Places {
  const bits = bitPlacesOf(...symbol);
  const pairs = new Uint32Array(bits.length / 2);
  for (let pair = 0; pair < pairs.length; pair++) {
    const [right = 0, left = 0] = bits.subarray(2 * pair, 2 * pair + 2);
    const isOneByte = right >>> 8 === left >>> 8 && (left & 255) === 2 * (right & 255);
    pairs[pair] = isOneByte ? ((right >>> 8) << 3) | Math.log2(right & 255) : NONE;
  }
  for (let four = 0; four < pairs.length; four += 4)
    if (pairs.subarray(four, four + 4).includes(NONE)) pairs[four] = NONE;
  return { bits, pairs };
}

/** ISO/IEC 18004 section 7.7.3: two columns at a time from the right, upward and downward in turn, column 6 left out. */
function bitPlacesOf(size: number, bytesARow: number, reserved: ArrayLike<number>, count: number): Uint32Array {
  const places = new Uint32Array(count);
  let bit = 0;
  let upward = true;
  for (let right = size - 1; right > 0; right -= 2, upward = !upward) {
    if (right === 6) right--;
    for (let step = 0; step < size; step++) {
      const row = upward ? size - 1 - step : step;
      for (const column of [right, right - 1])
        if (!reserved[row * size + column] && bit < count)
          places[bit++] = ((row * bytesARow + (column >> 3)) << 8) | (0x80 >> (column & 7));
    }
  }
  return places;
}

function add(bits: Uint8Array, codewords: Uint8Array, places: Places): void {
  const { pairs } = places;
  for (let at = 0; at < codewords.length; at++) {
    const codeword = codewords[at] ?? 0;
    if (codeword === 0) continue;
    if (pairs[4 * at] === NONE) {
      addBits(bits, codeword, at, places.bits);
      continue;
    }
    // The first bit of two stands right of the second.
    const swapped = ((codeword & 0xaa) >> 1) | ((codeword & 0x55) << 1);
    for (let shift = 6, pair = 4 * at; shift >= 0; shift -= 2, pair++) {
      const place = pairs[pair] ?? 0;
      const byte = place >>> 3;
      bits[byte] = (bits[byte] ?? 0) ^ (((swapped >> shift) & 3) << (place & 7));
    }
  }
}

function addBits(bits: Uint8Array, codeword: number, at: number, places: Uint32Array): void {
  // Without a branch for each bit: what is random cannot be predicted.
  for (let shift = 7, bit = 8 * at; shift >= 0; shift--, bit++) {
    const place = places[bit] ?? 0;
    const byte = place >>> 8;
    // Only the low eight bits of what is stored stay.
    bits[byte] = (bits[byte] ?? 0) ^ (-((codeword >> shift) & 1) & place);
  }
}

function packed(size: number, bytesARow: number, dark: ArrayLike<number>): Uint8Array {
  const bits = new Uint8Array(size * bytesARow);
  for (let at = 0; at < size * size; at++)
    if (dark[at]) {
      const column = at % size;
      const byte = Math.floor(at / size) * bytesARow + (column >> 3);
      bits[byte] = (bits[byte] ?? 0) | (0x80 >> (column & 7));
    }
  return bits;
}
