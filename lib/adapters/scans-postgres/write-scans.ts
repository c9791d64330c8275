/** One statement for a batch of scans: joins visits that are still open, begins new ones, numbers new visitors. */
import type { Queryable } from "../in-transaction.ts";
import type { QueuedVisit, Tally } from "./scan-queue.ts";

/** A device that comes back later than this after its last request pays another visit. */
const SESSION = "30 minutes";

const WRITE = `WITH given AS (
  SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::timestamptz[], $4::timestamptz[], $5::integer[], $6::text[], $7::text[],
    $8::text[], $9::real[], $10::real[], $11::integer[], $12::text[])
  AS g(label_id, visitor, first_at, last_at, requests, network, country, region, latitude, longitude, within_km, member)
), earlier AS (
  SELECT g.label_id, g.visitor, v.id, v.number, v.last_at > g.first_at - interval '${SESSION}' AS open
  FROM given g CROSS JOIN LATERAL (SELECT * FROM scan_visit s WHERE s.label_id = g.label_id AND s.visitor = g.visitor
    ORDER BY s.first_at DESC LIMIT 1) v
), joined AS (
  UPDATE scan_visit v SET last_at = greatest(v.last_at, g.last_at), requests = v.requests + g.requests, member = coalesce(v.member, g.member)
  FROM earlier e JOIN given g USING (label_id, visitor) WHERE v.id = e.id AND e.open
), fresh AS (
  SELECT g.*, e.number AS known_as, CASE WHEN e.id IS NULL AND g.member IS NULL THEN
    row_number() OVER (PARTITION BY g.label_id, e.id IS NULL AND g.member IS NULL ORDER BY g.first_at) END AS nth
  FROM given g LEFT JOIN earlier e USING (label_id, visitor) WHERE e.open IS NOT TRUE
), counted AS (
  SELECT g.label_id, max(g.last_at) AS last_at, count(f.nth) AS added,
    (array_agg(g.first_at ORDER BY g.first_at) FILTER (WHERE g.member IS NULL))[1] AS first_at,
    (array_agg(g.country ORDER BY g.first_at) FILTER (WHERE g.member IS NULL))[1] AS country,
    (array_agg(g.region ORDER BY g.first_at) FILTER (WHERE g.member IS NULL))[1] AS region
  FROM given g LEFT JOIN fresh f USING (label_id, visitor) GROUP BY g.label_id ORDER BY g.label_id
), labels AS (
  INSERT INTO scan_label AS l (label_id, first_at, first_country, first_region, visitors, last_at)
  SELECT label_id, first_at, country, region, added, last_at FROM counted
  ON CONFLICT (label_id) DO UPDATE SET unjudged = true, last_at = greatest(l.last_at, excluded.last_at),
    visitors = l.visitors + excluded.visitors,
    first_country = CASE WHEN l.first_at IS NULL THEN excluded.first_country ELSE l.first_country END,
    first_region = CASE WHEN l.first_at IS NULL THEN excluded.first_region ELSE l.first_region END,
    first_at = coalesce(l.first_at, excluded.first_at)
  RETURNING label_id, visitors
)
INSERT INTO scan_visit (label_id, visitor, number, first_at, last_at, requests, network, country, region, latitude, longitude, within_km, member)
SELECT f.label_id, f.visitor, coalesce(f.known_as, l.visitors - c.added + f.nth, 0), f.first_at, f.last_at, f.requests, f.network,
  f.country, f.region, f.latitude, f.longitude, f.within_km, f.member
FROM fresh f JOIN labels l USING (label_id) JOIN counted c USING (label_id)`;

export async function writeVisits(db: Queryable, visits: readonly QueuedVisit[]): Promise<void> {
  if (visits.length === 0) return;
  const column = <T>(value: (visit: QueuedVisit) => T): T[] => visits.map(value);
  await db.query({
    name: "scans-write",
    text: WRITE,
    values: [
      column(({ label }) => Buffer.from(label, "hex")),
      column(({ visitor }) => Buffer.from(visitor, "hex")),
      column(({ caller }) => caller.at),
      column(({ lastAt }) => lastAt),
      column(({ requests }) => requests),
      column(({ caller }) => caller.network),
      column(({ caller }) => caller.place?.country ?? null),
      column(({ caller }) => caller.place?.region ?? null),
      column(({ caller }) => caller.place?.spot?.latitude ?? null),
      column(({ caller }) => caller.place?.spot?.longitude ?? null),
      column(({ caller }) => caller.place?.spot?.withinKm ?? null),
      column(({ caller }) => caller.member),
    ],
  });
}

export async function writeTallies(db: Queryable, tallies: readonly Tally[], at: string): Promise<void> {
  if (tallies.length === 0) return;
  const sorted = [...tallies].sort((one, other) => (one.network < other.network ? -1 : 1));
  await db.query({
    name: "scans-tally",
    text: `INSERT INTO scan_tally AS t (network, since, known, unknown)
      SELECT network, date_bin('10 minutes', $4::timestamptz, '2000-01-01'), known, unknown
      FROM unnest($1::text[], $2::integer[], $3::integer[]) AS g(network, known, unknown)
      ON CONFLICT (network, since) DO UPDATE SET known = t.known + excluded.known, unknown = t.unknown + excluded.unknown`,
    values: [
      sorted.map(({ network }) => network),
      sorted.map(({ known }) => known),
      sorted.map(({ unknown }) => unknown),
      at,
    ],
  });
}

export async function writeLost(db: Queryable, lost: number, at: string): Promise<void> {
  if (lost === 0) return;
  await db.query(
    `INSERT INTO scan_lost AS l (day, lost) VALUES (($1::timestamptz AT TIME ZONE 'UTC')::date, $2)
     ON CONFLICT (day) DO UPDATE SET lost = l.lost + excluded.lost`,
    [at, lost],
  );
}
