/** A case from opening to closing: over alerts of one owner, confirmed by two people of it. */
import {
  ALERT_WORKING_DAYS,
  type AlertOutcome,
  type CaseFinding,
  type RootCause,
  workingDaysLater,
} from "../../domain/copies/alert-words.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { Random } from "../../ports/random.ts";
import type { Actor } from "../actor.ts";
import type { Problem } from "../operation.ts";
import { uuidOf } from "../uuid.ts";
import { type AlertDeps, fits } from "./handle-alert.ts";
import { authorOf, mayDecide, mayHandle } from "./who-handles.ts";

export const NO_CASE: Problem = {
  code: "not-found",
  sentence: "There is no such case, or it is not your organisation's. Check the number.",
};
const NO_ALERTS: Problem = {
  code: "alerts-unknown",
  sentence: "A case is opened over alerts that are your own, open, and in no other case. Check their numbers.",
};
const DECIDED: Readonly<Record<"same-person" | "other-finding" | "closed", Problem>> = {
  "same-person": {
    code: "same-person",
    sentence: "You have decided already. A second person of your organisation must look at it.",
  },
  "other-finding": {
    code: "other-finding",
    sentence: "The first person found something else. Talk to each other, then decide the same.",
  },
  closed: { code: "case-closed", sentence: "This case is not waiting for this decision." },
};
const NOT_CLOSABLE: Problem = {
  code: "case-not-closable",
  sentence:
    "A confirmed case is closed as confirmed, any other with another outcome. To close it differently, two people decide first.",
};

export async function openCase(
  { alerts, clock, random }: AlertDeps & { readonly random: Random },
  actor: Actor,
  { title, alerts: numbers }: { readonly title: string; readonly alerts: readonly string[] },
): Promise<Result<string, Problem>> {
  const may = mayHandle(actor);
  if (!may.ok) return may;
  const at = clock.now();
  const opened = {
    id: uuidOf(random.bytes(16)),
    title,
    member: actor.member,
    alerts: numbers,
    at,
    deadline: workingDaysLater(at, ALERT_WORKING_DAYS),
  };
  const number = await alerts.openCase(opened, authorOf(actor));
  return number === undefined ? refuse(NO_ALERTS) : ok(number);
}

export async function sayOnCase(
  { alerts, clock }: AlertDeps,
  actor: Actor,
  number: string,
  text: string,
): Promise<Result<void, Problem>> {
  const may = mayHandle(actor);
  if (!may.ok) return may;
  if (!(await alerts.case(actor.member, number))) return refuse(NO_CASE);
  await alerts.say({ case: number }, authorOf(actor), text, clock.now());
  return ok(undefined);
}

/** `waiting`: one person has decided, the second is missing. Only people of the owner decide. */
export async function decideCase(
  { alerts, clock }: AlertDeps,
  actor: Actor,
  number: string,
  decided: { readonly decision: "confirm"; readonly finding: CaseFinding } | { readonly decision: "clear" },
): Promise<Result<"waiting" | "decided", Problem>> {
  const who = mayDecide(actor);
  if (!who.ok) return who;
  const found = await alerts.case(actor.member, number);
  if (found?.owner.member !== actor.member) return refuse(NO_CASE);
  const finding = decided.decision === "confirm" ? decided.finding : null;
  const answer = await alerts.decide(
    number,
    { decision: decided.decision, finding, ...who.value, at: clock.now() },
    authorOf(actor),
  );
  if (answer === "noted") return ok("waiting");
  return answer === "decided" ? ok("decided") : refuse(DECIDED[answer]);
}

export async function closeCase(
  { alerts, clock }: AlertDeps,
  actor: Actor,
  number: string,
  end: { readonly rootCause: RootCause; readonly outcome: AlertOutcome },
): Promise<Result<void, Problem>> {
  const may = mayDecide(actor);
  if (!may.ok) return may;
  const agreed = fits(end.rootCause, end.outcome);
  if (!agreed.ok) return agreed;
  const found = await alerts.case(actor.member, number);
  if (found?.owner.member !== actor.member) return refuse(NO_CASE);
  return (await alerts.closeCase(number, end, authorOf(actor), clock.now())) ? ok(undefined) : refuse(NOT_CLOSABLE);
}
