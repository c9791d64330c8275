/** The rows of a ledger that is kept here: entries, the states that follow from them, nodes of the log's tree. Written, never changed. */
import type { PoolClient } from "pg";
import { canonicalJson } from "../domain/event/canonical-json.ts";
import type { Hash, Id16, Subject, Time } from "../domain/event/event.ts";
import type { States } from "../domain/event/state.ts";
import type { TreeNode } from "./log-nodes.ts";

/** `bytes`: canonical JSON of the whole event; `entry`: the 64 bytes of the log. */
export type EntryRow = {
  readonly index: number;
  readonly eventId: Id16;
  readonly eventHash: Hash;
  readonly bytes: string;
  readonly entry: Uint8Array;
  readonly time: Time;
};

export async function insertEntries(client: PoolClient, entries: readonly EntryRow[]): Promise<void> {
  await client.query({
    name: "ledger-insert-entries",
    text: `INSERT INTO ledger_entry (log_index, event_id, event_hash, bytes, entry, committed_at)
           SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[])`,
    values: [
      entries.map(({ index }) => index),
      entries.map(({ eventId }) => eventId),
      entries.map(({ eventHash }) => eventHash),
      entries.map(({ bytes }) => bytes),
      entries.map(({ entry }) => Buffer.from(entry)),
      entries.map(({ time }) => time),
    ],
  });
}

/** @param index of the last entry that these states follow from */
export async function upsertStates(
  client: PoolClient,
  changed: ReadonlySet<Subject>,
  states: States,
  index: number,
): Promise<void> {
  const subjects = [...changed];
  await client.query({
    name: "ledger-upsert-states",
    text: `INSERT INTO ledger_state (subject, state, log_index)
           SELECT subject, state, $3 FROM unnest($1::text[], $2::text[]) AS next(subject, state)
           ON CONFLICT (subject) DO UPDATE SET state = EXCLUDED.state, log_index = EXCLUDED.log_index`,
    values: [subjects, subjects.map((subject) => canonicalJson(states.get(subject) ?? null)), index],
  });
}

export async function insertNodes(client: PoolClient, nodes: readonly TreeNode[]): Promise<void> {
  await client.query({
    name: "ledger-insert-nodes",
    text: `INSERT INTO ledger_node (level, node_index, hash)
           SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
    values: [
      nodes.map((node) => node.level),
      nodes.map((node) => node.index),
      nodes.map((node) => Buffer.from(node.hash)),
    ],
  });
}
