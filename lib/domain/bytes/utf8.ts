/** UTF-8 of RFC 3629, both ways strict: no lone surrogates, no overlong forms, and a byte order mark is a character. */
import { ok, type Result, refuse } from "../result.ts";

/** @throws RangeError when the text holds half of a surrogate pair, which has no UTF-8. */
export function utf8Of(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Nearly all that we hash is ASCII, one byte a character; the first other one starts anew with room for three.
    if (unit >= 0x80) return wideUtf8Of(text);
    bytes[at] = unit;
  }
  return bytes;
}

function wideUtf8Of(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let next = 0;
  for (let at = 0; at < text.length; at++) {
    let point = text.charCodeAt(at);
    if (point < 0x80) {
      bytes[next++] = point;
      continue;
    }
    if (point >= 0xd800 && point <= 0xdfff) {
      point = text.codePointAt(at) ?? 0;
      if (point < 0x10000) throw new RangeError(`half of a surrogate pair at character ${at}`);
      at++;
    }
    if (point >= 0x10000) {
      bytes[next++] = 0xf0 | (point >> 18);
      bytes[next++] = 0x80 | ((point >> 12) & 0x3f);
    } else if (point >= 0x800) bytes[next++] = 0xe0 | (point >> 12);
    if (point >= 0x800) bytes[next++] = 0x80 | ((point >> 6) & 0x3f);
    else bytes[next++] = 0xc0 | (point >> 6);
    bytes[next++] = 0x80 | (point & 0x3f);
  }
  return bytes.slice(0, next);
}

/** The smallest code point that needs so many bytes: anything below it in that form is overlong. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];
const CHUNK = 4096;

export function textOfUtf8(bytes: Uint8Array): Result<string, "malformed"> {
  let text = "";
  let units: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length === 0 || at + length > bytes.length) return refuse("malformed");
    let point = length === 1 ? first : first & (0x7f >> length);
    for (let more = 1; more < length; more++) {
      const byte = bytes[at + more] ?? 0;
      if ((byte & 0xc0) !== 0x80) return refuse("malformed");
      point = (point << 6) | (byte & 0x3f);
    }
    if (point < (SMALLEST[length] ?? 0) || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
      return refuse("malformed");
    if (point < 0x10000) units.push(point);
    else units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
    at += length;
    if (units.length < CHUNK) continue;
    text += String.fromCharCode(...units);
    units = [];
  }
  return ok(text + String.fromCharCode(...units));
}
