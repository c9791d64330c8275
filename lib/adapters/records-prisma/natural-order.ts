/** Names as a person sorts them: `MUP0WB9` before `MUP0WB10`. */
const ORDER = new Intl.Collator("en", { numeric: true });

export function inNaturalOrder<T>(things: readonly T[], nameOf: (thing: T) => string): T[] {
  return [...things].sort((a, b) => ORDER.compare(nameOf(a), nameOf(b)));
}
