/** The transaction's time stamp in the rule book's form; the contract does the same by arithmetic. */
export function toTime({ seconds, nanos }: { readonly seconds: number; readonly nanos: number }): string {
  return new Date(seconds * 1000 + Math.floor(nanos / 1e6)).toISOString();
}
