/** What each kind of answer can tell, and what none can: the page behind "how sure can this be?". */
import type { Frame } from "../../lib/domain/verify/scan-view.ts";
import { framed } from "./frame.ts";
import { html } from "./html.ts";
import { messagesIn } from "./messages.ts";

export function howSurePage(frame: Frame): string {
  const messages = messagesIn(frame.language);
  const words = messages.sure;
  return framed(
    frame,
    words.title,
    html`<main class="narrow"><div class="col"><section class="panel stack"><h1>${words.title}</h1><p>${words.lead}</p></section>
<section class="panel"><h2>${words.rungs}</h2><ol class="numbered">${words.list.map((text) => html`<li>${text}</li>`)}</ol></section>
<section class="panel"><h2>${words.never}</h2><ul class="dotted">${words.neverList.map((text) => html`<li>${text}</li>`)}</ul><p class="differs">${words.fault}</p></section>
</div></main><footer class="small">${messages.privacy}</footer>`,
  );
}
