/**
 * Whether an entry of a block is one envelope. Fabric's data hash runs over the entries one after the other without their
 * lengths: two glued into one, or cut at another place, hash alike, and of a repeated field protobuf keeps the last.
 */

const PAYLOAD = 1;
const SIGNATURE = 2;
const BYTES = 2;

/**
 * False where a payload or a signature stands twice, the signature stands first, or there is a signature alone: an orderer
 * writes each envelope anew, and none of these can come of it. Fields that an envelope does not have may stand beside.
 */
export function isOneEnvelope(entry: Uint8Array): boolean {
  const order = [...fieldsOf(entry)].filter(({ type }) => type === BYTES).map(({ field }) => field);
  const known = order.filter((field) => field === PAYLOAD || field === SIGNATURE);
  return known.length === 0 || known.join() === `${PAYLOAD}` || known.join() === `${PAYLOAD},${SIGNATURE}`;
}

/** The outermost fields in their order, as far as the bytes are protobuf (its wire types, protobuf.dev/programming-guides/encoding). */
function* fieldsOf(bytes: Uint8Array): Generator<{ readonly field: number; readonly type: number }> {
  let at = 0;
  let depth = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) return value;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const type = tag % 8;
    if (depth === 0) yield { field: Math.floor(tag / 8), type };
    if (type === 0) varint();
    else if (type === 1) at += 8;
    else if (type === BYTES) {
      const length = varint();
      at += length;
    } else if (type === 3) depth++;
    else if (type === 4) depth--;
    else if (type === 5) at += 4;
    else return;
  }
}
