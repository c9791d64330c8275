import "server-only";

/** `truelane verify-log`: recomputes the whole log from the stored events and holds every signed head against it. */
import { bytesOfHex, hexOf } from "../../domain/bytes/hex.ts";
import { utf8Of } from "../../domain/bytes/utf8.ts";
import { eventHash } from "../../domain/event/event-bytes.ts";
import { parseEvent } from "../../domain/event/parse-event.ts";
import { parseCheckpoint, parseNote, verifyNote } from "../../domain/log/checkpoint.ts";
import { append, EMPTY_FRONTIER, rootOfFrontier } from "../../domain/log/compact-tree.ts";
import { logEntry } from "../../domain/log/log-entry.ts";
import { hashLeaf } from "../../domain/log/merkle-tree.ts";
import { pool } from "../pool.ts";
import type { Command } from "./command.ts";

const PAGE = 1000;
const MOST_FINDINGS = 20;

type Head = { readonly size: number; readonly note: string };
type Finding = { readonly at: number; readonly code: string; readonly sentence: string };

export const verifyLog: Command = {
  usage: "",
  purpose: "recomputes the log from its events and checks every signed head",
  async run() {
    const [heads, keys] = await Promise.all([readHeads(), readKeys()]);
    const findings: Finding[] = [];
    const bySize = new Map(heads.map((head) => [head.size, head]));
    let tree = EMPTY_FRONTIER;
    for await (const row of entries()) {
      const leaf = leafOf(row, tree.size, findings);
      if (!leaf) break;
      tree = append(tree, leaf);
      const head = bySize.get(tree.size);
      if (head) findings.push(...findingsOfHead(head, hexOf(rootOfFrontier(tree)), keys));
    }
    for (const { size } of heads) {
      if (size > tree.size)
        findings.push({
          at: size,
          code: "head-beyond",
          sentence: `a head of ${size} entries was signed, only ${tree.size} are here`,
        });
    }
    const root = tree.size > 0 ? hexOf(rootOfFrontier(tree)) : null;
    const good = findings.length === 0;
    return {
      exit: good ? "good" : "negative",
      json: {
        ok: good,
        entries: tree.size,
        root,
        heads: heads.length,
        findings: findings.slice(0, MOST_FINDINGS),
        more: Math.max(0, findings.length - MOST_FINDINGS),
      },
      lines: good
        ? [`${tree.size} entries, ${heads.length} signed heads: everything fits.`, ...(root ? [`root ${root}`] : [])]
        : findings.slice(0, MOST_FINDINGS).map(({ at, sentence }) => `entry ${at}: ${sentence}`),
    };
  },
};

type EntryRow = { log_index: string; event_hash: string; bytes: string; entry: Buffer };

async function* entries(): AsyncGenerator<EntryRow> {
  for (let next = 0; ; next += PAGE) {
    const { rows } = await pool().query<EntryRow>(
      "SELECT log_index, event_hash, bytes, entry FROM ledger_entry WHERE log_index >= $1 ORDER BY log_index LIMIT $2",
      [next, PAGE],
    );
    yield* rows;
    if (rows.length < PAGE) return;
  }
}

/** The leaf as the event itself gives it; what the row says beside it is only compared. */
function leafOf(row: EntryRow, due: number, findings: Finding[]): Uint8Array | undefined {
  const at = Number(row.log_index);
  const no = (code: string, sentence: string) => void findings.push({ at, code, sentence });
  if (at !== due) {
    no("gap", `entry ${due} is missing`);
    return undefined;
  }
  const event = parseEvent(utf8Of(row.bytes));
  if (!event.ok) {
    no("event-malformed", `its event cannot be read: ${event.error.detail ?? event.error.code}`);
    return undefined;
  }
  if (eventHash(event.value.body) !== row.event_hash) no("event-hash", "its event has another hash than the row says");
  const entry = logEntry(event.value);
  const stored = bytesOfHex(row.entry.toString("hex"));
  if (!stored.ok || hexOf(stored.value) !== hexOf(entry)) no("entry-bytes", "its log entry is not that of its event");
  return hashLeaf(entry);
}

function findingsOfHead({ size, note }: Head, root: string, keys: readonly string[]): Finding[] {
  const parsed = parseNote(note);
  const head = parsed.ok ? parseCheckpoint(parsed.value.body) : parsed;
  if (!head.ok)
    return [
      { at: size, code: "head-malformed", sentence: `the head of size ${size} cannot be read: ${head.error.detail}` },
    ];
  const found: Finding[] = [];
  if (head.value.size !== size || hexOf(head.value.root) !== root) {
    found.push({
      at: size,
      code: "head-differs",
      sentence: `the head signed for size ${size} names another root than these events give`,
    });
  }
  if (!verifyNote(note, keys).some(({ status }) => status === "passed")) {
    found.push({
      at: size,
      code: "head-unsigned",
      sentence: `the head of size ${size} carries no good signature of this log`,
    });
  }
  return found;
}

async function readHeads(): Promise<Head[]> {
  const { rows } = await pool().query<{ size: string; note: string }>(
    "SELECT size, note FROM ledger_checkpoint ORDER BY size",
  );
  return rows.map((row) => ({ size: Number(row.size), note: row.note }));
}

async function readKeys(): Promise<string[]> {
  const { rows } = await pool().query<{ verifier_key: string }>(
    "SELECT verifier_key FROM ledger_log_key ORDER BY since",
  );
  return rows.map((row) => row.verifier_key);
}
