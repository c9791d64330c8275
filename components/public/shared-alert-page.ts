/** One alert for a partner without an account: the facts, who asks, what was said. Made to be printed. */
import { type Contradiction, fitOf } from "../../lib/domain/copies/contradiction.ts";
import { factSentence } from "../../lib/domain/copies/fact-sentence.ts";
import type { Frame } from "../../lib/domain/verify/scan-view.ts";
import { framed } from "./frame.ts";
import { html } from "./html.ts";
import { messagesIn, said } from "./messages.ts";
import { toneCard } from "./verdict-card.ts";

export type SharedAlertView = Frame & {
  readonly number: string;
  readonly owner: string;
  readonly contact: string;
  readonly serialNumber: string | null;
  readonly partNumber: string | null;
  readonly openedAt: string;
  readonly deadline: string;
  readonly state: "open" | "acknowledged" | "investigating" | "closed";
  readonly contradiction: Contradiction | null;
  readonly messages: readonly { readonly at: string; readonly author: string; readonly text: string }[];
};

/** What somebody reads whose link is wrong, or has ended. */
export function endedLinkPage(frame: Frame): string {
  const words = messagesIn(frame.language).shared;
  const card = toneCard("unknown", { title: words.ended, say: html`<p>${words.endedText}</p>` });
  return framed(frame, words.title, html`<main class="narrow"><div class="col">${card}</div></main>`);
}

export function sharedAlertPage(view: SharedAlertView): string {
  const { shared: words, contradictions } = messagesIn(view.language);
  const fit = view.contradiction && fitOf(view.contradiction);
  const rows: readonly (readonly [string, string | null])[] = [
    [words.owner, view.owner],
    [words.contact, view.contact],
    [words.serialNumber, view.serialNumber],
    [words.partNumber, view.partNumber],
    [words.openedAt, view.openedAt.slice(0, 10)],
    [words.deadline, view.deadline.slice(0, 10)],
    [words.state, words.states[view.state]],
  ];
  return framed(
    view,
    words.title,
    html`<main class="narrow"><div class="col"><section class="panel"><h1>${said(words.heading, { number: view.number })}</h1><p>${fit === null ? words.reported : fit === "never" ? words.text : words.textOfOthers}</p>
<dl class="facts">${rows.map(([name, value]) => value !== null && html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>
${
  view.contradiction &&
  fit &&
  html`<section class="panel against"><h2>${contradictions.fits[fit]}</h2><ul>${view.contradiction.facts.map((fact) => html`<li>${factSentence(fact, view.language)}</li>`)}</ul></section>`
}
${
  view.messages.length > 0 &&
  html`<section class="panel"><h2>${words.said}</h2>${view.messages.map((one) => html`<p><span class="small">${one.author} · ${one.at.slice(0, 16).replace("T", " ")} UTC</span><br>${one.text}</p>`)}</section>`
}
</div></main><footer class="small">${words.footer}</footer>`,
  );
}
