import "server-only";

/** The worker's side of consignments: fetches those of offers to members hosted here, and those that somebody wants to accept. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { askGiver, GiverSilent } from "../adapters/consignment-http.ts";
import { type ConsignmentRequest, consignmentRequestMessage } from "../domain/event/consignment-request.ts";
import { transferSubject } from "../domain/event/subject.ts";
import { refuse } from "../domain/result.ts";
import type { Clock } from "../ports/clock.ts";
import type { Consignments, FetchConsignment } from "../ports/records.ts";
import type { Signer } from "../ports/signer.ts";
import { isLoopback } from "./env.ts";

type Parts = {
  readonly pool: Pool;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly consignments: Consignments;
  readonly publicUrl: string;
};

const GIVER = `SELECT m.profile->>'baseUrl' AS url, m.name,
    (SELECT bytes::jsonb #>> '{body,network}' FROM rm_event WHERE log_index = 0) AS network
  FROM rm_transfer t JOIN rm_member m ON m.id = t.giver WHERE t.id = $1`;

export function consignmentFetcher({ pool, signer, clock, consignments, publicUrl }: Parts): FetchConsignment {
  return async ({ transfer, consignment, receiver }) => {
    const { rows } = await pool.query<{ url: string | null; name: string; network: string }>(GIVER, [transfer]);
    const giver = rows[0];
    const missing = (why: string) =>
      refuse({
        code: "consignment-missing" as const,
        detail: `The records of these goods are not here: ${why}. Ask ${giver?.name ?? "the giver"} for the consignment file, and hand it in at this transfer.`,
      });
    if (!giver?.url) return missing("their giver names no address");
    const statement: ConsignmentRequest = {
      v: 1,
      network: giver.network,
      transfer: transferSubject(transfer),
      at: clock.now(),
    };
    const signature = await signer.sign(receiver, { as: "service" }, consignmentRequestMessage(statement));
    try {
      const near = isLoopback(new URL(publicUrl).hostname);
      const chunks = await askGiver(giver.url, transfer, { statement, signatures: [signature] }, near);
      return await consignments.take(consignment, chunks);
    } catch (fault) {
      if (fault instanceof GiverSilent) return missing(fault.message);
      throw fault;
    }
  };
}

const EVERY_MS = 3000;
const LONGEST_PAUSE_MS = 300_000;

/** Open offers to members hosted here from members elsewhere. */
const WAITING = `SELECT t.id, t.consignment, t.receiver FROM rm_transfer t
  WHERE t.status = 'offered' AND t.receiver IN (SELECT member FROM hosted_member) AND t.giver NOT IN (SELECT member FROM hosted_member)`;

/** Looks now and then; a giver that does not answer is asked again, ever more seldom. Answers a function that ends it. */
export function fetchOffered(
  { pool, consignments }: Pick<Parts, "pool" | "consignments">,
  fetch: FetchConsignment,
  warn: (fault: unknown, transfer: string) => void,
): () => Promise<void> {
  const stopping = new AbortController();
  const done = new Set<string>();
  const notBefore = new Map<string, { at: number; pause: number }>();

  async function look(): Promise<void> {
    const { rows } = await pool.query<{ id: string; consignment: string; receiver: string }>(WAITING);
    for (const { id, consignment, receiver } of rows) {
      const later = notBefore.get(id);
      if (done.has(id) || (later && later.at > Date.now())) continue;
      let checked = await consignments.check(id, consignment);
      if (!checked.ok && checked.error.code === "consignment-missing") {
        const fetched = await fetch({ transfer: id, consignment, receiver });
        checked = fetched.ok ? await consignments.check(id, consignment) : fetched;
      }
      if (checked.ok) {
        done.add(id);
        continue;
      }
      const pause = Math.min((later?.pause ?? EVERY_MS) * 2, LONGEST_PAUSE_MS);
      notBefore.set(id, { at: Date.now() + pause, pause });
      warn(new Error(checked.error.detail), id);
    }
  }

  const running = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch((fault) => warn(fault, "all"));
      await sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return async () => {
    stopping.abort();
    await running;
  };
}
