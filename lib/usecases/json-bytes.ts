/** Canonical JSON written as bytes into one buffer that grows: no string for each line of a lot, and nothing to collect. */

/** What JSON.stringify escapes and canonical JSON refuses: half surrogates and U+0000; an escaped backslash before `u` is none. */
const UNCANONICAL = /(?<!\\)(?:\\\\)*\\u(?:d[89a-f]|0000)/;

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
        this.escaped(text);
        return;
      }
      bytes[to++] = unit;
    }
    bytes[to++] = QUOTE;
    this.length = to;
  }

  /** Bytes of another buffer, which may be this one. */
  copy(from: Buffer, start: number, end: number): void {
    const bytes = this.roomFor(end - start);
    let to = this.length;
    if (end - start > 2 * SHORT) bytes.set(from.subarray(start, end), to);
    else for (let at = start; at < end; at++) bytes[to++] = from[at] as number;
    this.length += end - start;
  }

  private escaped(text: string): void {
    const json = JSON.stringify(text);
    if (UNCANONICAL.test(json)) throw new TypeError(`no canonical form: ${json}`);
    const encoded = Buffer.from(json, "utf8");
    this.copy(encoded, 0, encoded.length);
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
