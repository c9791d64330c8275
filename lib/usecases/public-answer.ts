/** Questions and answers of the public doors, free of any web framework. */
import type { Language } from "../domain/verify/language.ts";
import type { Work } from "../domain/verify/proof-of-work.ts";
import type { VerdictName } from "../domain/verify/verdict-strings.ts";
import type { Caller } from "../ports/scan-book.ts";

export type PublicQuestion = {
  readonly method: string;
  readonly accept: string | undefined;
  readonly acceptLanguage: string | undefined;
  /** The `lang` of the query: what a reader chose beats what a browser prefers. */
  readonly lang: string | undefined;
  /** Address of the asker, for limits only; never stored. */
  readonly ip: string;
  /** What the asker's browser did for an answer beyond the limit. */
  readonly work?: Work | undefined;
  /** Whoever asks, as the book of scans may know him; absent where nothing is noted. */
  readonly caller?: Caller;
};

/** Header names in lower case. `verdict`: what it says of a label, for whoever counts; it is not sent. */
export type PublicAnswer = {
  readonly verdict?: VerdictName;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
};

export const FORMS = {
  html: "text/html",
  json: "application/json",
  linkset: "application/linkset+json",
} as const;
export type Form = keyof typeof FORMS;

type Headers = Readonly<Record<string, string>>;

/** What every door answers with, whatever the status: nobody may keep a verdict. The same question gives the very same value. */
export function answerHeaders(form: Form, language: Language): Headers {
  return HEADERS[form][language];
}

const HEADERS: Readonly<Record<Form, Readonly<Record<Language, Headers>>>> = {
  html: inBoth("html"),
  json: inBoth("json"),
  linkset: inBoth("linkset"),
};

function inBoth(form: Form): Readonly<Record<Language, Headers>> {
  return { en: headersOf(form, "en"), "zh-CN": headersOf(form, "zh-CN") };
}

function headersOf(form: Form, language: Language): Headers {
  return Object.freeze({
    "content-type": form === "linkset" ? FORMS.linkset : `${FORMS[form]}; charset=utf-8`,
    "content-language": language,
    "cache-control": "no-store",
    vary: "Accept, Accept-Language",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Link",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  });
}

/** RFC 9110 section 12.5.1 over the forms that we have; a browser, and whoever accepts anything, gets the page. */
export function formFor(accept: string | undefined): Form {
  if (!accept || accept === "*/*") return "html";
  if (accept === FORMS.json) return "json";
  const wishes = preferences(accept);
  let best: { form: Form; weight: number } = { form: "html", weight: 0 };
  for (const form of ["html", "json", "linkset"] as const) {
    const weight = weightOf(FORMS[form], wishes);
    if (weight > best.weight) best = { form, weight };
  }
  return best.form;
}

/** Whether a page was asked for by name: whoever accepts anything is a program. */
export function asksForPage(accept: string | undefined): boolean {
  return /\btext\/html\b/i.test(accept ?? "") && formFor(accept) === "html";
}

/** The reader's choice, else the first that the browser prefers and we speak, else English. */
export function languageFor(lang: string | undefined, acceptLanguage: string | undefined): Language {
  const chosen = lang === undefined ? undefined : spoken(lang);
  if (chosen) return chosen;
  if (!acceptLanguage) return "en";
  const wishes = preferences(acceptLanguage).filter((wish) => wish.weight > 0);
  wishes.sort((one, other) => other.weight - one.weight);
  for (const wish of wishes) {
    const language = spoken(wish.name);
    if (language) return language;
  }
  return "en";
}

function spoken(tag: string): Language | undefined {
  const primary = tag.toLowerCase().split("-")[0];
  return primary === "zh" ? "zh-CN" : primary === "en" ? "en" : undefined;
}

type Wish = { readonly name: string; readonly weight: number };

/** At most 32 wishes: a longer header is nobody's browser. */
function preferences(header: string): Wish[] {
  return header
    .slice(0, 2000)
    .split(",")
    .slice(0, 32)
    .map((part) => {
      const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
      const q = parameters.find((parameter) => parameter.startsWith("q="));
      const weight = q === undefined ? 1 : Number(q.slice(2));
      return { name, weight: weight >= 0 && weight <= 1 ? weight : 0 };
    });
}

/** The most exact wish that covers the type decides. */
function weightOf(type: string, wishes: readonly Wish[]): number {
  for (const name of [type, `${type.slice(0, type.indexOf("/"))}/*`, "*/*"]) {
    const wish = wishes.find((each) => each.name === name);
    if (wish) return wish.weight;
  }
  return 0;
}
