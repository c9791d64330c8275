/** The one-byte checksums of module memory: low 8 bits of the plain sum of a range (SFF-8472, SFF-8636, OIF-CMIS). */
import type { Sum } from "./answer.ts";
import { type Cells, hex2, isThere, MASKED } from "./page.ts";

/** The sum of [from, to) against the byte at `at`; undefined when the dump does not hold all of it. */
export function sumOf(cells: Cells | undefined, from: number, to: number, at: number): Sum | undefined {
  if (!cells || !isThere(cells, from, to) || !isThere(cells, at, at + 1)) return undefined;
  const stored = cells[at]!;
  let sum = 0;
  let masked = stored === MASKED;
  for (let i = from; i < to; i++) {
    if (cells[i] === MASKED) masked = true;
    else sum += cells[i]!;
  }
  const shown = stored === MASKED ? "0x??" : `0x${hex2(stored)}`;
  if (masked) return { stored: shown, computed: null, ok: null };
  const computed = sum & 0xff;
  return { stored: shown, computed: `0x${hex2(computed)}`, ok: computed === stored };
}
