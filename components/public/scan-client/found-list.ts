/** Several codes at once: each with what it is, those of ours with a way to their page. Nothing else is opened or made a link. */
import { type Item, keyOf, pathOf } from "./outcome.ts";
import { parts, sentence } from "./parts.ts";

/** A carton's face has fewer; a film that never ends must not fill the page. */
const MOST = 60;
const listed = new Set<string>();

/** How many there are now. A code that is listed already is not listed again. */
export function listItems(items: readonly Item[]): number {
  for (const item of items) {
    const key = keyOf(item);
    if (listed.has(key) || listed.size >= MOST) continue;
    listed.add(key);
    parts.foundList.append(rowOf(item));
  }
  parts.found.hidden = listed.size === 0;
  return listed.size;
}

export function emptyList(): void {
  listed.clear();
  parts.foundList.replaceChildren();
  parts.found.hidden = true;
}

function rowOf(item: Item): HTMLLIElement {
  const row = document.createElement("li");
  const chip = document.createElement("span");
  chip.className = "chip";
  chip.textContent = sentence(item.kind);
  const path = pathOf(item);
  const name = document.createElement(path ? "a" : "span");
  name.className = "mono";
  name.translate = false;
  name.textContent = path ? nameOf(path) : item.text.slice(0, 80);
  if (name instanceof HTMLAnchorElement && path) name.href = path + location.search;
  row.append(chip, name);
  return row;
}

/** In fours; of a signed code its first characters, as no two begin alike. */
function nameOf(path: string): string {
  const code = path.slice(path.lastIndexOf("/") + 1);
  const grouped = code.slice(0, 28).replace(/.{4}(?=.)/g, "$& ");
  return code.length > 28 ? `${grouped} …` : grouped;
}
