/** GS1 element strings as scanners send them: `(01)…(21)…` for the eye, or bare with group separators (GS1 General Specifications 7.8). */

/** Group separator: ends a part of variable length. */
export const GS = "\u001d";
const WRITTEN = /^\(01\)(\d{14})(?:\(10\)[^()]{1,20})?\(21\)([^()]{1,20})(?:\([0-9]{2,4}\)[^()]*)*$/;
const BARE = new RegExp(`^01(\\d{14})(?:10[^${GS}]{1,20}${GS})?21([^${GS}]{1,20})(?:${GS}[^${GS}]*)*$`);
/** Some scanners drop the separator: a code has 20 characters, so what follows it is another part. */
const DROPPED = /^01(\d{14})21([0-9A-Za-z]{20})(?:10|11|13|17|240)[!-z]+$/;
const CARTON = /^\(?00\)?(\d{18})$/;

/** The item's serial number, or the carton's number. `undefined`: no element string of an item or carton. */
export function elementString(text: string): { readonly gtin: string; readonly serial: string } | string | undefined {
  const carton = CARTON.exec(text)?.[1];
  if (carton) return carton;
  const bare = text.startsWith(GS) ? text.slice(1) : text;
  const [, gtin, serial] = WRITTEN.exec(bare) ?? DROPPED.exec(bare) ?? BARE.exec(bare) ?? [];
  return gtin && serial ? { gtin, serial } : undefined;
}
