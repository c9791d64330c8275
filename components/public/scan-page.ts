/** The buyer's page: complete without a script, one thumb, one minute (ux.md section 1). */
import type { CustodyFacts, KnownLabel } from "../../lib/domain/verify/scan-facts.ts";
import type { ScanView } from "../../lib/domain/verify/scan-view.ts";
import type { Verdict } from "../../lib/domain/verify/verdict.ts";
import { checkList, type Ways } from "./check-list.ts";
import { contactLink } from "./contact.ts";
import { domainOf, framed } from "./frame.ts";
import { grouped } from "./grouped.ts";
import { type Html, html } from "./html.ts";
import { journey } from "./journey.ts";
import { type Messages, messagesIn, said } from "./messages.ts";
import { contradictionList, earlierLookUps } from "./scan-facts.ts";
import { verdictCard } from "./verdict-card.ts";

/** At most 12 KB compressed, with its style and drawings. */
export function scanPage(view: ScanView): string {
  const messages = messagesIn(view.language);
  const known = view.facts.is === "known" ? view.facts : undefined;
  const meaning = view.tooMany ? messages.limited : known && withdrawal(view, known, messages);
  const card = verdictCard(view.verdict, messages, hints(view, messages), meaning);
  const main = known
    ? html`<main><div class="col">${card}${contradictionList(view, messages)}${comparison(view, known, messages)}${earlierLookUps(view, messages)}${report(view, known, messages)}${asides(view, messages)}</div>
<div class="col">${journey(known.history, view.language, messages)}${checkList(view.verdict.checked, messages, waysOn(view, messages))}</div></main>`
    : html`<main class="narrow"><div class="col">${card}${checkList(view.verdict.checked, messages)}${report(view, undefined, messages)}${asides(view, messages)}</div></main>`;
  const works = view.challenge !== undefined && html`<script type="module" src="/scan/work.js"></script>`;
  return framed(
    view,
    messages.title,
    html`${main}<footer class="small">${messages.privacy}</footer>`,
    works || undefined,
  );
}

function hints(view: ScanView, messages: Messages): Html | undefined {
  if (view.tooMany)
    return html`<p data-wait>${messages.tooMany}</p>${view.challenge !== undefined && html`<p data-challenge="${view.challenge}" hidden>${messages.working}</p>`}`;
  const silent = silence(view.ledger, messages);
  if (view.facts.is === "unavailable" && view.facts.keptBy !== undefined)
    return html`${silent}<p>${said(messages.keptBy, { name: view.facts.keptBy })}</p>`;
  if (view.facts.is !== "unknown") return silent;
  return html`${silent}<p class="small">${messages.lookAlikes}</p><p><a class="button" href="${view.publicUrl}/scan">${messages.typeAgain}</a></p>`;
}

/** A label that never came into use because its lot was withdrawn: nobody is about to release it. */
function withdrawal({ verdict }: ScanView, { history, module }: KnownLabel, messages: Messages): string | undefined {
  if (verdict.name !== "NOT_RELEASED") return undefined;
  const step = history.find((step) => step.kind === "lot-withdrawn");
  return step && said(messages.lotWithdrawn, { lot: module.lot, by: step.by, day: step.at.slice(0, 10) });
}

function comparison(view: ScanView, known: KnownLabel, messages: Messages): Html {
  const { module, custody, activation, label } = known;
  const rows: readonly (readonly [string, string | Html | null])[] = [
    [messages.partNumber, html`<span class="mono" translate="no">${module.partNumber}</span>`],
    [messages.vendor, html`<span translate="no">${module.vendor}</span>`],
    [messages.formFactor, module.formFactor],
    [messages.lot, html`<span class="mono" translate="no">${module.lot}</span>`],
    [messages.madeOn, html`<time datetime="${module.madeOn}">${module.madeOn}</time>`],
    [messages.site, module.site],
    [holderName(known, messages), holding(custody, messages)],
    [messages.activated, activation && html`<time datetime="${activation.at}">${minuteOf(activation.at)}</time> UTC`],
  ];
  return html`<section class="panel"><h2>${messages.compare}</h2><p class="small">${messages.compareHint}</p>
<div class="serial"><div class="small">${messages.serialNumber}</div>${grouped(module.serialNumber)}</div>
${ASKS_FOR_AGREEMENT.has(view.verdict.code) && agreement(view, messages)}
<dl class="facts">${rows.map(([name, value]) => value !== null && value !== "" && html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${label.replacedBy !== null && html`<p class="small differs">${messages.replaced}</p>`}
<p class="small differs">${messages.differs}</p></section>`;
}

/** Beside a stop, or records that disagree, a number that agrees would sound like a good sign. */
const ASKS_FOR_AGREEMENT: ReadonlySet<Verdict["code"]> = new Set(["V2", "V3", "V4", "V5"]);

/** The one look that every buyer can take. A yes is worth what it says and no more; a no opens the report. */
function agreement({ code, language, publicUrl }: ScanView, { agreement: words }: Messages): Html {
  const asked = encodeURIComponent(code);
  const eeprom = eepromLink({ code, language, publicUrl }, words);
  return html`<p class="ask">${words.ask}</p><div class="row"><a class="button plain" href="#agrees">${words.yes}</a><a class="button plain" href="${publicUrl}/report?code=${asked}&amp;differs=1&amp;lang=${language}">${words.no}</a></div>
<p class="then" id="agrees" tabindex="-1">${words.then} ${eeprom}</p>`;
}

/** V6 is made where the module's bytes are: on the page for module checks, which asks for the same label. */
function waysOn(view: ScanView, { agreement: words }: Messages): Ways {
  return ASKS_FOR_AGREEMENT.has(view.verdict.code) ? { "module-match": eepromLink(view, words) } : {};
}

function eepromLink(
  { code, language, publicUrl }: Pick<ScanView, "code" | "language" | "publicUrl">,
  words: Messages["agreement"],
): Html {
  return html`<a href="${publicUrl}/check?lang=${language}#${encodeURIComponent(code)}">${words.eeprom}</a>`;
}

/** Of what was stolen or taken out of use the ledger knows the last holder, and nobody the present one. */
function holderName({ custody, stops }: KnownLabel, messages: Messages): string {
  if (custody.sold) return messages.whereNow;
  return stops.stolen || stops.retired ? messages.lastHolder : messages.holder;
}

function holding(custody: CustodyFacts, messages: Messages): Html {
  const transit = custody.inTransit;
  const moving =
    transit &&
    said(transit.expired ? messages.inTransitExpired : messages.inTransit, {
      to: transit.to,
      day: transit.since.slice(0, 10),
    });
  return html`${custody.sold ? messages.holderSold : custody.holder}${transit && html`<p class="small">${moving}</p>`}${
    custody.disputed && html`<p class="small">${messages.disputed}</p>`
  }`;
}

function report(view: ScanView, known: KnownLabel | undefined, messages: Messages): Html {
  return html`<section class="panel stack late" id="report"><h2>${messages.report}</h2><p>${whom(view, known, messages)}</p>
<p class="small">${messages.reportText}</p><p>${grouped(view.code.slice(0, 40))}</p>
<p><a class="button plain" href="${view.publicUrl}/report?code=${encodeURIComponent(view.code)}&amp;lang=${view.language}">${messages.reportOpen}</a></p></section>`;
}

function whom({ operator }: ScanView, known: KnownLabel | undefined, messages: Messages): Html | string {
  if (known) {
    const { maker, contact } = known.module;
    if (contact === maker) return said(messages.reportToUnreachable, { maker });
    return html`${said(messages.reportTo, { maker })} ${contactLink(contact)}`;
  }
  if (!operator || operator.contact === operator.name) return messages.reportSeller;
  return html`${said(messages.reportOperator, { name: operator.name })} ${contactLink(operator.contact)}`;
}

/** The network does not answer: what is shown stays as it was, and nothing better is said meanwhile. */
function silence({ silentSince, block = -1 }: ScanView["ledger"], messages: Messages): Html | undefined {
  if (silentSince === undefined) return undefined;
  if (silentSince === null) return html`<p>${messages.silent}</p>`;
  return html`<p>${said(messages.asOfBlock, { block })} ${said(messages.silentSince, { time: minuteOf(silentSince) })}</p>`;
}

function minuteOf(time: string): string {
  return time.slice(0, 16).replace("T", " ");
}

function asides(view: ScanView, messages: Messages): Html {
  const { ledger } = view;
  return html`<details class="panel late"><summary>${messages.howSure}</summary>${messages.howSureText.map((text) => html`<p>${text}</p>`)}
<p><a href="${view.publicUrl}/how-sure">${messages.howSureMore}</a></p></details>
<details class="panel late"><summary>${messages.ledger}</summary><p>${ledger.kind === "embedded" ? messages.ledgerEmbedded : messages.ledgerFabric}</p>
${ledger.asOf !== null && html`<p>${said(messages.asOf, { time: minuteOf(ledger.asOf) })}</p>`}
${ledger.block !== undefined && html`<p>${said(messages.asOfBlock, { block: ledger.block })}</p>`}
${ledger.checkpoint && html`<p class="small hash mono">${said(messages.checkpoint, ledger.checkpoint)}</p>`}
<p>${ledger.cosignedBy.length > 0 ? said(messages.cosigned, { names: ledger.cosignedBy.join(", ") }) : messages.notCosigned}</p></details>
<details class="panel late"><summary>${messages.realPage}</summary><p>${said(messages.realPageText, { domain: domainOf(view.publicUrl) })}</p></details>`;
}
