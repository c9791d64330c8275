/** The page's own elements, by the marks that the template gave them, and the one place that speaks. */
import { type Sentence, wordsOf } from "./words.ts";

const words = wordsOf(document);

export const parts = {
  scanner: one("[data-scanner]"),
  video: one<HTMLVideoElement>("video"),
  camera: one("[data-camera]"),
  controls: one("[data-controls]"),
  start: one("[data-start]"),
  stop: one("[data-stop]"),
  torch: one("[data-torch]"),
  zoom: one("[data-zoom]"),
  zoomFactor: one<HTMLInputElement>("[data-zoom] input"),
  choose: one("[data-choose]"),
  cameras: one<HTMLSelectElement>("[data-cameras]"),
  foreign: one("[data-foreign]"),
  foreignTitle: one("[data-foreign-title]"),
  foreignText: one("[data-foreign-text]"),
  foreignPath: one<HTMLAnchorElement>("[data-foreign-path]"),
  foreignWhy: one("[data-foreign-why]"),
  offline: one("[data-offline]"),
  ready: one("[data-ready]"),
  found: one("[data-found]"),
  foundList: one("[data-found-list]"),
  status: one("[data-status]"),
  way: one("[data-way]"),
  form: one<HTMLFormElement>("[data-typed]"),
  code: one<HTMLInputElement>("#code"),
  readAs: one("[data-read-as]"),
  fault: one("[data-typed-fault]"),
};

/** Origins whose labels are ours: where this page is, and what is printed. */
export const OURS = [location.origin, parts.scanner.dataset.publicUrl ?? ""].map((origin) => origin.toLowerCase());

type Values = Readonly<Record<string, string | number>>;

export function say(name: Sentence, values?: Values): void {
  const text = sentence(name, values);
  if (parts.status.textContent !== text) parts.status.textContent = text;
  parts.way.textContent = name === "denied" ? sentence(waysToAllow()) : "";
}

export function sentence(name: Sentence, values: Values = {}): string {
  return words[name].replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}

/** Where this browser keeps the permission. */
function waysToAllow(): Sentence {
  const agent = navigator.userAgent;
  if (/MicroMessenger/i.test(agent)) return "allowWeChat";
  if (/iPhone|iPad/.test(agent)) return "allowIos";
  if (/Firefox/.test(agent)) return "allowFirefox";
  if (/Android/.test(agent)) return "allowAndroid";
  return "allowOther";
}

function one<T extends HTMLElement = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`the page lacks ${selector}`);
  return found;
}
