/** Canonical JSON written as bytes into one buffer that grows and is used again: no string for each line of a lot. */

/** What JSON.stringify escapes and canonical JSON refuses: half surrogates and U+0000; an escaped backslash before `u` is none. */
const UNCANONICAL = /(?<!\\)(?:\\\\)*\\u(?:d[89a-f]|0000)/;

/** Printable ASCII without quote and backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** A string with its quotes. @throws TypeError for text that has no canonical form */
export function jsonString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const json = JSON.stringify(text);
  if (UNCANONICAL.test(json)) throw new TypeError(`no canonical form: ${json}`);
  return json;
}

const [SPACE, QUOTE, BACKSLASH, TILDE] = [0x20, 0x22, 0x5c, 0x7e];

/** Up to here a loop is cheaper than a call out of JavaScript. */
const SHORT = 12;

export class JsonBytes {
  bytes: Buffer = Buffer.allocUnsafeSlow(1 << 12);
  length = 0;

  /** Names of ours, digits, hex: nothing that needs an escape. */
  ascii(text: string): void {
    const { length } = text;
    const bytes = this.roomFor(length);
    const from = this.length;
    if (length > SHORT) bytes.write(text, from, length, "latin1");
    else for (let at = 0; at < length; at++) bytes[from + at] = text.charCodeAt(at);
    this.length = from + length;
  }

  /** A JSON string with its quotes. @throws TypeError for text that has no canonical form */
  string(text: string): void {
    const { length } = text;
    const bytes = this.roomFor(length + 2);
    let to = this.length;
    bytes[to++] = QUOTE;
    for (let at = 0; at < length; at++) {
      const unit = text.charCodeAt(at);
      if (unit < SPACE || unit > TILDE || unit === QUOTE || unit === BACKSLASH) {
        this.utf8(jsonString(text));
        return;
      }
      bytes[to++] = unit;
    }
    bytes[to++] = QUOTE;
    this.length = to;
  }

  /** JSON text with whatever strings in it. */
  utf8(text: string): void {
    this.roomFor(3 * text.length);
    this.length += this.bytes.write(text, this.length, "utf8");
  }

  private roomFor(more: number): Buffer {
    if (this.length + more > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (this.length + more));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    return this.bytes;
  }
}
