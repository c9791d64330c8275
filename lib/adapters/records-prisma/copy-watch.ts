/** Which labels the rules must look at, and the little that is derived for them: member networks, retention. */
import type { Pool } from "pg";
import { timeOf } from "../../domain/copies/alert-words.ts";
import { coarseNetworkOf } from "../../domain/copies/coarse-network.ts";
import { THRESHOLDS } from "../../domain/copies/thresholds.ts";
import { DAY, msOf } from "../../domain/copies/visit.ts";
import type { Hash, MemberId, Subject, Time } from "../../domain/event/event.ts";
import type { CopyWatch, WatchedLot } from "../../ports/copy-watch.ts";
import { LOTS_SEEN, TALLIES } from "./copy-statements.ts";
import { watchedUnit } from "./watched-unit.ts";

const KEEP_DAYS = 30;
/** Modules of one lot that are looked at one by one: enough to pass any share of a lot that is worth a question. */
const LOT_SAMPLE = 500;

type LotSeenRow = {
  readonly subject: Subject;
  readonly member: MemberId;
  readonly count: number;
  readonly registered_at: Time;
  readonly log_index: string;
  readonly labels: readonly Hash[];
};

export function openCopyWatch(pool: Pool): CopyWatch {
  let followed: number | undefined;
  let sighted: Time | undefined;
  return {
    async take(limit) {
      const { rows } = await pool.query<{ label: Hash }>(
        `UPDATE scan_label SET unjudged = false WHERE label_id IN
           (SELECT label_id FROM scan_label WHERE unjudged ORDER BY last_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING encode(label_id, 'hex') AS label`,
        [limit],
      );
      return rows.map(({ label }) => label);
    },
    unit: (label) => watchedUnit(pool, label),
    async lots(now) {
      const since = timeOf(msOf(now) - THRESHOLDS.lotDays * DAY);
      const { rows } = await pool.query<LotSeenRow>({
        ...LOTS_SEEN,
        values: [since, THRESHOLDS.lotModules, THRESHOLDS.lotShare],
      });
      const lots: WatchedLot[] = [];
      for (const row of rows) lots.push(await watchedLot(pool, row, since));
      return lots;
    },
    async networks(now) {
      const { rows } = await pool.query<{ network: string; known: number; unknown: number }>({
        ...TALLIES,
        values: [now],
      });
      return rows;
    },
    async refresh(now) {
      await followSessions(pool, now);
      followed = await followLedger(pool, followed);
      sighted = await followSightings(pool, sighted ?? timeOf(msOf(now) - DAY), now);
    },
    async forget(now) {
      const visits = await pool.query("DELETE FROM scan_visit WHERE last_at < $1", [
        timeOf(msOf(now) - KEEP_DAYS * DAY),
      ]);
      await pool.query("DELETE FROM scan_tally WHERE since < $1", [timeOf(msOf(now) - DAY)]);
      await pool.query("DELETE FROM member_network WHERE seen_at < $1", [timeOf(msOf(now) - KEEP_DAYS * DAY)]);
      await pool.query("DELETE FROM alert_link WHERE expires_at < $1", [now]);
      return visits.rowCount ?? 0;
    },
  };
}

/** Of the looked-up modules of a lot, those that somebody in the network still answers for and that have not moved. */
async function watchedLot(pool: Pool, row: LotSeenRow, since: Time): Promise<WatchedLot> {
  let seenUnmoved = 0;
  for (const label of row.labels.slice(0, LOT_SAMPLE)) {
    const facts = (await watchedUnit(pool, label))?.facts;
    if (!facts?.holding || facts.activated) continue;
    // Whoever reports no sales may have sold it: its buyer scans before anybody tells us.
    if (facts.shipped && !facts.holding.reportsSales) continue;
    const moved = facts.steps.some(({ at }) => at > since);
    if (!moved && facts.visits.some((visit) => !visit.inside && visit.at > since)) seenUnmoved += 1;
  }
  const registered = { at: row.registered_at, position: Number(row.log_index) };
  const { rows } = await pool.query<{ name: string }>("SELECT name FROM rm_member WHERE id = $1", [row.member]);
  const maker = rows[0]?.name ?? row.member;
  return { lot: row.subject, maker: row.member, facts: { maker, registered, count: row.count, seenUnmoved } };
}

/** Networks from which members' people are signed in now. */
async function followSessions(pool: Pool, now: Time): Promise<void> {
  const { rows } = await pool.query<{ member: MemberId; ip: string }>(
    `SELECT DISTINCT o.slug AS member, s.ip_address AS ip FROM sign_in_session s JOIN sign_in_seat p ON p.user_id = s.user_id
     JOIN sign_in_organization o ON o.id = p.organization_id WHERE s.ip_address <> '' AND s.updated_at > $1::timestamptz - interval '1 hour'`,
    [now],
  );
  if (rows.length === 0) return;
  const known = new Map(
    rows.map(({ member, ip }) => [`${member} ${coarseNetworkOf(ip)}`, [member, coarseNetworkOf(ip)]]),
  );
  const pairs = [...known.values()].sort(([one = ""], [other = ""]) => (one < other ? -1 : 1));
  await pool.query(
    `INSERT INTO member_network (member, network, seen_at) SELECT m, n, $3 FROM unnest($1::text[], $2::text[]) AS x(m, n)
     ON CONFLICT (member, network) DO UPDATE SET seen_at = excluded.seen_at`,
    [pairs.map(([member]) => member), pairs.map(([, network]) => network), now],
  );
}

/** Entries since the last call; the first call begins at the newest. Answers how far it came. */
async function followLedger(pool: Pool, after: number | undefined): Promise<number> {
  const { rows } = await pool.query<{ position: string }>("SELECT log_index AS position FROM rm_projection");
  const newest = Number(rows[0]?.position ?? -1);
  if (after === undefined || newest <= after) return newest;
  await pool.query(
    `UPDATE scan_label SET unjudged = true WHERE label_id IN (SELECT decode(substr(subject, 8), 'hex') FROM rm_subject_event
       WHERE log_index > $1 AND log_index <= $2 AND subject ~ '^module/[0-9a-f]{64}$')`,
    [after, newest],
  );
  return newest;
}

/** A read-out needs no scan to be looked at. */
async function followSightings(pool: Pool, since: Time, now: Time): Promise<Time> {
  await pool.query(
    `INSERT INTO scan_label (label_id, last_at) SELECT decode(module, 'hex'), max(seen_at) FROM module_sighting
     WHERE seen_at >= $1 AND digest <> '' AND module ~ '^[0-9a-f]{64}$' GROUP BY module ORDER BY module
     ON CONFLICT (label_id) DO UPDATE SET unjudged = true`,
    [since],
  );
  return now;
}
