/** Error correction of QR codes (ISO/IEC 18004 section 7.5): Reed-Solomon over GF(256) with the polynomial 0x11D, by tables. */

const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power++) {
  EXP[power] = value;
  EXP[power + 255] = value;
  LOG[value] = power;
  value = value & 0x80 ? (value << 1) ^ 0x11d : value << 1;
}

function product(left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : (EXP[(LOG[left] ?? 0) + (LOG[right] ?? 0)] ?? 0);
}

/** What each of four data bytes adds to the check bytes behind them; small enough to stay near the processor. */
export type CheckTable = {
  /** Words of 32 bits that hold the check bytes of a block. */
  readonly words: number;
  /** `words` words for each distance from the last of the four bytes and each of 256 values. */
  readonly added: Uint32Array;
};

/** Words of 32 bits that hold so many check bytes. */
export function checkWords(checks: number): number {
  return Math.ceil(checks / 4);
}

/** @param checks check bytes of a block */
export function checkTable(checks: number): CheckTable {
  const words = checkWords(checks);
  const added = new Uint32Array(4 * 256 * words);
  const bytes = new Uint8Array(added.buffer);
  const generator = generatorOf(checks);
  // x^checks mod g; then times x for each byte further from the end.
  let rest = generator.slice();
  for (let distance = 0; distance < 4; distance++) {
    for (let value = 1; value < 256; value++)
      for (let at = 0; at < checks; at++)
        bytes[4 * words * (distance * 256 + value) + at] = product(rest[at] ?? 0, value);
    const first = rest[0] ?? 0;
    rest = rest.map((_, at) => (rest[at + 1] ?? 0) ^ product(first, generator[at] ?? 0));
  }
  return { words, added };
}

/**
 * Divides a block by the generator, four bytes at a time: what stands in the first word of the rest is replaced by what it adds to
 * the others. Words are little-endian, as on every machine that TrueLane runs on.
 * @param block its data words from `start`, zeros from `checksFrom`, one word more than the check bytes need
 */
export function addChecks(block: Uint32Array, start: number, checksFrom: number, { words, added }: CheckTable): void {
  let at = start;
  while (at < checksFrom && block[at] === 0) at++;
  for (; at < checksFrom; at++) {
    const front = (block[at] ?? 0) ^ (block[checksFrom] ?? 0);
    const [first, second] = [(768 + (front & 255)) * words, (512 + ((front >>> 8) & 255)) * words];
    const [third, fourth] = [(256 + ((front >>> 16) & 255)) * words, (front >>> 24) * words];
    for (let word = 0; word < words; word++)
      block[checksFrom + word] =
        (block[checksFrom + word + 1] ?? 0) ^
        (added[first + word] ?? 0) ^
        (added[second + word] ?? 0) ^
        (added[third + word] ?? 0) ^
        (added[fourth + word] ?? 0);
  }
}

/** Coefficients of (x − α⁰)…(x − α^(degree−1)) below the leading 1, highest first. */
function generatorOf(degree: number): Uint8Array {
  let polynomial = Uint8Array.of(1);
  for (let root = 0; root < degree; root++) {
    const next = new Uint8Array(polynomial.length + 1);
    polynomial.forEach((coefficient, at) => {
      next[at] = (next[at] ?? 0) ^ coefficient;
      next[at + 1] = (next[at + 1] ?? 0) ^ product(coefficient, EXP[root] ?? 0);
    });
    polynomial = next;
  }
  return polynomial.subarray(1);
}
