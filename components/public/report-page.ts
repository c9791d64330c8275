/** Report a problem: three fields, a photo, a place, a contact; every one may stay empty. Complete without a script. */
import type { Frame } from "../../lib/domain/verify/scan-view.ts";
import { framed } from "./frame.ts";
import { grouped } from "./grouped.ts";
import { type Html, html } from "./html.ts";
import { messagesIn, said } from "./messages.ts";
import { toneCard } from "./verdict-card.ts";

export const REPORT_ABOUT = ["label", "module", "seller", "other"] as const;
type About = (typeof REPORT_ABOUT)[number];
export type ReportFault = "photo-too-large" | "photo-heic" | "photo-animated" | "photo-unknown" | "too-many" | "fault";
export type ReportView = Frame & {
  readonly code: string;
  /** Id of the label, where somebody comes from its module and the code is not at hand. */
  readonly label: string;
  readonly about: About;
  readonly text: string;
  readonly place: string;
  readonly contact: string;
  readonly fault: ReportFault | null;
  /** Once it is sent. */
  readonly number: string | null;
};

export function reportPage(view: ReportView): string {
  const messages = messagesIn(view.language);
  const words = messages.reportForm;
  const keep = { ...(view.code && { code: view.code }), ...(view.label && { label: view.label }) };
  const inner = view.number === null ? form(view) : sent(view, view.number);
  return framed(
    view,
    words.title,
    html`<main class="narrow"><div class="col">${inner}</div></main><footer class="small">${words.privacy}</footer>`,
    undefined,
    "",
    undefined,
    keep,
  );
}

function sent({ language, publicUrl, code }: ReportView, number: string): Html {
  const { reportForm: words, typeAgain } = messagesIn(language);
  const back = code === "" ? `${publicUrl}/scan` : `${publicUrl}/v/${encodeURIComponent(code)}`;
  return toneCard("record", {
    title: words.thanks,
    say: html`<p>${said(words.number, { number })}</p><p>${words.next}</p><p><a class="button" href="${back}">${code === "" ? typeAgain : words.back}</a></p>`,
  });
}

function form(view: ReportView): Html {
  const words = messagesIn(view.language).reportForm;
  const choice = (value: About) =>
    html`<option value="${value}"${value === view.about && html` selected`}>${words.about[value]}</option>`;
  return html`<section class="panel stack"><h1>${words.title}</h1><p>${words.purpose}</p>
${view.fault && html`<p class="say-fault" role="alert">${words.faults[view.fault]}</p>`}
<form class="stack report" method="post" action="/report?lang=${view.language}" enctype="multipart/form-data">
${view.code !== "" && html`<input type="hidden" name="code" value="${view.code}"><p class="small">${words.label} ${grouped(view.code)}</p>`}
${view.label !== "" && html`<input type="hidden" name="label" value="${view.label}"><p class="small">${words.label} <span class="mono" translate="no">${view.label.slice(0, 16)}…</span></p>`}
<label for="about">${words.aboutLabel}</label><select id="about" name="about">${REPORT_ABOUT.map(choice)}</select>
<label for="text">${words.text} <span class="small">${words.optional}</span></label><textarea id="text" name="text" rows="5" maxlength="4000">${view.text}</textarea>
<label for="photo">${words.photo} <span class="small">${words.optional}</span></label><p class="small" id="photo-help">${words.photoHelp}</p><input id="photo" name="photo" type="file" accept="image/jpeg,image/png,image/webp" aria-describedby="photo-help">
<label for="place">${words.place} <span class="small">${words.optional}</span></label><input type="text" id="place" name="place" maxlength="200" value="${view.place}">
<label for="contact">${words.contact} <span class="small">${words.optional}</span></label><p class="small" id="contact-help">${words.contactHelp}</p><input type="text" id="contact" name="contact" maxlength="200" autocomplete="email" value="${view.contact}" aria-describedby="contact-help">
<div><button class="button" type="submit">${words.send}</button></div>
</form></section>`;
}
