/** What a chosen file is, by its first bytes: a name and a type can be wrong. */

/** `animated`: only its first picture is read. */
export type PhotoKind = "picture" | "animated" | "heic" | "other";

/** Larger than any phone's photo; what a browser makes of it in memory is many times more. */
export const MOST_BYTES = 40_000_000;
export const MOST_PIXELS = 120_000_000;
/** Enough for the marks of an animation, which stand before the pictures. */
export const HEAD_BYTES = 65_536;

/** @param head the first HEAD_BYTES of the file */
export function photoKind(head: Uint8Array): PhotoKind {
  const ascii = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
  // ISO/IEC 14496-12 box `ftyp` with a brand of ISO/IEC 23008-12.
  if (ascii(4, 8) === "ftyp")
    return /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)/.test(ascii(8, 12))
      ? "heic"
      : isAvif(ascii(8, 12))
        ? "picture"
        : "other";
  if (ascii(0, 4) === "GIF8") return picturesOfGif(head) > 1 ? "animated" : "picture";
  if (ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP") return has(head, "ANIM") ? "animated" : "picture";
  if (ascii(1, 4) === "PNG") return has(head, "acTL") ? "animated" : "picture";
  if ((head[0] === 0xff && head[1] === 0xd8) || ascii(0, 2) === "BM") return "picture";
  return "other";
}

/** Why a file is not even opened; `undefined` when it may be. */
export function refusalOf(size: number): "notImage" | "tooBig" | undefined {
  if (size === 0) return "notImage";
  return size > MOST_BYTES ? "tooBig" : undefined;
}

function isAvif(brand: string): boolean {
  return brand === "avif" || brand === "avis";
}

/** The looping extension of an animated GIF, or a second graphic control. */
function picturesOfGif(head: Uint8Array): number {
  let count = has(head, "NETSCAPE2.0") ? 1 : 0;
  for (let at = 6; at + 2 < head.length; at++)
    if (head[at] === 0x21 && head[at + 1] === 0xf9 && head[at + 2] === 4) count++;
  return count;
}

function has(head: Uint8Array, mark: string): boolean {
  const bytes = [...mark].map((character) => character.charCodeAt(0));
  for (let at = 0; at + bytes.length <= head.length; at++)
    if (bytes.every((byte, offset) => head[at + offset] === byte)) return true;
  return false;
}
