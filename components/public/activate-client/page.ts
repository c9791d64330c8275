/** The page's own elements and the one place that writes into them. */
import type { VerdictCode } from "../../../lib/domain/verify/verdict-strings.ts";
import type en from "../../../messages/public/en.json";
import { TONES } from "../tones.ts";
import type { Answer } from "./ask.ts";

type Words = (typeof en)["covered"]["said"] & {
  readonly meaning: Readonly<Record<string, string>>;
  readonly next: Readonly<Record<VerdictCode, string>>;
};
export const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Words;

export const part = <T extends HTMLElement = HTMLElement>(name: string): T => {
  const found = document.querySelector<T>(`[data-${name}]`);
  if (!found) throw new Error(`the page lacks ${name}`);
  return found;
};

export function show(name: string, visible = true): void {
  part(name).hidden = !visible;
}

/** A state that is no verdict: grey, and nobody takes it for one. */
export function say(title: string, lead: string, meaning = ""): void {
  card("unknown", title, lead, meaning, undefined);
}

/** What the server answered, in its words; green only where it says V4. */
export function showVerdict({ verdict }: Answer): void {
  const lead = verdict.text.slice(verdict.title.length).trim();
  card(TONES[verdict.code], verdict.title, lead, words.meaning[verdict.name] ?? "", words.next[verdict.code]);
}

export function showModule({ module }: Answer): void {
  show("module", module !== null);
  if (!module) return;
  const groups = (module.serialNumber.match(/.{1,4}/gsu) ?? []).map((text) => {
    const span = document.createElement("span");
    span.textContent = text;
    return span;
  });
  part("serial").replaceChildren(...groups);
  part("part").textContent = module.partNumber;
  part("vendor").textContent = module.vendor;
  part("lot").textContent = module.lot;
}

function card(tone: string, title: string, lead: string, meaning: string, next: string | undefined): void {
  part("card").className = `verdict ${tone}`;
  for (const shape of document.querySelectorAll<HTMLElement>("[data-shape]"))
    shape.hidden = shape.dataset.shape !== tone;
  part("title").textContent = title;
  for (const [name, text] of [
    ["lead", lead],
    ["meaning", meaning],
  ] as const) {
    part(name).textContent = text;
    show(name, text !== "");
  }
  part("next").textContent = next ?? "";
  show("next-row", next !== undefined);
  show("dispute", false);
}
