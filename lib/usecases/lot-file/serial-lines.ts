/** Where each serial number of a file was first seen: a million of them in some 40 MB, where a Map of texts takes 150. */
import { createHash, randomBytes } from "node:crypto";

export type SerialLines = {
  /** The line that had this serial number before, else `undefined` and it is kept. */
  seenAt(serial: string, line: number): number | undefined;
};

/** 64 bits of a salted hash stand for the text; two of a million meet with a chance of 3e-8, and nobody can arrange it. */
export function serialLines(): SerialLines {
  const salt = randomBytes(16);
  let capacity = 1 << 12;
  let kept = 0;
  let [high, low, lines] = tables(capacity);

  function slotOf(a: number, b: number): number {
    let slot = (a ^ b) & (capacity - 1);
    while (lines[slot] !== 0 && (high[slot] !== a || low[slot] !== b)) slot = (slot + 1) & (capacity - 1);
    return slot;
  }

  function grow(): void {
    const [oldHigh, oldLow, oldLines] = [high, low, lines];
    capacity *= 2;
    [high, low, lines] = tables(capacity);
    for (let at = 0; at < oldLines.length; at++) {
      if (oldLines[at] === 0) continue;
      const slot = slotOf(oldHigh[at]!, oldLow[at]!);
      [high[slot], low[slot], lines[slot]] = [oldHigh[at]!, oldLow[at]!, oldLines[at]!];
    }
  }

  return {
    seenAt(serial, line) {
      const digest = createHash("sha256").update(salt).update(serial).digest();
      const [a, b] = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
      const slot = slotOf(a, b);
      if (lines[slot] !== 0) return lines[slot];
      [high[slot], low[slot], lines[slot]] = [a, b, line];
      kept += 1;
      if (kept * 2 > capacity) grow();
      return undefined;
    },
  };
}

function tables(capacity: number): [Uint32Array, Uint32Array, Uint32Array] {
  return [new Uint32Array(capacity), new Uint32Array(capacity), new Uint32Array(capacity)];
}
