/** Memory pages of a module and how their bytes are read (SFF-8472, SFF-8636, OIF-CMIS). */

export type MapName = "sff8472" | "sff8636" | "cmis";
/** `A0h`, `A2h`: two-wire addresses, offsets 0–255. `lower`: 0–127. `00h` and on: upper pages, offsets 128–255. */
export type PageName = string;

/** In place of a byte that the poster covered with `XX`, `??` or `**`. */
export const MASKED = -1;
/** 0–255, MASKED, or undefined when the dump does not hold the byte. */
export type Cell = number | undefined;
/** Indexed by the offset that the specification prints. */
export type Cells = readonly Cell[];
export type Pages = Readonly<Record<PageName, Cells | undefined>>;
/** One module's memory, as far as it was captured. */
export type EepromPages = { readonly map: MapName; readonly pages: Pages };

/** The page that holds the identity, and where its checksummed identity bytes end (exclusive). */
export const IDENTITY = {
  sff8472: { page: "A0h", from: 0, to: 96 },
  sff8636: { page: "00h", from: 128, to: 224 },
  cmis: { page: "00h", from: 128, to: 223 },
} as const satisfies Record<MapName, { page: PageName; from: number; to: number }>;

/** The bytes of [from, to), or undefined unless every one is there and unmasked. */
export function bytesIn(cells: Cells | undefined, from: number, to: number): number[] | undefined {
  if (!cells) return undefined;
  const bytes: number[] = [];
  for (let at = from; at < to; at++) {
    const cell = cells[at];
    if (cell === undefined || cell === MASKED) return undefined;
    bytes.push(cell);
  }
  return bytes;
}

export function byteAt(cells: Cells | undefined, at: number): number | undefined {
  const cell = cells?.[at];
  return cell === MASKED ? undefined : cell;
}

/** Whether every byte of [from, to) was captured, masked or not. */
export function isThere(cells: Cells | undefined, from: number, to: number): boolean {
  if (!cells) return false;
  for (let at = from; at < to; at++) if (cells[at] === undefined) return false;
  return true;
}

export function hasMask(cells: Cells | undefined, from: number, to: number): boolean {
  return cells?.slice(from, to).includes(MASKED) ?? false;
}

/** All 0x00, all 0xff or all 0x20: nobody wrote here. */
export function isBlank(bytes: readonly number[]): boolean {
  const first = bytes[0];
  return (first === 0x00 || first === 0xff || first === 0x20) && bytes.every((byte) => byte === first);
}

export function latin1(bytes: readonly number[]): string {
  return String.fromCharCode(...bytes);
}

/** A text field: trailing spaces and NULs dropped, nothing else. */
export function fieldText(bytes: readonly number[]): string {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0x00)) end--;
  return latin1(bytes.slice(0, end));
}

export function textIn(cells: Cells | undefined, from: number, to: number): string | undefined {
  const bytes = bytesIn(cells, from, to);
  return bytes && fieldText(bytes);
}

/** Two lower-case digits. */
export function hex2(byte: number): string {
  return (byte < 16 ? "0" : "") + byte.toString(16);
}

export function hexOf(bytes: readonly number[]): string {
  return bytes.map(hex2).join("");
}

/** A code as answers print it: `0x07`. */
export function codeAt(cells: Cells | undefined, at: number): string | undefined {
  const byte = byteAt(cells, at);
  return byte === undefined ? undefined : `0x${hex2(byte)}`;
}

export function hexIn(cells: Cells | undefined, from: number, to: number): string | undefined {
  const bytes = bytesIn(cells, from, to);
  return bytes && hexOf(bytes);
}

/** `00:90:65` */
export function ouiIn(cells: Cells | undefined, from: number): string | undefined {
  return bytesIn(cells, from, from + 3)
    ?.map(hex2)
    .join(":");
}

export function u16(cells: Cells | undefined, at: number): number | undefined {
  const high = byteAt(cells, at);
  const low = byteAt(cells, at + 1);
  return high === undefined || low === undefined ? undefined : high * 256 + low;
}

export function s16(cells: Cells | undefined, at: number): number | undefined {
  const word = u16(cells, at);
  return word === undefined ? undefined : word < 0x8000 ? word : word - 0x10000;
}
