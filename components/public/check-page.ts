/** The module check: paste or drop a capture, decoded in the browser; three results kept apart (ux.md section 4). */
import { INPUT_FORMATS } from "../../lib/domain/optics/answer.ts";
import { INNOCENT, REASONS, TERMS, VALUES } from "../../lib/domain/optics/reasons/told-finding.ts";
import type { Language } from "../../lib/domain/verify/language.ts";
import type { Frame } from "../../lib/domain/verify/scan-view.ts";
import { SAMPLE_CAPTURE } from "./check-sample.ts";
import { framed } from "./frame.ts";
import { html, raw } from "./html.ts";
import { messagesIn } from "./messages.ts";

/** Where the page's own files lie; `scripts/build-public.mjs` puts them there. */
const SCRIPT = "/check/check.js";

export const CHECK_STYLE = `.check{grid-template-columns:minmax(0,1fr)}
.check .lead{margin-top:8px}
.check form>p.small,.check .status:not(:empty),.check .say-fault{margin-top:8px}
.check textarea{width:100%;min-height:200px;padding:12px;border:1px solid var(--line-strong);border-radius:6px;background:var(--page);color:var(--ink);font-size:13px;line-height:1.5;resize:vertical;white-space:pre;overflow:auto}
.check label{font-weight:600}
.check .stack>label{margin-top:12px}
.tools{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:end;margin-top:12px}
.tools .grow{flex:1 1 220px;min-width:0}
.tools label.small{display:block;font-weight:400}
.tools .drop{line-height:44px;display:none}
.over{outline:2px dashed var(--accent);outline-offset:4px}
.three{display:grid;gap:16px}
.three>.panel{min-height:172px;display:flex;flex-direction:column;gap:8px}
.three .state{font-weight:600}
.mark{display:inline-grid;place-items:center;width:22px;height:22px;border-radius:50%;border:2px solid currentColor;font-size:13px;font-weight:700;line-height:1;flex:none}
.state{display:flex;gap:8px;align-items:start}
.good{color:var(--record)}.bad{color:var(--stop)}.warn{color:var(--doubt)}.open{color:var(--muted)}
.panel .push{margin-top:auto}
.scroll{overflow-x:auto;margin-top:12px}
.check table{border-collapse:collapse;width:100%;font-size:14px}
.check th,.check td{text-align:left;padding:8px 12px 8px 0;border-top:1px solid var(--line);vertical-align:top}
.check th{font-weight:600;color:var(--muted);font-size:13px;white-space:nowrap}
.check thead th{border-top:0}
.check td.mono{font-size:13px;overflow-wrap:anywhere;min-width:7em}
.one{border-top:1px solid var(--line)}
.one:first-child{border-top:0}
.one>summary{margin:0;min-height:52px;flex-wrap:wrap;gap:2px 12px;padding:8px 0;font-weight:400}
.one>summary b{min-width:7em}
.one>summary .mono{font-size:13px;overflow-wrap:anywhere}
.one>summary .state{margin-left:auto;font-size:13px;font-weight:600}
.one>summary .state+.state{margin-left:0}
.one>.inside{padding:4px 0 20px 19px;display:grid;gap:16px}
.findings{display:grid;gap:12px}
.panel>h2+.findings{margin-top:12px}
.findings li{padding-left:12px;border-left:3px solid var(--line-strong);overflow-wrap:anywhere}
.findings .conflict,.findings .suspicious{border-color:var(--stop)}
.findings .unusual{border-color:var(--doubt)}
.findings b{display:block}
.check pre{margin:8px 0 0;padding:12px;background:var(--sunken);border-radius:4px;font-size:12px;max-height:320px;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere}
.v6{font-weight:600}
.unread{margin-top:16px}
.unread li{display:grid;grid-template-columns:5.5em 1fr;gap:8px;font-size:13px;overflow-wrap:anywhere}
.check .button[disabled]{opacity:.55;cursor:default}
.check #code{text-transform:none}
@media(pointer:fine) and (min-width:600px){.tools .drop{display:inline}}
@media(max-width:599px){.one>.inside{padding-left:0}.check table{table-layout:fixed}.check td.mono{min-width:0;font-size:12px}.check th,.check td{padding-right:8px;white-space:normal}.check thead th:last-child{width:32px;font-size:0}.check td .state{position:relative}.check td .mark+span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}}
@media(min-width:900px){.check{grid-template-columns:minmax(0,1fr)}.three{grid-template-columns:repeat(3,minmax(0,1fr))}}`;

export function checkPage(frame: Frame): string {
  const words = messagesIn(frame.language).check;
  const head = words.fieldHead;
  const main = html`<main class="check">
<form class="panel" data-form novalidate>
<h1>${words.title}</h1><p class="lead">${words.lead}</p>
<noscript><p class="say-fault">${words.noScript}</p></noscript>
<div class="stack">
<label for="capture">${words.input}</label><p class="small" id="capture-help">${words.inputHint}</p>
<textarea id="capture" class="mono" data-capture spellcheck="false" autocomplete="off" autocapitalize="off" autocorrect="off" wrap="off" aria-describedby="capture-help privacy" translate="no"></textarea>
</div>
<div class="tools">
<button type="submit" class="button" data-decode>${words.decode}</button>
<label class="button plain file">${words.files}<input type="file" multiple data-files></label>
<span class="small drop">${words.drop}</span>
<button type="button" class="button plain" data-try>${words.sample}</button>
<button type="button" class="button plain" data-clear>${words.clear}</button>
<div class="grow"><label class="small" for="format">${words.format}</label><select id="format" data-format><option value="">${words.formatAuto}</option>${INPUT_FORMATS.filter((format) => format !== "unknown").map((format) => html`<option value="${format}">${words.formats[format]}</option>`)}</select></div>
</div>
<p class="status" role="status" data-status></p>
<p class="say-fault" role="alert" data-fault></p>
<p class="small" data-sample-note hidden>${words.sampleNote}</p>
<p class="small" id="privacy">${words.privacy}</p>
</form>
<div class="three">
<section class="panel" aria-labelledby="self"><h2 id="self">${words.self}</h2><p class="small">${words.selfHint}</p><div data-self class="stack"><p class="state open"><span class="mark" aria-hidden="true">–</span>${words.said.waiting}</p></div></section>
<section class="panel" aria-labelledby="record"><h2 id="record">${words.record}</h2><p class="small">${words.recordHint}</p><div data-record class="stack" aria-live="polite"><p class="state open"><span class="mark" aria-hidden="true">–</span>${words.said.notAsked}</p></div>
<div class="push stack"><details><summary>${words.whatSent}</summary><div data-sent class="small"><p>${words.said.sendNone}</p></div></details>
<div><button type="button" class="button" data-compare disabled>${words.compare}</button></div></div></section>
<section class="panel" aria-labelledby="label"><h2 id="label">${words.withLabel}</h2><p class="small" id="code-help">${words.labelHint}</p><div data-label class="stack" aria-live="polite"><p class="state open"><span class="mark" aria-hidden="true">–</span>${words.said.notAsked}</p></div>
<div class="push"><label class="small" for="code">${words.label}</label><input id="code" class="mono" type="text" data-code autocapitalize="characters" autocomplete="off" autocorrect="off" spellcheck="false" maxlength="400" aria-describedby="code-help"></div></section>
</div>
<section class="panel" data-duplicates hidden><h2>${words.duplicates}</h2><ul class="findings" data-duplicate-list></ul></section>
<section class="panel" data-modules hidden><h2>${words.modules}</h2><div data-module-list></div></section>
<details class="panel" data-unread hidden><summary>${words.unread} <span class="small" data-unread-count></span></summary><ul class="unread stack" data-unread-list translate="no"></ul></details>
</main><footer class="small">${words.footer}</footer>`;
  const script = html`<script type="application/json" id="words">${raw(scriptWords({ ...words.said, head, rules: words.rules, ...foundIn(frame.language) }))}</script>
<script type="text/plain" id="sample">${raw(SAMPLE_CAPTURE)}</script>
<script src="${SCRIPT}" defer></script>`;
  return framed(frame, words.title, main, script, CHECK_STYLE);
}

/** Why something was found and how it may be innocent: the script has no words of its own. */
function foundIn(language: Language) {
  return {
    reasons: REASONS[language],
    innocents: INNOCENT[language],
    values: VALUES[language],
    terms: TERMS[language],
  };
}

/** Sentences for the script. `<` cannot end the element that carries them. */
function scriptWords(words: unknown): string {
  return JSON.stringify(words).replaceAll("<", "\\u003c");
}
