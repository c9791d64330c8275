/** A reader for DER (X.690): one spelling for each value, no trailing bytes, nothing of indefinite length. */

/** One element: `whole` with its tag and length, `content` without. */
export type Der = { readonly tag: number; readonly content: Uint8Array; readonly whole: Uint8Array };

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** What is wrong with the bytes. Stays inside the certificate parser, which answers with it. */
export class DerError extends Error {}

/** The element that these bytes are, all of them. */
export function readDer(bytes: Uint8Array): Der {
  const element = elementAt(bytes, 0);
  if (element.whole.length !== bytes.length) throw new DerError("bytes after the end");
  return element;
}

/** The elements inside a constructed one. */
export function elementsOf(parent: Der): Der[] {
  const elements: Der[] = [];
  for (let at = 0; at < parent.content.length; ) {
    const element = elementAt(parent.content, at);
    elements.push(element);
    at += element.whole.length;
  }
  return elements;
}

/** @throws DerError unless it is there and has the tag */
export function expectTag(element: Der | undefined, tag: number, what: string): Der {
  if (element?.tag !== tag) throw new DerError(`${what} is missing or of another type`);
  return element;
}

/** The bytes of a bit string that is a whole number of them. */
export function bytesOfBitString(element: Der | undefined, what: string): Uint8Array {
  const { content } = expectTag(element, TAG.bitString, what);
  if (content[0] !== 0) throw new DerError(`${what} has unused bits`);
  return content.subarray(1);
}

function elementAt(bytes: Uint8Array, start: number): Der {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) throw new DerError("cut short");
  if ((tag & 0x1f) === 0x1f) throw new DerError("a tag of several bytes");
  let length = first;
  let at = start + 2;
  if (first >= 0x80) {
    // 4096 bytes are the longest certificate that is read, so two bytes of length are enough.
    const count = first & 0x7f;
    if (count === 0 || count > 2) throw new DerError("a length that DER or this profile does not know");
    length = 0;
    for (const end = at + count; at < end; at++) length = length * 256 + (bytes[at] ?? 0);
    if (length < (count === 1 ? 0x80 : 0x100)) throw new DerError("a length that is not the shortest");
  }
  const end = at + length;
  if (end > bytes.length) throw new DerError("cut short");
  return { tag, content: bytes.subarray(at, end), whole: bytes.subarray(start, end) };
}
