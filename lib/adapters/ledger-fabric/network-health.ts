/** What the rows say of the network, for processes without a connection to it: how far it is kept here, who answers, forks. */
import type { Queryable } from "../log-store.ts";

export type NetworkHealth = {
  /** The last block that is kept here; -1 before the first. */
  readonly block: number;
  /** The newest answer of any peer, ISO; `null` when none has ever answered. */
  readonly answeredAt: string | null;
  /** No peer has answered for longer than a few looks take. */
  readonly unreachable: boolean;
  /** How many blocks the highest peer has that are not kept here. */
  readonly behind: number;
  readonly forked: boolean;
};

export async function networkHealth(db: Queryable): Promise<NetworkHealth> {
  const { rows } = await db.query<{
    block: string;
    answered_at: Date | null;
    unreachable: boolean;
    height: string;
    forked: boolean;
  }>({
    name: "fabric-health",
    text: `SELECT coalesce((SELECT max(number) FROM fabric_block), -1) AS block, p.answered_at, p.height,
             p.answered_at IS NULL OR p.answered_at < now() - interval '20 seconds' AS unreachable,
             EXISTS (SELECT FROM fabric_fork) AS forked
           FROM (SELECT max(answered_at) AS answered_at, coalesce(max(height), 0) AS height FROM fabric_peer) AS p`,
  });
  const row = rows[0]!;
  const block = Number(row.block);
  return {
    block,
    answeredAt: row.answered_at?.toISOString() ?? null,
    unreachable: row.unreachable,
    behind: Math.max(0, Number(row.height) - 1 - block),
    forked: row.forked,
  };
}

export type PeerWord = {
  readonly address: string;
  readonly height: number | null;
  readonly problem: string | null;
};

/** What each peer said last. */
export async function peerWords(db: Queryable): Promise<readonly PeerWord[]> {
  const { rows } = await db.query<{ address: string; height: string | null; problem: string | null }>(
    "SELECT address, height, problem FROM fabric_peer ORDER BY address",
  );
  return rows.map((row) => ({ ...row, height: row.height === null ? null : Number(row.height) }));
}

/** Blocks behind the highest peer from which on a peer lags. */
const LAGS = 20;

export type PeerJudgement = { readonly address: string; readonly good: boolean; readonly because: string };

/** Each peer beside the others: who answers, who lags, and what to look at. */
export function judgePeers(words: readonly PeerWord[]): PeerJudgement[] {
  const highest = Math.max(0, ...words.map(({ height }) => height ?? 0));
  return words.map(({ address, height, problem }) => {
    const behind = highest - (height ?? 0);
    if (problem !== null) return { address, good: false, because: problem };
    if (behind < LAGS) return { address, good: true, because: `${height} blocks` };
    const next = "look at its log and at its way to the orderers";
    return { address, good: false, because: `lags: ${height} blocks, ${behind} behind the highest peer; ${next}` };
  });
}
