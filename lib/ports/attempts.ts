/** How often somebody tried something, within a time. Every call throws when the book cannot be read: then nobody may try. */

export type Allowance = { readonly tries: number; readonly seconds: number };

export interface Attempts {
  /** Counts one more try; answers how many there are now. A time that is over begins anew with this try. */
  take(who: string, allowance: Allowance): Promise<number>;
  /** How many there are, without counting. */
  count(who: string): Promise<number>;
}
