/** A long capture is asked about in parts. No part of several is one module alone: beside that, a label of another would count as its own. */

/** @returns ranges `[from, to)` that cover `count`, each of at most `most` (3 or more) */
export function partsToAsk(count: number, most: number): [from: number, to: number][] {
  const parts: [number, number][] = [];
  for (let from = 0; from < count; ) {
    const to = count - from === most + 1 ? count - 2 : Math.min(count, from + most);
    parts.push([from, to]);
    from = to;
  }
  return parts;
}
