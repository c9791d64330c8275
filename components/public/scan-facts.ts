/** Beside the record: who looked the label up before, and facts that do not go together (ux.md section 1). */
import { type Contradiction, FITS, fitOf, signedFacts } from "../../lib/domain/copies/contradiction.ts";
import { factSentence } from "../../lib/domain/copies/fact-sentence.ts";
import type { ScanView } from "../../lib/domain/verify/scan-view.ts";
import { type Html, html } from "./html.ts";
import { type Messages, said } from "./messages.ts";

/** Visits, not requests: a gift that is checked twice and a network that retries are no alarm. */
export function earlierLookUps({ visits, placed }: ScanView, messages: Messages): Html | undefined {
  if (!visits) return undefined;
  const words = messages.visits;
  const place = [visits.region, visits.country].filter((part) => part !== null).join(", ");
  const facts = [
    said(words.first, { day: visits.firstAt.slice(0, 10) }),
    ...(place === "" ? [] : [said(words.near, { place })]),
    visits.number === null ? words.inside : said(words.number, { n: visits.number }),
  ];
  return html`<section class="panel late"><h2>${words.title}</h2><p>${facts.join(" · ")}</p><p class="small">${words.how}${!placed && html` ${words.notPlaced}`}</p></section>`;
}

export function contradictionList({ contradictions, language }: ScanView, messages: Messages): Html | undefined {
  if (contradictions.length === 0) return undefined;
  const words = messages.contradictions;
  return html`${FITS.map((fit) => {
    const alike = contradictions.filter((one) => fitOf(one) === fit);
    return (
      alike.length > 0 &&
      html`<section class="panel against"><h2>${words.fits[fit]}</h2>${alike.map(
        (one) =>
          html`<ul>${one.facts.map((fact) => html`<li>${factSentence(fact, language)}</li>`)}</ul>${spokenFor(one, messages)}`,
      )}<p class="small">${fit === "never" ? words.text : words.textOfOthers}</p></section>`
    );
  })}`;
}

/** The copy for which most signed entries speak stands first. */
function spokenFor({ copies }: Contradiction, { contradictions }: Messages): Html | false {
  if (copies.length === 0) return false;
  const names = copies.map((copy) => said(contradictions.copies[copy.where], { n: signedFacts(copy) }));
  return html`<p class="small">${contradictions.signed}${names.join(" · ")}</p>`;
}
