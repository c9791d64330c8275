/** Serials, codes and hashes in fours for the eye; copied text has no blanks in it. */
import { type Html, html } from "./html.ts";

export function grouped(text: string): Html {
  const groups = text.match(/.{1,4}/gsu) ?? [];
  return html`<span class="mono grouped" translate="no">${groups.map((group) => html`<span>${group}</span>`)}</span>`;
}
