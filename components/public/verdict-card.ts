/** The verdict: a shape, a colour, the exact words, and one thing to do next (ux.md section 1). */
import type { Verdict } from "../../lib/domain/verify/verdict.ts";
import { type Html, html } from "./html.ts";
import type { Messages } from "./messages.ts";
import { type Tone, verdictShape } from "./shapes.ts";
import { TONES } from "./tones.ts";

/** @param meaning where it is another than the verdict's own */
export function verdictCard(
  verdict: Verdict,
  messages: Messages,
  extra?: Html,
  meaning = meaningOf(verdict, messages),
): Html {
  const rest = verdict.text.slice(verdict.title.length).trim();
  return toneCard(TONES[verdict.code], {
    title: verdict.title,
    say: html`${rest !== "" && html`<p class="lead">${unbroken(rest)}</p>`}${meaning !== undefined && html`<p>${meaning}</p>`}${extra}`,
    next: messages.nextByVerdict[verdict.code],
    nextLabel: messages.next,
  });
}

function meaningOf({ name }: Verdict, messages: Messages): string | undefined {
  const meanings: Readonly<Record<string, string>> = messages.meaning;
  return meanings[name];
}

/** A line may end before or after a day, not within it. */
function unbroken(text: string): readonly (Html | string)[] {
  return text
    .split(/(\d{4}-\d{2}-\d{2})/)
    .map((part, at) => (at % 2 === 1 ? html`<span class="day">${part}</span>` : part));
}

export function toneCard(
  tone: Tone,
  words: { readonly title: string; readonly say: Html; readonly next?: string; readonly nextLabel?: string },
): Html {
  return html`<section class="verdict ${tone}" role="status">
${verdictShape(tone)}<h1>${unbroken(words.title)}</h1>
<div class="say">${words.say}${words.next !== undefined && html`<p class="next"><b>${words.nextLabel}</b>${words.next}</p>`}</div>
</section>`;
}
