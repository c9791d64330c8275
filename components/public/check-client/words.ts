/** The sentences that the page carries for its script, in the page's language. */
import type en from "../../../messages/public/en.json";

type Check = (typeof en)["check"];
export type Words = Check["said"] & {
  readonly head: Check["fieldHead"];
  readonly rules: Check["rules"];
  readonly reasons: Check["innocent"];
};
export type Sentence = { [K in keyof Check["said"]]: Check["said"][K] extends string ? K : never }[keyof Check["said"]];

export const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Words;
export const language = document.documentElement.lang;

export function said(name: Sentence, values: Readonly<Record<string, string | number>> = {}): string {
  return words[name].replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}
