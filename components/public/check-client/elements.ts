/** Elements from values; what a capture or a server says becomes text, never markup. */

type Child = Node | string | null | undefined | false;

export function make(
  tag: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: Child[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const child of children) if (child) element.append(child);
  return element;
}

export function one<T extends HTMLElement = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`the page lacks ${selector}`);
  return found;
}

export type Tone = "good" | "bad" | "warn" | "open";
const MARKS: Readonly<Record<Tone, string>> = { good: "✓", bad: "✕", warn: "!", open: "–" };

/** A sentence with a shape before it: colour is never the only signal. */
export function state(tone: Tone, text: string, tag = "p"): HTMLElement {
  return make(
    tag,
    { class: `state ${tone}` },
    make("span", { class: "mark", "aria-hidden": "true" }, MARKS[tone]),
    make("span", {}, text),
  );
}
