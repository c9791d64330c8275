/** Codewords of QR symbols (ISO/IEC 18004 sections 7.4 to 7.6): data bits, check bytes, blocks interleaved. */
import type { Level } from "../../domain/label/sheet.ts";
import { addChecks, checkTable, checkWords } from "./reed-solomon.ts";

type Blocks = readonly [checks: number, ...groups: readonly (readonly [blocks: number, bytes: number])[]];

/** Check bytes of a block, then how many blocks of how many data bytes, for the versions from 1 (table 9 of the standard). */
const BLOCKS: Readonly<Record<Level, readonly Blocks[]>> = {
  M: [
    [10, [1, 16]],
    [16, [1, 28]],
    [26, [1, 44]],
    [18, [2, 32]],
    [24, [2, 43]],
    [16, [4, 27]],
    [18, [4, 31]],
    [22, [2, 38], [2, 39]],
    [22, [3, 36], [2, 37]],
  ],
  Q: [
    [13, [1, 13]],
    [22, [1, 22]],
    [18, [2, 17]],
    [26, [2, 24]],
    [18, [2, 15], [2, 16]],
    [24, [4, 19]],
    [18, [2, 14], [4, 15]],
    [22, [4, 18], [2, 19]],
    [20, [4, 16], [4, 17]],
  ],
  H: [
    [17, [1, 9]],
    [28, [1, 16]],
    [22, [2, 13]],
    [16, [4, 9]],
    [22, [2, 11], [2, 12]],
    [28, [4, 15]],
    [26, [4, 13], [1, 14]],
    [26, [4, 14], [2, 15]],
    [24, [4, 12], [4, 13]],
  ],
};
const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const BASE = ALPHANUMERIC.length;
const NONE = 255;
const VALUE_OF = new Uint8Array(256).fill(NONE);
for (let value = 0; value < BASE; value++) VALUE_OF[ALPHANUMERIC.charCodeAt(value)] = value;

/** A run of a text in one mode; `bytes` holds what the alphanumeric set has not. */
export type Run = { readonly mode: "alphanumeric" | "bytes"; readonly from: number; readonly to: number };

/** The fewest runs that put every character of the alphanumeric set into its own mode. ASCII only. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 126 || unit < 32) throw new RangeError(`a QR code of ours holds ASCII, not ${JSON.stringify(text[at])}`);
    const mode = VALUE_OF[unit] === NONE ? "bytes" : "alphanumeric";
    const last = runs.at(-1);
    if (last?.mode === mode) runs[runs.length - 1] = { ...last, to: at + 1 };
    else runs.push({ mode, from: at, to: at + 1 });
  }
  return runs;
}

export type Codewords = {
  /** Which codeword of the symbol each byte of `changesFor` is; `NO_CODEWORD` for those that only fill up a word. */
  readonly order: Int16Array;
  /**
   * What to add (XOR) to the codewords of the sample to get those of a text, block after block. Most of an address is the same on every
   * label of a lot: it adds nothing and costs nothing. Overwritten by the next call.
   */
  changesFor(text: string): Uint8Array;
};

export const NO_CODEWORD = -1;

/** @param version 1 to 9: the counts of characters have other lengths above. @param sample has these runs, as every text will */
export function openCodewords(version: number, level: Level, runs: readonly Run[], sample: string): Codewords {
  const [checks, ...groups] = BLOCKS[level][version - 1] ?? [0];
  const lengths = groups.flatMap(([count, bytes]) => new Array<number>(count).fill(bytes));
  if (checks === 0) throw new RangeError(`a label holds no QR code of version ${version}: shorten the public address`);
  const blocks = layOut(lengths, checks);
  const own = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  fill(own, sample, runs, own, 0);
  const data = own.slice();
  const places = placesOf(blocks);
  const changes = new Uint8Array(4 * (blocks.at(-1)?.end ?? 0));
  const words = new Uint32Array(changes.buffer);
  const table = checkTable(checks);
  return {
    order: orderOf(blocks, checks, changes.length),
    changesFor(text) {
      const first = fill(data, text, runs, own, sameLength(text, sample));
      changes.fill(0);
      for (let at = first; at < data.length; at++) changes[places[at] ?? 0] = (data[at] ?? 0) ^ (own[at] ?? 0);
      for (const { start, checksFrom } of blocks) addChecks(words, start, checksFrom, table);
      return changes;
    },
  };
}

/** How many characters two texts have in common at the beginning. */
function sameLength(text: string, sample: string): number {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) === sample.charCodeAt(at)) at++;
  return at;
}

/** Places in words of four bytes: zeros, `length` data bytes up to `checksFrom`, check bytes, zeros to `end`. */
type Block = { readonly length: number; readonly start: number; readonly checksFrom: number; readonly end: number };

function layOut(lengths: readonly number[], checks: number): Block[] {
  let end = 0;
  return lengths.map((length) => {
    const start = end;
    const checksFrom = start + Math.ceil(length / 4);
    end = checksFrom + checkWords(checks) + 1;
    return { length, start, checksFrom, end };
  });
}

/** Where each data byte stands. */
function placesOf(blocks: readonly Block[]): Uint16Array {
  return Uint16Array.from(
    blocks.flatMap(({ length, checksFrom }) => Array.from({ length }, (_, at) => 4 * checksFrom - length + at)),
  );
}

/** A symbol has the first bytes of all blocks, then the second ones; then the check bytes in the same way. */
function orderOf(blocks: readonly Block[], checks: number, bytes: number): Int16Array {
  const order = new Int16Array(bytes).fill(NO_CODEWORD);
  let codeword = 0;
  for (let at = 0; at < Math.max(...blocks.map(({ length }) => length)); at++)
    for (const { length, checksFrom } of blocks) if (at < length) order[4 * checksFrom - length + at] = codeword++;
  for (let at = 0; at < checks; at++) for (const { checksFrom } of blocks) order[4 * checksFrom + at] = codeword++;
  return order;
}

/** Bits before the characters of an alphanumeric run in the versions to 9, and of two of its characters. */
const HEAD = 4 + 9;
const PAIR = 11;

/**
 * Mode, count and characters of each run, the end mark, and what fills the rest.
 * @param own the bytes of a text that has the first `same` characters in common with this one: its bytes are left out
 * @returns the first byte that was written
 */
function fill(data: Uint8Array, text: string, runs: readonly Run[], own: Uint8Array, same: number): number {
  const [opening] = runs;
  const pairs = opening?.mode === "alphanumeric" ? Math.min(same, opening.to) >> 1 : 0;
  const offset = pairs === 0 ? 0 : HEAD + PAIR * pairs;
  const first = offset >> 3;
  let [at, bits] = [first, offset & 7];
  let held = (own[at] ?? 0) >> (8 - bits);
  const put = (value: number, width: number) => {
    held = (held << width) | value;
    bits += width;
    while (bits >= 8) {
      bits -= 8;
      data[at++] = held >>> bits;
    }
    held &= (1 << bits) - 1;
  };
  for (const { mode, from, to } of runs)
    if (mode === "bytes") {
      put(0b0100, 4);
      put(to - from, 8);
      for (let index = from; index < to; index++) put(text.charCodeAt(index), 8);
    } else {
      let index = from;
      if (from === 0 && pairs > 0) index = 2 * pairs;
      else {
        put(0b0010, 4);
        put(to - from, 9);
      }
      for (; index + 1 < to; index += 2) put(valueAt(text, index) * BASE + valueAt(text, index + 1), PAIR);
      if ((to - from) % 2 === 1) put(valueAt(text, to - 1), 6);
    }
  put(0, Math.min(4, 8 * (data.length - at) - bits));
  if (bits > 0) put(0, 8 - bits);
  for (let filler = 0xec; at < data.length; filler ^= 0xec ^ 0x11) data[at++] = filler;
  return first;
}

function valueAt(text: string, at: number): number {
  const value = VALUE_OF[text.charCodeAt(at)] ?? NONE;
  if (value === NONE) throw new RangeError(`${JSON.stringify(text.charAt(at))} is not in QR's alphanumeric set`);
  return value;
}
