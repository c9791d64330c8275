/** A carton's public page: that it exists, who packed it, and how it stands; its contents are nobody else's business. */
import type { ContainerFacts, ContainerView } from "../../lib/domain/verify/scan-view.ts";
import { VERDICT_STRINGS } from "../../lib/domain/verify/verdict-strings.ts";
import { framed } from "./frame.ts";
import { grouped } from "./grouped.ts";
import { type Html, html } from "./html.ts";
import { type Messages, messagesIn, said } from "./messages.ts";
import { toneCard } from "./verdict-card.ts";

export function containerPage(view: ContainerView): string {
  const messages = messagesIn(view.language);
  const { container } = view;
  const number = html`<section class="panel"><h2>${messages.container.sscc}</h2><div class="serial">${grouped(view.sscc.slice(0, 40))}</div>
${container !== null && container !== "unavailable" && details(container, messages)}</section>`;
  return framed(
    view,
    messages.container.title,
    html`<main class="narrow"><div class="col">${card(view, messages)}${number}</div></main><footer class="small">${messages.privacy}</footer>`,
  );
}

function card(view: ContainerView, messages: Messages): Html {
  const words = messages.container;
  if (view.container === "unavailable")
    return toneCard("unknown", {
      title: VERDICT_STRINGS.UNAVAILABLE[view.language],
      say: html`<p>${view.tooMany ? messages.tooMany : messages.nextByVerdict.V8}</p>`,
    });
  if (view.container === null)
    return toneCard("doubt", {
      title: words.unknown,
      say: html`<p>${words.unknownText}</p><p><a class="button" href="${view.publicUrl}/scan">${messages.typeAgain}</a></p>`,
    });
  const { stolenAt } = view.container;
  if (stolenAt !== undefined)
    return toneCard("stop", {
      title: said(words.stolen, { date: stolenAt.slice(0, 10) }),
      say: html`<p>${words.stolenText}</p>`,
      next: words.stolenNext,
      nextLabel: messages.next,
    });
  return toneCard("record", {
    title: words.known,
    say: html`<p>${words.knownText}</p><p><a class="button" href="${view.publicUrl}/scan">${words.scanModule}</a></p>`,
  });
}

function details({ count, packedBy, packedAt, state, who, stolenAt }: ContainerFacts, messages: Messages): Html {
  const words = messages.container;
  const stands = said(words[state === "held" && stolenAt !== undefined ? "lastHeld" : state], {
    holder: who ?? "",
    seller: who ?? "",
  });
  return html`<dl class="facts"><dt>${words.state}</dt><dd>${stands}</dd><dt>${words.count}</dt><dd>${count}</dd>
<dt>${words.packedBy}</dt><dd>${packedBy}</dd><dt>${words.packedAt}</dt><dd><time datetime="${packedAt}">${packedAt.slice(0, 10)}</time></dd></dl>`;
}
