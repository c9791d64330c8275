/** The page behind the covered code: says honestly that there is nothing to activate yet, and to keep it covered. */
import type { Frame } from "../../lib/domain/verify/scan-view.ts";
import { framed } from "./frame.ts";
import { html } from "./html.ts";
import { messagesIn } from "./messages.ts";
import { toneCard } from "./verdict-card.ts";

export function coveredCodePage(frame: Frame): string {
  const messages = messagesIn(frame.language);
  const words = messages.covered;
  const card = toneCard("unknown", {
    title: words.title,
    say: html`${words.text.map((text) => html`<p>${text}</p>`)}<p><a class="button" href="${frame.publicUrl}/scan">${messages.container.scanModule}</a></p>`,
  });
  return framed(
    frame,
    words.title,
    html`<main class="narrow"><div class="col">${card}<p class="small">${words.private}</p></div></main><footer class="small">${messages.privacy}</footer>`,
  );
}
