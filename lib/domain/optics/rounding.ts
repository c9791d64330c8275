/** Numbers as answers print them: a fixed count of decimals, exact ties to even (IEEE 754). */

/** Rounds to `decimals`; null for what is no number, since JSON has no infinity. */
export function rounded(value: number, decimals: number): number | null {
  if (!Number.isFinite(value)) return null;
  const scaled = value * 10 ** decimals;
  const below = Math.floor(scaled);
  // Multiples of 1/256 are exact, so that a half is a true tie; any other value only looks like one.
  const isTie = scaled - below === 0.5 && Number.isInteger(value * 1024);
  const nearest = isTie ? (below % 2 === 0 ? below : below + 1) / 10 ** decimals : Number(value.toFixed(decimals));
  return nearest + 0;
}

/** dBm of milliwatts, 2 decimals; null for no light. */
export function dbmOf(milliwatt: number | null): number | null {
  return milliwatt === null || milliwatt <= 0 ? null : rounded(10 * Math.log10(milliwatt), 2);
}
