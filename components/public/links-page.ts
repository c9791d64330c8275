/** The linkset of a label or container as a page: a browser never gets JSON. */
import type { LinksView } from "../../lib/domain/verify/scan-view.ts";
import { framed } from "./frame.ts";
import { html } from "./html.ts";
import { messagesIn } from "./messages.ts";

export function linksPage(view: LinksView): string {
  const messages = messagesIn(view.language);
  const words = messages.gs1;
  const link = html`<a class="hash" href="${view.target}" translate="no">${view.target}</a>`;
  return framed(
    view,
    words.links,
    html`<main class="narrow"><div class="col"><section class="panel"><h1>${words.links}</h1>
<p class="hash mono small" translate="no">${view.anchor}</p>
<dl class="facts"><dt>${words.defaultLink}</dt><dd>${link}</dd><dt>${words[view.type]}</dt><dd>${link}</dd></dl>
<p class="small differs">${words.linksText}</p></section></div></main><footer class="small">${messages.privacy}</footer>`,
  );
}
