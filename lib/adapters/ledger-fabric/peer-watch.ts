/** Asks every peer for its height now and then: who answers, who lags, and whether the one that is followed stands still. */
import { setTimeout as sleep } from "node:timers/promises";
import { common } from "@hyperledger/fabric-protos";
import type { Pool } from "pg";
import { faultSentence } from "./fault-sentence.ts";
import type { Gateways, PeerConnection } from "./gateways.ts";

export type PeerWatchParts = {
  readonly pool: Pool;
  readonly gateways: readonly Gateways[];
  /** The last block that is kept here. */
  readonly kept: () => number;
  /** The address whose blocks are followed now, and how to leave it. */
  readonly followed: () => string | undefined;
  readonly leave: () => void;
  /** Why no blocks are taken from the peer at this address; nothing while they are. */
  readonly refusal: (address: string) => string | undefined;
  /** Why nothing can be recorded through the peer at this address; nothing while it can. */
  readonly complaint?: (address: string) => string | undefined;
  /** Milliseconds between two looks. */
  readonly every?: number;
};

const EVERY_MS = 5000;
/** So many looks in a row behind the highest peer, and the stream moves on to another one. */
const PATIENCE = 2;

export type PeerWatch = {
  /** The highest number of blocks that any peer names; `undefined` when none answers. */
  height(): Promise<number | undefined>;
  stop(): Promise<void>;
};

export function watchPeers(parts: PeerWatchParts): PeerWatch {
  const { pool, gateways, kept, followed, leave, refusal, complaint, every = EVERY_MS } = parts;
  const stopping = new AbortController();
  const peers = new Map<string, { peer: PeerConnection; of: Gateways }>();
  // Each peer once, asked in the name of the organisation that prefers it.
  for (const of of gateways) for (const peer of of.peers.slice(0, 1)) peers.set(peer.address, { peer, of });
  for (const of of gateways)
    for (const peer of of.peers) if (!peers.has(peer.address)) peers.set(peer.address, { peer, of });

  async function look(): Promise<Map<string, number>> {
    const heights = new Map<string, number>();
    await Promise.all(
      [...peers.values()].map(async ({ peer, of }) => {
        try {
          const height = await heightOf(peer, of.channel);
          heights.set(peer.address, height);
          const refused = refusal(peer.address);
          const problem = refused ?? complaint?.(peer.address) ?? null;
          // A peer whose blocks are not taken has answered nothing that counts.
          await note(pool, peer.address, { height, problem, answered: refused === undefined });
        } catch (fault) {
          const problem = faultSentence(fault, { peer, gateways: of });
          await note(pool, peer.address, { height: null, problem, answered: false }).catch(() => {});
        }
      }),
    );
    await forgetOthers(pool, [...peers.keys()]).catch(() => {});
    return heights;
  }

  async function run(): Promise<void> {
    let behind = 0;
    while (!stopping.signal.aborted) {
      await sleep(every, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      const before = kept();
      const highest = Math.max(-1, ...(await look().catch(() => new Map<string, number>())).values()) - 1;
      behind = highest > before && kept() <= before ? behind + 1 : 0;
      if (behind < PATIENCE || followed() === undefined) continue;
      behind = 0;
      leave();
    }
  }

  const running = run();
  return {
    async height() {
      const heights = [...(await look()).values()];
      return heights.length === 0 ? undefined : Math.max(...heights);
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Fabric's own system chaincode knows how many blocks a peer has. */
async function heightOf({ network }: PeerConnection, channel: string): Promise<number> {
  const bytes = await network.getContract("qscc").evaluateTransaction("GetChainInfo", channel);
  return common.BlockchainInfo.deserializeBinary(bytes).getHeight();
}

/** A peer that the settings name no more must not be missed for ever, nor count as the highest. */
async function forgetOthers(pool: Pool, addresses: readonly string[]): Promise<void> {
  await pool.query({
    name: "fabric-peer-forget",
    text: "DELETE FROM fabric_peer WHERE NOT address = ANY($1)",
    values: [addresses],
  });
}

type Noted = { readonly height: number | null; readonly problem: string | null; readonly answered: boolean };

async function note(pool: Pool, address: string, { height, problem, answered }: Noted): Promise<void> {
  await pool.query({
    name: "fabric-peer-note",
    text: `INSERT INTO fabric_peer (address, asked_at, answered_at, height, problem)
           VALUES ($1, now(), CASE WHEN $4::boolean THEN now() END, $2, $3)
           ON CONFLICT (address) DO UPDATE SET asked_at = now(), problem = EXCLUDED.problem,
             answered_at = coalesce(EXCLUDED.answered_at, fabric_peer.answered_at),
             height = coalesce(EXCLUDED.height, fabric_peer.height)`,
    values: [address, height, problem, answered],
  });
}
