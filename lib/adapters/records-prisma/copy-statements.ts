/** What the rules that find copies read: prepared, since they follow the scans of a whole installation. */

/** The newest visits of a label; a leaked one has more than anybody needs. $1 label id. */
export const VISITS = {
  name: "copies-visits",
  text: `SELECT id::text, encode(visitor, 'hex') AS visitor, first_at, network, country, region, latitude, longitude, within_km, member
FROM scan_visit WHERE label_id = $1 ORDER BY first_at DESC LIMIT 500`,
} as const;

/** Entries on a module and the containers that it is in now which end or begin something. $1 module subject. */
export const LIFE = {
  name: "copies-life",
  text: `WITH RECURSIVE up AS (
  SELECT $1::text COLLATE "C" AS subject, 0 AS depth
  UNION ALL SELECT t.inside, depth + 1 FROM up JOIN rm_thing t ON t.subject = up.subject WHERE t.inside IS NOT NULL AND depth < 16)
SELECT DISTINCT e.log_index, e.event_hash, e.kind, e.actor, e.time, e.bytes
FROM up JOIN rm_subject_event s ON s.subject = up.subject JOIN rm_event e ON e.log_index = s.log_index
WHERE e.rule_broken IS NULL AND e.kind IN ('activated', 'reported-stolen', 'recovered', 'scrapped', 'corrected', 'recoded', 'returned')
ORDER BY e.log_index`,
} as const;

/** The holder's newest stock count, and whether the label is in it. $1 member, $2 label id. */
export const STOCK = {
  name: "copies-stock",
  text: `SELECT c.counted_at, EXISTS (SELECT FROM stock_count_item i WHERE i.count_id = c.id AND i.label_id = $2) AS includes
FROM stock_count c WHERE c.member = $1 ORDER BY c.counted_at DESC, c.uploaded_at DESC LIMIT 1`,
} as const;

/** Whether it recorded a sale in the last ninety days. $1 member. */
export const REPORTS_SALES = {
  name: "copies-reports-sales",
  text: `SELECT EXISTS (SELECT FROM rm_event WHERE actor = $1 AND kind = 'sold' AND rule_broken IS NULL
  AND time > to_char((now() - interval '90 days') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS reports`,
} as const;

/** Networks and countries of these members. $1 members. */
export const PARTIES = {
  name: "copies-parties",
  text: `SELECT m.member, (SELECT coalesce(array_agg(network), '{}') FROM member_network n WHERE n.member = m.member) AS networks,
  (SELECT coalesce(array_agg(country ORDER BY country), '{}') FROM member_country c WHERE c.member = m.member) AS countries
FROM unnest($1::text[]) AS m(member)`,
} as const;

/** What members read out of the module under this label: digests, no more is kept. $1 label id, hex. */
export const READ_OUTS = {
  name: "copies-read-outs",
  text: `SELECT organisation || ' ' || digest AS id, digest, seen_at FROM module_sighting
WHERE module = $1 AND digest <> '' ORDER BY seen_at`,
} as const;

/** Labels that strangers looked up since $1, by released lot, where there are enough of them in one lot. $2 least number, $3 share. */
export const LOTS_SEEN = {
  name: "copies-lots-seen",
  text: `SELECT l.subject, l.member, l.count, l.registered_at, l.log_index, array_agg(DISTINCT encode(v.label_id, 'hex')) AS labels
FROM scan_visit v JOIN rm_module r ON r.label_id = v.label_id JOIN rm_lot l ON l.number = r.lot_number
WHERE v.last_at > $1 AND v.member IS NULL AND l.status = 'released'
GROUP BY l.subject, l.member, l.count, l.registered_at, l.log_index
HAVING count(DISTINCT v.label_id) >= greatest($2::integer, l.count * $3::real)`,
} as const;

export const TALLIES = {
  name: "copies-tallies",
  text: "SELECT network, known, unknown FROM scan_tally WHERE since > $1::timestamptz - interval '20 minutes' AND unknown > 0",
} as const;
