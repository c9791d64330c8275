/** Whether two labels are of one module: the tiny one says the code, the signed one holds its number (bytes.md section 5). */
import { base32Of, bytesOfBase32, folded } from "./base32.ts";

const PAYLOAD_LENGTH = 154;
/** Characters that hold version, key id, model and the number, and the bits in them that follow it. */
const HEAD = 47;
const AFTER = 3;

/**
 * One text for all labels of a module: its number in 26 characters. Of a signed label nothing is verified here, so it says only
 * which record to ask for. `undefined` for what has neither form.
 */
export function numberOnLabel(text: string): string | undefined {
  const label = folded(text);
  if (label.length === 20 || label.length === 26) return bytesOfBase32(label) && label.padStart(26, "0");
  if (label.length !== PAYLOAD_LENGTH) return undefined;
  let number = 0n;
  for (const character of label.slice(0, HEAD)) {
    const value = bytesOfBase32(character)?.[15];
    if (value === undefined) return undefined;
    number = (number << 5n) | BigInt(value);
  }
  return base32Of(bytesOf((number >> BigInt(AFTER)) & ((1n << 128n) - 1n)), 26);
}

function bytesOf(number: bigint): Uint8Array {
  const bytes = new Uint8Array(16);
  for (let at = 15, rest = number; at >= 0; at--, rest >>= 8n) bytes[at] = Number(rest & 255n);
  return bytes;
}
