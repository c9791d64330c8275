/** The way of a module as a path of light: newest hand first, broken where nobody confirmed. */

import { historySentence } from "../../lib/domain/verify/history-sentence.ts";
import type { Language } from "../../lib/domain/verify/language.ts";
import type { HistoryStep } from "../../lib/domain/verify/scan-facts.ts";
import { type Html, html } from "./html.ts";
import { type Messages, said } from "./messages.ts";

export function journey(history: readonly HistoryStep[], language: Language, messages: Messages): Html {
  return html`<section class="panel"><h2>${messages.history}</h2><p class="small">${messages.historyHint}</p>
<ol class="path">${worthALine(history)
    .reverse()
    .map((step) => line(step, language, messages))}</ol></section>`;
}

/** An offer that got its answer is told by the answer. */
function worthALine(history: readonly HistoryStep[]): HistoryStep[] {
  return history.filter((step) => step.kind !== "transfer-offered" || step.now !== "closed");
}

function line(step: HistoryStep, language: Language, messages: Messages): Html {
  const open = isUnconfirmed(step);
  return html`<li${open && html` class="open"`}><time class="small" datetime="${step.at}">${dayAndMinute(step.at)}</time>
<span>${historySentence(step, language)}</span>
<span class="small">${step.kind === "made" || step.kind === "tested" ? messages.maker : said(messages.entry, { position: step.position })}</span></li>`;
}

/** Custody is not confirmed past this step. */
function isUnconfirmed(step: HistoryStep): boolean {
  return step.kind === "transfer-offered" || (step.kind === "transfer-accepted" && step.except !== null);
}

/** `2026-11-22`, and `16:40` where the time of day is known; both UTC. */
function dayAndMinute(at: string): string {
  return at.length > 10 ? `${at.slice(0, 10)} ${at.slice(11, 16)}` : at;
}
