/**
 * The worker's side of a write: from a journal row to events on the ledger, and never twice.
 * What was signed is stored before it is sent; after a crash the same bytes are sent again, never new ones (design.md section 11).
 */
import { setTimeout as sleep } from "node:timers/promises";
import { canonicalJson, type Json } from "../domain/event/canonical-json.ts";
import type { LedgerEvent } from "../domain/event/event.ts";
import type { Refusal } from "../domain/event/refusal.ts";
import { sentenceOf } from "../domain/event/refusal-sentence.ts";
import type { SubjectState } from "../domain/event/state.ts";
import { ok, type Result, refuse } from "../domain/result.ts";
import type { Journal, JournalEntry, JournalEvent } from "../ports/journal.ts";
import type { Ledger } from "../ports/ledger.ts";
import type { Actor } from "./actor.ts";
import { type Command, commandSchema } from "./commands.ts";
import { type Desk, type DeskDeps, openDesk } from "./desk.ts";
import { mayDo } from "./may.ts";
import type { Problem } from "./operation.ts";
import { carryOut } from "./verbs/index.ts";

export type PerformDeps = DeskDeps & {
  readonly journal: Journal;
  readonly ledger: Ledger;
  /** Resolves when the read model shows this event and all before it. */
  readonly caughtUpTo: (index: number) => Promise<void>;
};

/** A read model that is further behind is somebody's alarm; what is recorded is recorded all the same. */
const CATCH_UP_MS = 10_000;

/** How often an event that came too late is written anew. */
const ATTEMPTS = 5;

/** Takes one row to its end. A fault leaves it as it stands; performing it again goes on from there. */
export async function performCommand(deps: PerformDeps, entry: JournalEntry): Promise<void> {
  const stored = entry.events.filter(({ state }) => state === "stored");
  if (stored.length > 0) {
    const recorded = entry.events.filter(({ state }) => state === "recorded").length;
    const sent = await send(deps, entry.id, stored, recorded, problemOf);
    return sent.ok ? finishRecorded(deps, entry.id) : finishRefused(deps, entry.id, sent.error.problem);
  }
  // Only the last event says how it ended: one before it may be recorded while the last was refused.
  const last = entry.events.at(-1);
  if (last?.state === "recorded") return finishRecorded(deps, entry.id);
  if (last) return finishRefused(deps, entry.id, (entry.problem as Problem | undefined) ?? CUT_SHORT);
  const command = commandSchema.safeParse(entry.command);
  if (!command.success) return finishRefused(deps, entry.id, NOT_UNDERSTOOD);
  const actor = entry.actor as unknown as Actor;
  const allowed = mayDo(actor, command.data.kind);
  return allowed.ok ? attempt(deps, entry.id, actor, command.data) : finishRefused(deps, entry.id, allowed.error);
}

async function attempt(deps: PerformDeps, id: string, actor: Actor, command: Command): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    // The verb looks things up in the read model: it must know all that the ledger knows by now.
    if (!(await caughtUp(deps, (await deps.states.size()) - 1))) throw new Error("the read model is behind the ledger");
    const desk = await openDesk(deps, actor);
    if (desk.founder === undefined && command.kind !== "found-network") return finishRefused(deps, id, NOT_FOUNDED);
    const made = await carryOut(command, desk);
    if (!made.ok) return finishRefused(deps, id, made.error);
    if (desk.events().length === 0) return deps.journal.finish(id, { state: "recorded", result: made.value });
    const stored = await deps.journal.storeEvents(id, desk.events().map(stowed), made.value);
    const sent = await send(deps, id, stored, 0, desk.problemOf);
    if (sent.ok) return finishRecorded(deps, id);
    const { refusal, problem, half } = sent.error;
    // What is recorded stays: from its start, the verb would do the first half a second time.
    if (half || tries === ATTEMPTS || !(await mayTryAgain(refusal, desk))) return finishRefused(deps, id, problem);
  }
}

/** `half`: events of the same operation were recorded before the refused one. */
type Stopped = { readonly refusal: Refusal; readonly problem: Problem; readonly half: boolean };

/** One after the other. Those after a refused one stood on it, so they are not sent. @param before how many were recorded already */
async function send(
  deps: PerformDeps,
  id: string,
  events: readonly JournalEvent[],
  before: number,
  inWords: (refusal: Refusal) => Problem,
): Promise<Result<void, Stopped>> {
  for (const [at, { sequence, bytes }] of events.entries()) {
    const receipt = await deps.ledger.append(JSON.parse(bytes) as LedgerEvent);
    if (!receipt.ok) {
      const refusal = receipt.error;
      const recorded = before + at;
      const problem = partly(recorded, before + events.length, inWords(refusal));
      const state = refusal.code === "stale-subject" ? "superseded" : "refused";
      await deps.journal.eventRefused(id, sequence, state, plain(problem));
      return refuse({ refusal, problem, half: recorded > 0 });
    }
    const { position, eventHash, time } = receipt.value;
    await deps.journal.eventRecorded(id, sequence, { index: position.index, eventHash, time });
  }
  return ok(undefined);
}

/** Only when somebody else's newer events left custody as it was: else a person decides on what it says now. */
async function mayTryAgain(refusal: Refusal, desk: Desk): Promise<boolean> {
  if (refusal.code !== "stale-subject" || !refusal.heads) return false;
  const subjects = Object.keys(refusal.heads);
  const now = await desk.deps.states.states(subjects);
  return subjects.every((subject) => custodyOf(now.get(subject)) === custodyOf(desk.stateBefore(subject)));
}

/** What a person decided on, as text: who has it, whether it is offered, closed or answered, and what speaks against moving it. */
function custodyOf(state: SubjectState | undefined): string {
  switch (state?.is) {
    case "module":
      return canonicalJson({
        custody: state.custody,
        offer: state.offer,
        disputed: state.disputed,
        stolen: state.stolen,
        scrapped: state.scrapped,
        installed: state.installed,
        label: state.label,
      });
    case "container":
      return canonicalJson({
        custody: state.custody,
        offer: state.offer,
        disputed: state.disputed,
        emptied: state.emptied,
        stolen: state.stolen,
      });
    case "lot":
    case "label":
    case "transfer":
      return state.status;
    case "key":
      return String(state.revoked !== undefined);
    case "member":
      return String(state.active);
    default:
      return state?.is ?? "";
  }
}

/** A reader who was told "recorded" sees its own write. */
async function finishRecorded(deps: PerformDeps, id: string): Promise<void> {
  const entry = await deps.journal.entry(id);
  const newest = Math.max(-1, ...(entry?.events ?? []).map(({ index = -1 }) => index));
  await caughtUp(deps, newest);
  await deps.journal.finish(id, { state: "recorded" });
}

async function caughtUp(deps: PerformDeps, index: number): Promise<boolean> {
  const reached = deps.caughtUpTo(index).then(() => true);
  const given = new AbortController();
  const late = sleep(CATCH_UP_MS, false, { signal: given.signal }).catch(() => false);
  return Promise.race([reached, late]).finally(() => given.abort());
}

function finishRefused(deps: PerformDeps, id: string, problem: Problem): Promise<void> {
  return deps.journal.finish(id, { state: "refused", problem: plain(problem) });
}

/** Without members that are `undefined`. */
function plain(problem: Problem): Json {
  return JSON.parse(JSON.stringify(problem)) as Json;
}

function stowed(event: LedgerEvent): { eventId: string; kind: string; bytes: string } {
  return { eventId: event.body.eventId, kind: event.body.kind, bytes: canonicalJson(event) };
}

function problemOf(refusal: Refusal): Problem {
  return { code: refusal.code, sentence: sentenceOf(refusal) };
}

/** Who reads "refused" must know that a part of it stands on the ledger. */
function partly(recorded: number, all: number, problem: Problem): Problem {
  if (recorded === 0) return problem;
  return {
    ...problem,
    sentence: `Steps 1 to ${recorded} of ${all} are recorded, the rest is not. ${problem.sentence}`,
    recorded: { steps: recorded, of: all },
  };
}

const CUT_SHORT: Problem = {
  code: "stale-subject",
  sentence: "The ledger refused the last step of this. Load it again and decide on what it says now.",
};
const NOT_FOUNDED: Problem = {
  code: "not-founded",
  sentence: "This installation has no network yet. Found it first, with the address that was printed at the start.",
};
const NOT_UNDERSTOOD: Problem = {
  code: "input-invalid",
  sentence: "This version does not understand the request. Send it again in the form that the API describes.",
};
