/** The one order of signed lists: UTF-16 code units, as RFC 8785 orders names; never a locale's. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorted, and nothing twice. */
export function isStrictlyAscending(texts: readonly string[]): boolean {
  return texts.every((text, at) => at === 0 || (texts[at - 1] ?? "") < text);
}

/** Each once, sorted. */
export function sortedSet(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort(byCodeUnits);
}
