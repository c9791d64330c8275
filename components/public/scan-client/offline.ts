/** The part of the page that works without network: keeps the signed lists, and says what a label's signature proves. Loaded when needed. */
import { html, raw } from "../html.ts";
import { checkMark, verdictShape } from "../shapes.ts";
import { answerOffline, type OfflineAnswer, readyUntil, refreshLists } from "./kept-lists.ts";
import { offlineWords } from "./offline-words.ts";

/** Answers what became of it; the page goes on either way. */
export async function keepLists(): Promise<string> {
  return refreshLists(localStorage, fetched, new Date().toISOString());
}

/** Until which day the kept lists answer; `undefined` where they do not. */
export function keptUntil(): string | undefined {
  return readyUntil(localStorage, new Date().toISOString());
}

/** Fills `place` with the answer for a path of a label or carton. */
export function showOffline(place: HTMLElement, path: string): void {
  const answer = answerOffline(localStorage, path, new Date().toISOString());
  place.innerHTML = cardOf(answer, path).markup;
  place.dataset.verdict = answer.is === "signed" ? "V9" : answer.is === "forged" ? "V1" : "none";
  place.hidden = false;
  place.scrollIntoView({ block: "start" });
}

function cardOf(answer: OfflineAnswer, path: string) {
  const words = offlineWords(document);
  const { title, lead, more, tone } = words.said(answer);
  const list = (items: readonly string[], status: "passed" | "failed" | "not-run") =>
    html`<ul class="checks">${items.map((item) => html`<li class="${status}">${checkMark(status)}<span>${item}</span></li>`)}</ul>`;
  const { checked, failed, unchecked } = words.checks(answer);
  return html`<section class="verdict ${tone}" role="status">${verdictShape(tone)}<h1>${title}</h1><div class="say">${lead !== "" && html`<p class="lead">${lead}</p>`}${more.map((text) => html`<p>${text}</p>`)}${facts(answer, words)}
${checked.length > 0 && html`<p class="group">${words.text.checked}</p>${list(checked, "passed")}`}${failed.length > 0 && html`<p class="group">${words.text.failed}</p>${list(failed, "failed")}`}<p class="group">${words.text.notChecked}</p>${list(unchecked, "not-run")}
<p class="next"><b>${words.text.next}</b>${words.text.goOnline}</p><p><a class="button" href="${path + location.search}">${words.text.tryAgain}</a></p></div></section>`;
}

function facts(answer: OfflineAnswer, { text }: ReturnType<typeof offlineWords>) {
  if (answer.is !== "signed") return raw("");
  const { payload, key } = answer;
  const code = payload.code.match(/.{1,4}/g) ?? [];
  return html`<dl class="facts"><dt>${text.maker}</dt><dd>${key.makerName}</dd><dt>${text.code}</dt><dd><span class="mono grouped" translate="no">${code.map((four) => html`<span>${four}</span>`)}</span></dd><dt>${text.issuedOn}</dt><dd>${payload.issuedOn} UTC</dd><dt>${text.key}</dt><dd class="mono" translate="no">${key.kid}</dd></dl>`;
}

async function fetched(path: string): Promise<string | undefined> {
  try {
    const answer = await fetch(path, { cache: "no-cache" });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}
