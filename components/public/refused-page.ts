/** A file that was not handed out: why, what to do, and the way back, for whoever followed a link to it. */
import type { Frame } from "../../lib/domain/verify/scan-view.ts";
import { framed } from "./frame.ts";
import { html } from "./html.ts";
import { messagesIn, said } from "./messages.ts";
import { toneCard } from "./verdict-card.ts";

/** `next`: what the one button does. `signIn` leads to the page that the link stood on, too. */
export type RefusedView = Frame & {
  readonly what: "refused" | "failed";
  readonly sentence: string;
  readonly next: "back" | "signIn";
  readonly href: string;
  readonly requestId: string;
};

export function refusedPage(view: RefusedView): string {
  const words = messagesIn(view.language).handedOut;
  const title = words[view.what];
  const card = toneCard("doubt", {
    title,
    say: html`<p>${view.sentence}</p><p><a class="button" href="${view.href}">${words[view.next]}</a></p><p class="small">${said(words.request, { id: view.requestId })}</p>`,
  });
  return framed(
    view,
    title,
    html`<main class="narrow"><div class="col">${card}</div></main>`,
    undefined,
    "",
    undefined,
    null,
  );
}
