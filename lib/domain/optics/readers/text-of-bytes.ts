/** Text of a pasted or uploaded file, by hand: UTF-8, UTF-16 with a mark or without, else Latin-1 (RFC 3629, RFC 2781). */

export type TextOfBytes = { readonly kind: "text"; readonly text: string } | { readonly kind: "binary" };

/** Says `binary` when the bytes are a memory image rather than text. Never throws. */
export function textOfBytes(bytes: Uint8Array): TextOfBytes {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return text(utf16(bytes.subarray(2), 0));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return text(utf16(bytes.subarray(2), 1));
  const isUtf16 = unmarkedUtf16(bytes);
  if (isUtf16 !== undefined) return text(utf16(bytes, isUtf16));
  if (looksBinary(bytes)) return { kind: "binary" };
  return text(utf8(bytes) ?? latin1Text(bytes));
}

function text(value: string): TextOfBytes {
  return { kind: "text", text: value };
}

/** Escapes, tabs and line ends occur in captures; other control bytes mean memory. */
function looksBinary(bytes: Uint8Array): boolean {
  let strange = 0;
  for (const byte of bytes) {
    if (byte === 0) return true;
    if (byte < 0x20 && !(byte >= 0x07 && byte <= 0x0d) && byte !== 0x1b) strange++;
  }
  return strange > bytes.length / 50;
}

/** Windows consoles write UTF-16 without a mark: every second byte of ASCII is 0. The offset of the low byte, if so. */
function unmarkedUtf16(bytes: Uint8Array): 0 | 1 | undefined {
  if (bytes.length < 8 || bytes.length % 2 !== 0) return undefined;
  const zeros = [0, 0];
  let printable = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === 0) zeros[i % 2]!++;
    else if ((byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d)) printable++;
  }
  const half = bytes.length / 2;
  if (printable < half * 0.9) return undefined;
  if (zeros[1]! > half * 0.9 && zeros[0] === 0) return 0;
  return zeros[0]! > half * 0.9 && zeros[1] === 0 ? 1 : undefined;
}

function utf16(bytes: Uint8Array, highFirst: 0 | 1): string {
  const units: string[] = [];
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const low = bytes[i + highFirst]!;
    const high = bytes[i + 1 - highFirst]!;
    units.push(String.fromCharCode(high * 256 + low));
  }
  return units.join("");
}

function latin1Text(bytes: Uint8Array): string {
  const units: string[] = [];
  for (const byte of bytes) units.push(String.fromCharCode(byte));
  return units.join("");
}

/** Undefined when the bytes are not UTF-8; the caller then takes them as Latin-1. */
function utf8(bytes: Uint8Array): string | undefined {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const units: string[] = [];
  for (let i = start; i < bytes.length; ) {
    const lead = bytes[i++]!;
    if (lead < 0x80) {
      units.push(String.fromCharCode(lead));
      continue;
    }
    const more =
      lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
    if (more === 0) return undefined;
    let point = lead & (0x3f >> more);
    for (let n = 0; n < more; n++) {
      const next = bytes[i++];
      if (next === undefined || (next & 0xc0) !== 0x80) return undefined;
      point = point * 64 + (next & 0x3f);
    }
    if (point > 0x10ffff) return undefined;
    units.push(String.fromCodePoint(point));
  }
  return units.join("");
}
