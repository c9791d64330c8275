/** Recomputes a stored embedded ledger from its events alone, and compares everything that is stored beside them. */
import type pg from "pg";
import { rootAt } from "../../lib/adapters/log-store.ts";
import { readEntries } from "../../lib/adapters/stored-entries.ts";
import { hexOf } from "../../lib/domain/bytes/hex.ts";
import { apply } from "../../lib/domain/event/apply.ts";
import { canonicalJson } from "../../lib/domain/event/canonical-json.ts";
import { eventHash } from "../../lib/domain/event/event-bytes.ts";
import type { SubjectState } from "../../lib/domain/event/state.ts";
import { verifySignatures } from "../../lib/domain/event/verify-signatures.ts";
import { verifyNote } from "../../lib/domain/log/checkpoint.ts";
import { append, EMPTY_FRONTIER, rootOfFrontier } from "../../lib/domain/log/compact-tree.ts";
import { logEntry } from "../../lib/domain/log/log-entry.ts";
import { hashLeaf } from "../../lib/domain/log/merkle-tree.ts";
import { expectOk } from "../../lib/domain/result.ts";

export type Replayed = {
  readonly size: number;
  readonly places: ReadonlyMap<string, { index: number; eventHash: string }>;
};

/** @throws for the first thing that does not recompute. `places`: where each event id stands. */
export async function replayLedger(pool: pg.Pool): Promise<Replayed> {
  const states = new Map<string, SubjectState>();
  const places = new Map<string, { index: number; eventHash: string }>();
  const roots = new Map<number, string>();
  let frontier = EMPTY_FRONTIER;
  let network: string | undefined;
  for (let size = 0; ; size = frontier.size) {
    const page = await readEntries(pool, size, 500);
    if (page.length === 0) break;
    for (const { position, event, time } of page) {
      if (position.index !== frontier.size)
        throw new Error(`entry ${position.index} stands where ${frontier.size} is due`);
      if (places.has(event.body.eventId)) throw new Error(`event ${event.body.eventId} is there twice`);
      const signers = expectOk(verifySignatures(event, states, { time }));
      for (const [subject, state] of expectOk(apply(states, event, { time, signers, ...(network && { network }) })))
        states.set(subject, state);
      network ??= event.body.network;
      places.set(event.body.eventId, { index: position.index, eventHash: eventHash(event.body) });
      frontier = append(frontier, hashLeaf(logEntry(event)));
      roots.set(frontier.size, hexOf(rootOfFrontier(frontier)));
    }
  }
  await compareStates(pool, states);
  await compareHeads(pool, roots);
  return { size: frontier.size, places };
}

async function compareStates(pool: pg.Pool, states: ReadonlyMap<string, SubjectState>): Promise<void> {
  const { rows } = await pool.query<{ subject: string; state: string }>("SELECT subject, state FROM ledger_state");
  if (rows.length !== states.size)
    throw new Error(`${rows.length} states are stored, ${states.size} follow from the events`);
  for (const { subject, state } of rows) {
    const replayed = states.get(subject);
    if (!replayed || canonicalJson(replayed) !== state)
      throw new Error(`the state of ${subject} does not follow from the events`);
  }
}

/** Every head that was ever signed is the root of the events that are there now. */
async function compareHeads(pool: pg.Pool, roots: ReadonlyMap<number, string>): Promise<void> {
  const keys = await pool.query<{ verifier_key: string }>("SELECT verifier_key FROM ledger_log_key");
  const { rows } = await pool.query<{ size: string; root: Buffer; note: string }>(
    "SELECT size, root, note FROM ledger_checkpoint",
  );
  for (const { size, root, note } of rows) {
    const stored = await rootAt(pool, Number(size));
    if (roots.get(Number(size)) !== hexOf(root)) throw new Error(`the head of ${size} was signed over other events`);
    if (!stored || hexOf(stored) !== hexOf(root)) throw new Error(`the stored nodes give another root for ${size}`);
    const findings = verifyNote(
      note,
      keys.rows.map((row) => row.verifier_key),
    );
    if (findings[0]?.status !== "passed") throw new Error(`the signature of the head of ${size} is not right`);
  }
  const newest = Math.max(0, ...rows.map((row) => Number(row.size)));
  if (newest !== roots.size) throw new Error(`${roots.size} events, but the newest signed head has ${newest}`);
}
