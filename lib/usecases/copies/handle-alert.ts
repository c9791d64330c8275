/** What people do with an alert: take it, say something, share it, close it with a cause. */
import { type AlertOutcome, agrees, type RootCause } from "../../domain/copies/alert-words.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { AlertBook, AlertChange } from "../../ports/alert-book.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Actor } from "../actor.ts";
import type { Problem } from "../operation.ts";
import { authorOf, mayHandle } from "./who-handles.ts";

export type AlertDeps = { readonly alerts: AlertBook; readonly clock: Clock };
type Done = Promise<Result<void, Problem>>;

export const NO_ALERT: Problem = {
  code: "not-found",
  sentence: "There is no such alert, or it is not your organisation's. Check the number.",
};
const NOT_OWNER: Problem = {
  code: "alert-not-yours",
  sentence: "This alert was shared with you; its owner works on it. You can add a message.",
};
const CLOSED: Problem = {
  code: "alert-closed",
  sentence: "This alert is closed, or further along already. New evidence opens a new alert.",
};
const NO_COLLEAGUE: Problem = {
  code: "person-unknown",
  sentence:
    "Nobody of your organisation signs in with this address, and no one person has this name. Give the address of a colleague.",
};
const NO_MATCH: Problem = {
  code: "cause-outcome",
  sentence:
    "This root cause and this outcome do not go together: a harmful cause is confirmed or explained, a harmless one is a false alarm or explained, an undetermined one has no cause.",
};

export async function changeAlert(
  { alerts, clock }: AlertDeps,
  actor: Actor,
  number: string,
  change: AlertChange,
): Done {
  const may = mayHandle(actor);
  if (!may.ok) return may;
  const found = await alerts.alert(actor.member, number);
  if (!found) return refuse(NO_ALERT);
  if (found.alert.owner.member !== actor.member) return refuse(NOT_OWNER);
  if (change.what === "closed" && !agrees(change.rootCause, change.outcome)) return refuse(NO_MATCH);
  const meant = await withColleague(alerts, actor, change);
  if (meant === undefined) return refuse(NO_COLLEAGUE);
  const done = await alerts.change(actor.member, number, meant, authorOf(actor), clock.now());
  return done ? ok(undefined) : refuse(CLOSED);
}

/** Only a colleague is given an alert: nobody else could work on it, and it would be said to be somebody's who knows nothing of it. */
async function withColleague(
  alerts: AlertBook,
  { member }: Actor,
  change: AlertChange,
): Promise<AlertChange | undefined> {
  if (change.what !== "assigned") return change;
  const name = await alerts.colleague(member, change.name);
  return name === undefined ? undefined : { ...change, name };
}

/** Any party of the alert, closed or not: what was said late was said too. */
export async function sayOnAlert({ alerts, clock }: AlertDeps, actor: Actor, number: string, text: string): Done {
  const may = mayHandle(actor);
  if (!may.ok) return may;
  if (!(await alerts.alert(actor.member, number))) return refuse(NO_ALERT);
  await alerts.say({ alert: number }, authorOf(actor), text, clock.now());
  return ok(undefined);
}

/** For cases, which close with the same words. */
export function fits(rootCause: RootCause, outcome: AlertOutcome): Result<void, Problem> {
  return agrees(rootCause, outcome) ? ok(undefined) : refuse(NO_MATCH);
}
