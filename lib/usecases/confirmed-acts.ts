/** What whoever finds a signed-in browser open must not be able to do: it needs passkey or password, given a moment ago. */
import type { Time } from "../domain/event/event.ts";
import { ok, type Result, refuse } from "../domain/result.ts";
import type { Actor } from "./actor.ts";
import type { CommandKind } from "./commands.ts";
import type { Problem } from "./operation.ts";

/** What is no command of the ledger: keys, people and files. */
type OffLedger =
  | "make-api-key"
  | "end-api-key"
  | "add-person"
  | "set-roles"
  | "set-password"
  | "hand-out-labels"
  | "hand-out-consignment"
  | "hand-out-fleet-report";
export type Act = CommandKind | OffLedger;

/** The whole rule. */
export const CONFIRMED_ACTS = [
  // What leaves the factory, and by how many people's word.
  "release-lot",
  "change-member",
  // What is taken back, and what takes that back.
  "withdraw-lot",
  "recall",
  "agree-to-lift",
  "lift-recall",
  "void-labels",
  "replace-label",
  "report-stolen",
  "report-recovered",
  "scrap",
  "undo-scrap",
  "suspend-member",
  // Keys.
  "declare-label-key",
  "revoke-label-key",
  "make-api-key",
  "end-api-key",
  // People.
  "add-person",
  "set-roles",
  "set-password",
  // Files: codes and secrets of labels, the sealed records of an offer, a whole site's modules.
  "hand-out-labels",
  "hand-out-consignment",
  "hand-out-fleet-report",
] as const satisfies readonly Act[];
const LISTED: ReadonlySet<Act> = new Set(CONFIRMED_ACTS);

export const CONFIRMED_MINUTES = 5;
/** Two machines of one installation never agree to the millisecond; a confirmation from farther ahead is none. */
const CLOCKS_APART_MS = 60_000;

export const NOT_CONFIRMED: Problem = {
  code: "not-confirmed",
  sentence: `This needs your passkey or password, given within the last ${CONFIRMED_MINUTES} minutes. Confirm that it is you, then ask again.`,
};

export function isConfirmed(confirmedAt: Time | undefined, now: Time): boolean {
  const age = Date.parse(now) - Date.parse(confirmedAt ?? "");
  return age <= CONFIRMED_MINUTES * 60_000 && age >= -CLOCKS_APART_MS;
}

/** Asked behind the question whether the actor may at all. An API key is no open browser: its scopes are its limit. */
export function requireConfirmed(actor: Actor, act: Act, now: Time): Result<void, Problem> {
  if (actor.by === "key" || !LISTED.has(act) || isConfirmed(actor.confirmedAt, now)) return ok(undefined);
  return refuse(NOT_CONFIRMED);
}
