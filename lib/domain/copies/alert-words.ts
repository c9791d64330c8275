/** Alerts and cases in the words of trust.md section 8: closed lists, what follows what, and by when somebody must have acted. */
import type { Time } from "../event/event.ts";
import { RULES } from "./contradiction.ts";
import { DAY, msOf } from "./visit.ts";

/** The rule that fired, what a reconciler found, or a person's report. */
export const ALERT_CLASSES = [
  ...RULES,
  "serial-unknown",
  "lot-unknown",
  "lot-serial-mismatch",
  "date-mismatch",
  "already-retired",
  "custody-contradiction",
  "eeprom-mismatch",
  "report",
] as const;
export type AlertClass = (typeof ALERT_CLASSES)[number];

export const ALERT_STATES = ["open", "acknowledged", "investigating", "closed"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export const HARMLESS_CAUSES = [
  "data-not-uploaded",
  "data-late",
  "data-wrong",
  "caps-lock",
  "keyboard-layout-or-ime",
  "group-separator",
  "outdated-software",
  "procedure",
  "partner-did-not-scan",
  "same-person-again",
  "network-retry",
  "typed-wrong",
  "ip-location-wrong",
  "test-label",
  "system-fault",
] as const;
export const HARMFUL_CAUSES = [
  "label-copied",
  "label-moved",
  "code-list-leak",
  "dealer-pre-query",
  "pack-reused",
  "over-issue",
  "eeprom-recoded",
  "eeprom-cloned",
  "return-swapped",
  "diverted",
  "stolen",
  "fake-page",
] as const;
export const ROOT_CAUSES = [...HARMLESS_CAUSES, ...HARMFUL_CAUSES, "not-determined"] as const;
export type RootCause = (typeof ROOT_CAUSES)[number];

export const OUTCOMES = ["false-alarm", "explained", "confirmed", "undetermined"] as const;
export type AlertOutcome = (typeof OUTCOMES)[number];

export const FINDINGS = ["counterfeit", "stolen", "diverted"] as const;
export type CaseFinding = (typeof FINDINGS)[number];

/** Whether this cause and this outcome can stand together: nobody confirms a caps-lock key. */
export function agrees(cause: RootCause, outcome: AlertOutcome): boolean {
  if (outcome === "undetermined") return cause === "not-determined";
  if (outcome === "confirmed") return (HARMFUL_CAUSES as readonly string[]).includes(cause);
  return (
    cause !== "not-determined" && (outcome === "explained" || (HARMLESS_CAUSES as readonly string[]).includes(cause))
  );
}

/** An alert goes forward only; closed is the end, new evidence is a new alert. */
export function mayBecome(now: AlertState, next: AlertState): boolean {
  return ALERT_STATES.indexOf(next) > ALERT_STATES.indexOf(now);
}

/** Somebody acts within two working days. */
export const ALERT_WORKING_DAYS = 2;

/** The same time of day so many working days later; Saturday and Sunday, UTC, are none. */
export function workingDaysLater(at: Time, days: number): Time {
  let ms = msOf(at);
  for (let left = days; left > 0; ) {
    ms += DAY;
    if (isWorkingDay(ms)) left -= 1;
  }
  return timeOf(ms);
}

/** 1970-01-01 was a Thursday. */
function isWorkingDay(ms: number): boolean {
  const weekday = (Math.floor(ms / DAY) + 4) % 7;
  return weekday !== 0 && weekday !== 6;
}

/** Civil date from days since 1970, after Howard Hinnant's days algorithms: the core has no platform to ask. */
export function timeOf(ms: number): Time {
  const days = Math.floor(ms / DAY);
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const ofEra = z - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const civil = year + era * 400 + (month <= 2 ? 1 : 0);
  const rest = ms - days * DAY;
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = `${two(Math.floor(rest / 3_600_000))}:${two(Math.floor(rest / 60_000) % 60)}:${two(Math.floor(rest / 1000) % 60)}`;
  return `${String(civil).padStart(4, "0")}-${two(month)}-${two(day)}T${clock}.${String(rest % 1000).padStart(3, "0")}Z`;
}
