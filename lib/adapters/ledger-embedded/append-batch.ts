/** Many events, one database transaction: checks, rows, tree nodes and the signed head become durable together or not at all. */
import type { PoolClient } from "pg";
import { apply } from "../../domain/event/apply.ts";
import type { Hash, Id16, LedgerEvent, Subject, Time } from "../../domain/event/event.ts";
import type { Refusal } from "../../domain/event/refusal.ts";
import type { States, SubjectState } from "../../domain/event/state.ts";
import { subjectsOf } from "../../domain/event/subjects-of.ts";
import { type KnownIssuers, verifySignatures } from "../../domain/event/verify-signatures.ts";
import { logEntry } from "../../domain/log/log-entry.ts";
import { hashLeaf } from "../../domain/log/merkle-tree.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { Receipt } from "../../ports/ledger.ts";
import type { LogHead } from "../log-head.ts";
import { growTree } from "../log-nodes.ts";
import { insertEntries, insertNodes, upsertStates } from "../log-rows.ts";
import { loadStates } from "../stored-entries.ts";

/** An event of good form; `bytes` is the canonical JSON of all of it. */
export type Submission = { readonly event: LedgerEvent; readonly bytes: string; readonly eventHash: Hash };
export type Answer = Result<Receipt, Refusal>;
/** What the queue hands on: an answer, or the fault of this one event. */
export type Outcome = Answer | Error;

type Accepted = Submission & { readonly receipt: Receipt; readonly entry: Uint8Array };
type Known = { readonly bytes: string; readonly receipt: Receipt };

/**
 * What the ledger answers to each submission, and the tree with what was accepted. Writes rows, commits nothing.
 * Answers are in the order of the submissions. One refusal never touches its neighbours.
 */
export async function writeBatch(
  client: PoolClient,
  head: LogHead,
  submissions: readonly Submission[],
  now: Time,
  issuers: KnownIssuers,
): Promise<{ answers: Outcome[]; head: LogHead }> {
  // Order is the position; the ledger's time never runs backward even if the machine's clock does.
  const time = now > head.time ? now : head.time;
  const known = await knownEvents(client, submissions);
  const states = await statesFor(client, submissions);
  const accepted: Accepted[] = [];
  const changed = new Set<Subject>();
  let { network } = head;

  const answers = submissions.map((submission): Outcome => {
    const before = known.get(submission.event.body.eventId);
    if (before) return again(before, submission);
    const next = judge(states, submission.event, { time, network, issuers });
    if (next instanceof Error || !next.ok) return next;
    const position = { index: head.size + accepted.length };
    const receipt: Receipt = { position, eventHash: submission.eventHash, time };
    for (const [subject, state] of next.value) {
      states.set(subject, state);
      changed.add(subject);
    }
    network ??= submission.event.body.network;
    accepted.push({ ...submission, receipt, entry: logEntry(submission.event) });
    known.set(submission.event.body.eventId, { bytes: submission.bytes, receipt });
    return ok(receipt);
  });
  if (accepted.length === 0) return { answers, head };

  await insertEntries(
    client,
    accepted.map(({ event, receipt, ...row }) => ({
      ...row,
      index: receipt.position.index,
      eventId: event.body.eventId,
      time: receipt.time,
    })),
  );
  await upsertStates(client, changed, states, head.size + accepted.length - 1);
  const grown = growTree(
    head.frontier,
    head.size,
    accepted.map(({ entry }) => hashLeaf(entry)),
  );
  await insertNodes(client, grown.made);
  return {
    answers,
    head: { size: head.size + accepted.length, frontier: grown.frontier, time, network },
  };
}

/** The first answer again; another event under the same id is nobody's right. */
function again(before: Known, { bytes }: Submission): Answer {
  if (before.bytes === bytes) return ok(before.receipt);
  return refuse({ code: "malformed", detail: "another event with this eventId is on the ledger" });
}

/** The next state of each changed subject. A rule book that throws is a fault of one event, not of its neighbours. */
function judge(
  states: States,
  event: LedgerEvent,
  tx: { time: Time; network?: Id16; issuers: KnownIssuers },
): Result<[Subject, SubjectState][], Refusal> | Error {
  try {
    const signers = verifySignatures(event, states, tx);
    if (!signers.ok) return signers;
    const next = apply(states, event, { ...tx, signers: signers.value });
    if (!next.ok) return next;
    return ok(subjectsOf(event).changes.map((subject) => [subject, next.value.get(subject)!]));
  } catch (cause) {
    return new Error(`the rule book failed on event ${event.body.eventId}`, { cause });
  }
}

async function knownEvents(client: PoolClient, submissions: readonly Submission[]): Promise<Map<string, Known>> {
  const { rows } = await client.query<{
    event_id: string;
    event_hash: Hash;
    log_index: string;
    bytes: string;
    committed_at: Time;
  }>({
    name: "ledger-known",
    text: "SELECT event_id, event_hash, log_index, bytes, committed_at FROM ledger_entry WHERE event_id = ANY($1)",
    values: [submissions.map(({ event }) => event.body.eventId)],
  });
  return new Map(
    rows.map((row) => {
      const position = { index: Number(row.log_index) };
      return [
        row.event_id,
        { bytes: row.bytes, receipt: { position, eventHash: row.event_hash, time: row.committed_at } },
      ];
    }),
  );
}

async function statesFor(client: PoolClient, submissions: readonly Submission[]): Promise<Map<Subject, SubjectState>> {
  const subjects = new Set(
    submissions.flatMap(({ event }) => {
      const { changes, reads } = subjectsOf(event);
      return [...changes, ...reads];
    }),
  );
  return loadStates(client, [...subjects]);
}
