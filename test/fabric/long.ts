/** Tests that take minutes by their nature: run with FABRIC_LONG=1, named with the reason where they are not. */
export const LONG = process.env.FABRIC_LONG === "1";

export function sayWhySkipped(what: string): void {
  if (!LONG) console.warn(`Skipped, ${what}: it takes minutes. Run: FABRIC_LONG=1 npm run test:fabric`);
}
