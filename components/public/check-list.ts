/** What was checked and what was not, both in full: silence reads as "passed". */
import type { Check } from "../../lib/domain/verify/checks.ts";
import { type Html, html } from "./html.ts";
import type { Messages } from "./messages.ts";
import { checkMark } from "./shapes.ts";

/** Where a check that this page cannot run is run. */
export type Ways = Partial<Readonly<Record<Check["name"], Html>>>;

export function checkList(checks: readonly Check[], messages: Messages, ways: Ways = {}): Html {
  const reason = onlyReason(checks);
  if (reason !== undefined)
    return html`<section class="panel"><h2>${messages.checks}</h2><p class="none">${messages.noneChecked} ${reason}</p>
<p class="small">${checks.map((check) => messages.checkNames[check.name]).join(" · ")}</p></section>`;
  return html`<section class="panel"><h2>${messages.checks}</h2>
${group(messages.failedList, ofStatus(checks, "failed"), messages)}
${group(messages.checkedList, ofStatus(checks, "passed"), messages)}
${group(messages.notCheckedList, ofStatus(checks, "not-run"), messages, ways)}</section>`;
}

/** The one reason why nothing was run, where there is only one. */
function onlyReason(checks: readonly Check[]): string | undefined {
  const [first] = checks;
  const alike = checks.every((check) => check.status === "not-run" && check.because === first?.because);
  return alike ? first?.because : undefined;
}

function ofStatus(checks: readonly Check[], status: Check["status"]): Check[] {
  return checks.filter((check) => check.status === status);
}

function group(title: string, checks: readonly Check[], messages: Messages, ways: Ways = {}): Html | false {
  if (checks.length === 0) return false;
  return html`<h3 class="group">${title}</h3><ul class="checks">${checks.map((check) => line(check, messages, ways[check.name]))}</ul>`;
}

function line(check: Check, messages: Messages, way?: Html): Html {
  const status = check.status === "not-run" ? messages.notRun : messages[check.status];
  return html`<li class="${check.status}">${checkMark(check.status)}<div>${messages.checkNames[check.name]} <span class="small">(${status})</span><p class="small">${check.because}${way && html` ${way}`}</p></div></li>`;
}
