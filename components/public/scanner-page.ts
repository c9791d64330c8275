/** The scanner: camera, photo or typing; without a script the typed code still works (ux.md sections 1 and 6). */
import type { Frame } from "../../lib/domain/verify/scan-view.ts";
import { framed } from "./frame.ts";
import { html, raw } from "./html.ts";
import { type Messages, messagesIn } from "./messages.ts";

/** Where the scanner's own files lie; `scripts/build-public.mjs` puts them there. */
const SCRIPT = "/scan/scanner.js";
/** What lets a phone keep the page beside its other apps. */
const INSTALLABLE = html`<link rel="manifest" href="/manifest.webmanifest"><link rel="apple-touch-icon" href="/icon-192.png"><meta name="theme-color" content="#006279">
`;

export function scannerPage(frame: Frame): string {
  const messages = messagesIn(frame.language);
  const words = messages.scanner;
  const main = html`<main class="narrow"><div class="col"><div data-offline hidden></div>
<section class="panel scanner" data-scanner data-public-url="${frame.publicUrl}">
<h1>${words.title}</h1><p class="small">${words.hint}</p>
<noscript><p class="say-fault">${words.noScript}</p></noscript>
<div class="camera" data-camera hidden><video playsinline muted aria-label="${words.picture}"></video><div class="frame" aria-hidden="true"></div></div>
<div class="status" role="status"><p data-status></p><p class="small" data-way></p></div>
<div class="foreign" data-foreign hidden><p><b data-foreign-title></b></p><p class="small" data-foreign-why></p><pre class="mono" data-foreign-text translate="no"></pre><p><a data-foreign-path href="/scan" hidden>${words.lookUpHere}</a></p></div>
<div class="found" data-found hidden><h2>${words.found}</h2><p class="small">${words.foundHint}</p><ol data-found-list></ol></div>
<div class="row" data-controls hidden>
<button type="button" class="button" data-start>${words.start}</button>
<button type="button" class="button plain" data-stop hidden>${words.stop}</button>
<button type="button" class="button plain" data-torch aria-pressed="false" hidden>${words.torch}</button>
<label class="button plain file">${words.takePhoto}<input type="file" accept="image/*" capture="environment" data-photo></label>
<label class="button plain file">${words.photo}<input type="file" accept="image/*" data-photo></label>
<label class="choose" data-zoom hidden>${words.zoom}<input type="range"></label>
<label class="choose" data-choose hidden>${words.camera}<select data-cameras></select></label>
</div>
</section>
<form class="panel stack" data-typed action="/v" method="get" novalidate>
<h2><label for="code">${words.typed}</label></h2><p class="small" id="help">${words.typedHint} ${messages.lookAlikes}</p>
<input id="code" name="code" class="mono" type="text" inputmode="text" autocapitalize="characters" autocomplete="off" autocorrect="off" spellcheck="false" maxlength="400" required aria-describedby="help read-as typed-fault">
<p class="small mono" id="read-as" data-read-as translate="no"></p>
<p class="say-fault" id="typed-fault" role="alert" data-typed-fault></p>
<div><button class="button" type="submit">${words.check}</button></div>
</form>
<p class="small" aria-live="polite" data-ready></p></div></main><footer class="small">${words.privacy}</footer>`;
  return framed(
    frame,
    words.title,
    main,
    html`<script type="application/json" id="words">${raw(scriptWords(messages))}</script>
<script type="module" src="${SCRIPT}"></script>`,
    "",
    INSTALLABLE,
  );
}

/** Sentences for the script. `<` cannot end the element that carries them. */
function scriptWords(messages: Messages): string {
  return JSON.stringify(messages.scanner.said).replaceAll("<", "\\u003c");
}
