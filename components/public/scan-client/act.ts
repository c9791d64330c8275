/** What the page does with an outcome: opens our own page, lists several codes, refuses what is not ours. */
import { emptyList, listItems } from "./found-list.ts";
import type { Outcome } from "./outcome.ts";
import { OURS, parts, say, sentence } from "./parts.ts";

/** @param open leads to one of our own paths */
export function act(outcome: Outcome, open: (path: string) => void): void {
  if (outcome.is === "many") say("many", { count: listItems(outcome.items) });
  else actOnOne(outcome, open);
}

function actOnOne(outcome: Exclude<Outcome, { is: "many" }>, open: (path: string) => void): void {
  emptyList();
  showForeign(outcome.is === "foreign" ? outcome : undefined);
  if (outcome.is === "no") say(outcome.sentence, outcome.values);
  else if (outcome.is === "foreign") say("refused");
  else open(outcome.path);
}

/** As text only: nothing that a stranger's QR code says is opened or made a link, but its code may be looked up here. */
export function showForeign(outcome: (Outcome & { is: "foreign" }) | undefined): void {
  parts.foreign.hidden = !outcome;
  if (!outcome) return;
  parts.foreignTitle.textContent = sentence(outcome.path ? "otherAddressTitle" : titleOf(outcome.text));
  const values = { host: hostOf(outcome.text), ours: hostOf(OURS[1] ?? location.origin) };
  parts.foreignWhy.textContent = sentence(outcome.path ? "otherAddressWhy" : "notOpened", values);
  parts.foreignText.textContent = outcome.text.slice(0, 400);
  parts.foreignPath.hidden = !outcome.path;
  if (outcome.path) parts.foreignPath.href = outcome.path + location.search;
}

/** What a phone's own camera would do with it; here nothing happens. */
function titleOf(text: string) {
  if (/^https?:/i.test(text)) return "foreignLink";
  if (/^(javascript|data|vbscript|blob|file|intent|market):/i.test(text)) return "foreignScript";
  if (/^(wifi|tel|sms|smsto|mailto|begin|mecard|geo|bitcoin|upi|weixin|alipays?|otpauth):/i.test(text))
    return "foreignAction";
  return "notOursTitle";
}

/** As the address bar would show it: everything between the slashes, so that a name before an `@` deceives nobody. */
function hostOf(text: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#\s]+)/i.exec(text)?.[1]?.toLowerCase() ?? "";
}
