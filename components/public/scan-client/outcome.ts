/** What is done with a text that was read or typed. */
import { lookupPath } from "../../../lib/domain/label/lookup-path.ts";
import { numberOnLabel } from "../../../lib/domain/label/same-label.ts";
import { type TypingFault, typingFault } from "./typed-code.ts";

/** One of several codes in a picture. `path`: our own page of it; `text`: what it says, shown and never opened. */
export type Item = {
  readonly kind: "label" | "carton" | "otherAddress" | "notOurs" | "covered";
  readonly path?: string;
  readonly text: string;
};

/** `go`: one of our own pages. `foreign`: opened by nobody; `path` when it has the form of a label of another house. */
export type Outcome =
  | { readonly is: "go"; readonly path: string }
  | { readonly is: "many"; readonly items: readonly Item[] }
  | { readonly is: "foreign"; readonly text: string; readonly path?: string }
  | ({ readonly is: "no" } & TypingFault);

/** @param texts of all codes in one picture @param ours origins whose labels are ours */
export function outcomeOfPicture(texts: readonly string[], ours: readonly string[]): Outcome | undefined {
  const items = itemsOf(texts, ours);
  const own = items.filter((item) => pathOf(item) !== undefined);
  if (own.length > 1) return { is: "many", items };
  const [first] = items;
  const one = own[0] ?? items.find(({ kind }) => kind === "covered") ?? first;
  if (!one) return undefined;
  if (one.kind === "covered") return { is: "no", sentence: "secret" };
  const path = pathOf(one);
  if (path !== undefined) return { is: "go", path };
  return one.path === undefined ? { is: "foreign", text: one.text } : { is: "foreign", text: one.text, path: one.path };
}

/** Each code once, in the order of the picture. */
export function itemsOf(texts: readonly string[], ours: readonly string[]): Item[] {
  const items = new Map<string, Item>();
  for (const text of texts) {
    const item = itemOf(text, ours);
    const known = items.get(keyOf(item));
    // Of two labels of one module the signed one says more.
    if (!known || item.text.length > known.text.length) items.set(keyOf(item), item);
  }
  return [...items.values()];
}

/** The same label read twice, in whatever writing, has the same key, and so have the two labels of one module. */
export function keyOf(item: Item): string {
  const path = pathOf(item);
  const number = path?.startsWith("/v/") ? numberOnLabel(path.slice("/v/".length)) : undefined;
  return number ?? path ?? `${item.kind} ${item.text}`;
}

/** The page of a label or carton of ours. */
export function pathOf({ kind, path }: Item): string | undefined {
  return kind === "label" || kind === "carton" ? path : undefined;
}

function itemOf(text: string, ours: readonly string[]): Item {
  const found = lookupPath(text);
  // What is covered stays covered: not even the page shows it.
  if (!found.ok) return found.error.code === "secret" ? { kind: "covered", text: "" } : { kind: "notOurs", text };
  const { path, origin } = found.value;
  if (origin !== undefined && !ours.includes(origin)) return { kind: "otherAddress", text, path };
  return { kind: path.startsWith("/00/") ? "carton" : "label", text, path };
}

/** A person's typing is not somebody else's QR code: the answer says what to mend. An address of another house is named as such. */
export function outcomeOfTyping(text: string, ours: readonly string[]): Outcome {
  const found = lookupPath(text);
  if (found.ok) {
    const { path, origin } = found.value;
    return origin === undefined || ours.includes(origin) ? { is: "go", path } : { is: "foreign", text, path };
  }
  if (found.error.code === "secret") return { is: "no", sentence: "secret" };
  if (/^[a-z][a-z0-9+.-]*:/i.test(text.trim())) return { is: "foreign", text: text.trim() };
  return { is: "no", ...typingFault(text) };
}
