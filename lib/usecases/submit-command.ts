/** Asks for a write: the journal row comes first, the worker acts on it, and the asker waits a moment for the outcome. */
import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../domain/event/canonical-json.ts";
import type { Hash } from "../domain/event/event.ts";
import type { Clock } from "../ports/clock.ts";
import { type Journal, type NewEntry, type Opened, OutboxFull } from "../ports/journal.ts";
import type { Random } from "../ports/random.ts";
import type { Actor } from "./actor.ts";
import type { Command } from "./commands.ts";
import { requireConfirmed } from "./confirmed-acts.ts";
import { mayDo } from "./may.ts";
import type { Operation, Problem } from "./operation.ts";
import { operationOf } from "./operation-of.ts";
import { uuidOf } from "./uuid.ts";
import { withoutCodes } from "./without-codes.ts";

export type SubmitDeps = {
  readonly journal: Pick<Journal, "open" | "settled">;
  readonly clock: Clock;
  readonly random: Random;
  /** How long to wait for the worker, in milliseconds. */
  readonly waitMs?: number;
};

const WAIT_MS = 3000;

/**
 * Answers `recorded` or `refused` when the worker was quick enough, else `pending` or `checking`.
 * @param options `idempotencyKey`: of the member, kept for ever; the same command again gives the first operation again
 */
export async function submitCommand(
  deps: SubmitDeps,
  actor: Actor,
  asked: Command,
  options: { idempotencyKey?: string } = {},
): Promise<Operation> {
  const { journal, clock, random, waitMs = WAIT_MS } = deps;
  const command = withoutCodes(asked);
  const id = uuidOf(random.bytes(16));
  const at = clock.now();
  const allowed = mayDo(actor, command.kind);
  if (!allowed.ok) return refused(id, command, allowed.error, at);
  const confirmed = requireConfirmed(actor, command.kind, at);
  if (!confirmed.ok) return refused(id, command, confirmed.error, at);
  const requestHash = hashOf(command);
  if (requestHash === undefined) return refused(id, command, NO_PLAIN_TEXT, at);
  const opened = await openUnlessFull(journal, {
    id,
    member: actor.member,
    actor: plain(actor),
    kind: command.kind,
    command: plain(command),
    requestHash,
    at,
    ...(options.idempotencyKey !== undefined && { idempotencyKey: options.idempotencyKey }),
  });
  if (!opened) return refused(id, command, OUTBOX_FULL, at);
  const { entry } = opened;
  if (entry.requestHash !== requestHash) return refused(entry.id, command, KEY_REUSED, at);
  return operationOf(await journal.settled(actor.member, entry.id, waitMs));
}

async function openUnlessFull(journal: SubmitDeps["journal"], row: NewEntry): Promise<Opened | undefined> {
  try {
    return await journal.open(row);
  } catch (fault) {
    if (fault instanceof OutboxFull) return undefined;
    throw fault;
  }
}

/** Said before the journal: the same may be asked again. */
export const OUTBOX_FULL: Problem = {
  code: "outbox-full",
  sentence:
    "The network has not recorded anything for too long, and as much waits as may wait. Nothing was taken; ask again when the network answers.",
};

const KEY_REUSED: Problem = {
  code: "idempotency-key-reused",
  sentence: "This Idempotency-Key was used for another request. Send a new key with a new request.",
};

const NO_PLAIN_TEXT: Problem = {
  code: "input-invalid",
  sentence: "A text of the request holds characters that cannot be stored. Type it anew and send it again.",
};

/** A "no" before the journal: nothing was asked of anybody. */
function refused(id: string, { kind }: Command, problem: Problem, createdAt: string): Operation {
  return { id, kind, state: "refused", events: [], problem, createdAt };
}

/** Nothing for what has no canonical form: half a surrogate pair, U+0000. Neither could ever be signed. */
function hashOf(command: Command): Hash | undefined {
  try {
    return createHash("sha256")
      .update(canonicalJson(plain(command)))
      .digest("hex");
  } catch {
    return undefined;
  }
}

/** Without members that are `undefined`. */
function plain(value: Command | Actor): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
