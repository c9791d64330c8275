/** An address that leads nowhere, and what to do about it. */
import type { NoticeView } from "../../lib/domain/verify/scan-view.ts";
import { framed } from "./frame.ts";
import { html } from "./html.ts";
import { messagesIn } from "./messages.ts";
import { toneCard } from "./verdict-card.ts";

export function noticePage(view: NoticeView): string {
  const messages = messagesIn(view.language);
  const title = messages.gs1[view.what];
  const card = toneCard("doubt", {
    title,
    say: html`<p>${messages.gs1[`${view.what}Text`]}</p><p><a class="button" href="${view.publicUrl}/scan">${messages.typeAgain}</a></p>`,
  });
  return framed(
    view,
    title,
    html`<main class="narrow"><div class="col">${card}</div></main><footer class="small">${messages.privacy}</footer>`,
  );
}
