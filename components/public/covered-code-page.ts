/**
 * The page behind the covered code: says what uncovering means before anything happens, then activates in the browser. The code
 * stays in the address after `#`, which no browser sends.
 */
import type { Frame } from "../../lib/domain/verify/scan-view.ts";
import { framed } from "./frame.ts";
import { html, raw } from "./html.ts";
import { messagesIn } from "./messages.ts";
import { type Tone, verdictShape } from "./shapes.ts";

/** `scripts/build-public.mjs` puts it there. */
const SCRIPT = "/activate/activate.js";
const TONES: readonly Tone[] = ["record", "confirmed", "doubt", "stop", "unknown"];

export function coveredCodePage(frame: Frame): string {
  const messages = messagesIn(frame.language);
  const words = messages.covered;
  const main = html`<main class="narrow"><div class="col">
<section class="verdict unknown" role="status" data-card>
<span data-shapes>${TONES.map((tone) => html`<span data-shape="${tone}"${tone !== "unknown" && html` hidden`}>${verdictShape(tone)}</span>`)}</span><h1 data-title>${words.title}</h1>
<div class="say"><p class="lead" data-lead>${words.what}</p><p data-meaning>${words.once}</p>
<noscript><p class="say-fault">${words.noScript}</p></noscript>
<p class="next" data-next-row hidden><b>${messages.next}</b><span data-next></span></p>
<p data-dispute hidden><a class="button plain" href="${frame.publicUrl}/report" data-dispute-link>${words.dispute}</a></p></div>
</section>
<section class="panel" data-module hidden><h2>${messages.compare}</h2><p class="small">${words.compare}</p>
<div class="serial"><div class="small">${messages.serialNumber}</div><span class="mono grouped" translate="no" data-serial></span></div>
<dl class="facts"><dt>${messages.partNumber}</dt><dd class="mono" translate="no" data-part></dd><dt>${messages.vendor}</dt><dd translate="no" data-vendor></dd><dt>${messages.lot}</dt><dd class="mono" translate="no" data-lot></dd></dl>
<p class="small differs" data-offer-hint hidden>${words.before}</p>
<div class="row" data-offer hidden><button type="button" class="button" data-activate>${words.activate}</button></div></section>
<section class="panel stack" data-receipt hidden><h2>${words.receipt}</h2><p>${words.receiptText}</p><p class="small hash mono" data-entry></p>
<div class="row"><button type="button" class="button" data-save>${words.save}</button><button type="button" class="button plain" data-print>${words.print}</button></div></section>
<form class="panel stack" data-typed hidden novalidate><h2><label for="secret">${words.typed}</label></h2><p class="small" id="help">${words.typedHint}</p>
<input id="secret" class="mono" type="text" inputmode="text" autocapitalize="characters" autocomplete="off" autocorrect="off" spellcheck="false" maxlength="64" aria-describedby="help typed-fault">
<p class="say-fault" id="typed-fault" role="alert" data-typed-fault></p><div><button class="button" type="submit">${words.goOn}</button></div></form>
<section class="panel" data-mine hidden><h2>${words.mine}</h2><p class="small">${words.mineText}</p><ul class="checks" data-list></ul></section>
<p class="small">${words.private}</p></div></main><footer class="small">${words.privacy}</footer>`;
  const said = JSON.stringify({ ...words.said, meaning: messages.meaning, next: messages.nextByVerdict });
  return framed(
    frame,
    words.title,
    main,
    html`<script type="application/json" id="words">${raw(said.replaceAll("<", "\\u003c"))}</script>
<script type="module" src="${SCRIPT}"></script>`,
  );
}
