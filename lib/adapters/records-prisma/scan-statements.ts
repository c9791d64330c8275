/**
 * The statements of a public look-up, prepared once a connection. Not Prisma: through it one look-up by key costs twenty
 * times as much, and this path carries every buyer's phone.
 */

import { CORRECTS_SOMETHING } from "./corrections-on-record.ts";

/** A buyer who waits longer than this is told that we cannot verify right now. */
const GIVE_UP = 3_000;

/**
 * The labels of one statement: $1 the ids of the modules' first labels, $2 those that were asked for, 32 bytes each, one after
 * the other. The sub-select and the LIMIT keep the planner's estimate the same for any number of them, so that the plan is made
 * once and kept; the LATERALs with `OFFSET 0` below keep every step a look-up by key, whatever the tables' sizes were when the
 * plan was made.
 */
export const MOST_LABELS = 64;
const LABELS_ASKED = `(SELECT n, 'module/' || encode(substring($1::bytea FROM n * 32 + 1 FOR 32), 'hex') AS module,
    substring($1::bytea FROM n * 32 + 1 FOR 32) AS first, 'label/' || encode(substring($2::bytea FROM n * 32 + 1 FOR 32), 'hex') AS label
  FROM generate_series(0, (SELECT length($1::bytea) / 32 - 1)) n LIMIT ${MOST_LABELS}) a`;

/**
 * At least one row a label: its record and the entry that changed its lot last (rows of a lot that never reached the ledger are
 * no record), or `lot` null; and what the ledger knows of its module and of the label that was asked for. Of two lots with one
 * label the first registered owns it: the reader takes the lowest `registered`. States are text: of most labels there is none.
 */
export const LABELS = {
  name: "scan-labels",
  text: `SELECT a.n, r.leaf_index, r.record, r.activation, r.lot, r.lot_index, r.registered, t.subject AS thing, t.lot AS thing_lot,
  m.state AS module_state, y.state AS label_state
FROM ${LABELS_ASKED}
LEFT JOIN LATERAL (SELECT m.leaf_index, m.record, m.activation, l.subject AS lot, o.log_index AS lot_index, l.log_index AS registered
  FROM (SELECT * FROM rm_module WHERE label_id = a.first OFFSET 0) m
  CROSS JOIN LATERAL (SELECT * FROM rm_lot WHERE number = m.lot_number OFFSET 0) l
  CROSS JOIN LATERAL (SELECT * FROM rm_subject_state WHERE subject = l.subject OFFSET 0) o OFFSET 0) r ON true
LEFT JOIN LATERAL (SELECT * FROM rm_thing WHERE subject = a.module OFFSET 0) t ON true
LEFT JOIN LATERAL (SELECT * FROM rm_subject_state WHERE subject = a.module OFFSET 0) m ON true
LEFT JOIN LATERAL (SELECT * FROM rm_subject_state WHERE subject = a.label OFFSET 0) y ON true`,
  query_timeout: GIVE_UP,
} as const;

/** All keys of all makers lie side by side under `key/`; there are a few for each maker and year. $1 key id. */
export const KEYS = {
  name: "scan-keys",
  text: "SELECT subject, state FROM rm_subject_state WHERE subject >= 'key/' AND subject < 'key0' AND subject LIKE '%/' || $1",
  query_timeout: GIVE_UP,
} as const;

/**
 * The module of an activation key: the one in its birth, or the one in its state since a label was replaced. Both halves are
 * written as their partial index has them. Two births with one key: the rule book activates neither by it twice, and the first
 * registered is meant. $1 the key as bytes, $2 as text.
 */
export const ACTIVATION = {
  name: "scan-activation",
  text: `SELECT encode(r.label_id, 'hex') AS label FROM rm_module r JOIN rm_lot l ON l.number = r.lot_number WHERE r.activation = $1 AND r.activation IS NOT NULL
UNION ALL SELECT substr(subject, 8) FROM rm_subject_state WHERE state::jsonb ->> 'activation' = $2 AND subject LIKE 'module/%' AND state LIKE '%"label":%'
LIMIT 1`,
  query_timeout: GIVE_UP,
} as const;

/** $1 the member that is wanted most. */
export const CARRIER = {
  name: "scan-carrier",
  text: `SELECT m.id FROM hosted_member h JOIN rm_member m ON m.id = h.member WHERE m.active
ORDER BY m.id = $1 DESC, m.admitted_index LIMIT 1`,
  query_timeout: GIVE_UP,
} as const;

export const NETWORK = {
  name: "scan-network",
  text: `SELECT bytes::jsonb #>> '{body,network}' AS network FROM rm_event
WHERE kind = 'network-founded' AND rule_broken IS NULL ORDER BY log_index LIMIT 1`,
  query_timeout: GIVE_UP,
} as const;

/** Always one row: how far the read model reaches, and whether any entry broke the rules. */
export const HEAD = {
  name: "scan-head",
  text: `SELECT p.log_index AS position, e.time AS at, EXISTS (SELECT 1 FROM rm_broken_subject) AS broken
FROM rm_projection p LEFT JOIN rm_event e ON e.log_index = p.log_index`,
  query_timeout: GIVE_UP,
} as const;

/** Asked only where some entry did. $1 subjects of a module that never moved: itself and its lot. */
export const BROKEN = {
  name: "scan-broken",
  text: "SELECT count(DISTINCT log_index) AS broken FROM rm_broken_subject WHERE subject = ANY($1)",
  query_timeout: GIVE_UP,
} as const;

/** What a lot is and what happened to it. $1 lot subject. */
export const LOT = {
  name: "scan-lot",
  text: `SELECT l.subject, l.lot_id, l.member, l.status, l.count, l.root, l.manifest, l.made_on, l.site,
  p.part_number, p.vendor_name, p.form_factor, p.gtin, o.state, o.log_index AS lot_index,
  (SELECT coalesce(json_agg(json_build_object('position', e.log_index, 'kind', e.kind, 'at', e.time, 'actor', e.actor) ORDER BY e.log_index), '[]')
   FROM rm_subject_event s JOIN rm_event e ON e.log_index = s.log_index
   WHERE s.subject = l.subject AND e.rule_broken IS NULL AND e.kind IN ('lot-registered', 'lot-released', 'lot-withdrawn')) AS events
FROM rm_lot l JOIN rm_product p ON p.subject = l.product JOIN rm_subject_state o ON o.subject = l.subject WHERE l.subject = $1`,
  query_timeout: GIVE_UP,
} as const;

/**
 * The way of each of several modules. `chain`: the module and every container it was in, each for the time that it was in
 * it; `entered` and `left_at` are the moves of what lies one below. $3: the subject of each one's lot; $4: kinds of its life.
 */
export const JOURNEYS = {
  name: "scan-journeys",
  text: `SELECT a.n, j.* FROM ${LABELS_ASKED} CROSS JOIN LATERAL (WITH RECURSIVE chain(subject, from_index, to_index, depth, entered, left_at) AS (
  SELECT a.module COLLATE "C", 0::bigint, NULL::bigint, 0, NULL::bigint, NULL::bigint
  UNION ALL
  SELECT p.container, greatest(p.from_index, c.from_index), least(p.to_index, c.to_index), c.depth + 1,
    CASE WHEN p.from_index >= c.from_index THEN p.from_index END,
    CASE WHEN c.to_index IS NULL OR p.to_index <= c.to_index THEN p.to_index END
  FROM chain c CROSS JOIN LATERAL (SELECT * FROM rm_packing WHERE item = c.subject OFFSET 0) p
  WHERE c.depth < 16 AND (c.to_index IS NULL OR p.from_index < c.to_index) AND (p.to_index IS NULL OR p.to_index > c.from_index)
)
SELECT
  (SELECT coalesce(json_agg(json_build_object('position', e.log_index, 'kind', e.kind, 'at', e.time, 'actor', e.actor, 'depth', c.depth - 1)), '[]')
   FROM chain c CROSS JOIN LATERAL (SELECT * FROM rm_event WHERE log_index IN (c.entered, c.left_at) AND kind IN ('packed', 'unpacked') OFFSET 0) e) AS moves,
  (SELECT coalesce(json_agg(json_build_object('id', r.id, 'from', r.giver, 'to', r.receiver, 'status', r.status,
     'offeredAt', r.offered_at, 'offeredPosition', r.log_index, 'expiresAt', r.expires_at, 'closedAt', r.closed_at,
     'closedPosition', r.closed_index, 'except', (SELECT x.reason FROM rm_transfer_exception x WHERE x.transfer = r.id AND x.subject IN (SELECT subject FROM chain) LIMIT 1))), '[]')
   FROM chain c CROSS JOIN LATERAL (SELECT t.* FROM rm_transfer_thing i JOIN rm_transfer t ON t.id = i.transfer WHERE i.subject = c.subject OFFSET 0) r
   WHERE r.log_index >= c.from_index AND (c.to_index IS NULL OR r.log_index <= c.to_index)) AS transfers,
  (SELECT json_agg(json_build_object('holder', t.holder, 'soldBy', t.sold_by, 'inside', t.inside, 'disputed', t.disputed, 'depth', c.depth,
     'stolen', (SELECT state::jsonb ->> 'stolen' FROM rm_subject_state WHERE subject = c.subject),
     'sale', CASE WHEN t.sold_by IS NOT NULL THEN (SELECT json_build_object('position', e.log_index, 'at', e.time)
       FROM rm_subject_event s JOIN rm_event e ON e.log_index = s.log_index
       WHERE s.subject = c.subject AND e.kind = 'sold' AND e.rule_broken IS NULL ORDER BY e.log_index DESC LIMIT 1) END))
   FROM chain c CROSS JOIN LATERAL (SELECT * FROM rm_thing WHERE subject = c.subject OFFSET 0) t WHERE c.to_index IS NULL) AS things,
  (SELECT coalesce(json_agg(json_build_object('position', e.log_index, 'at', e.time, 'actor', e.actor, 'subject', s.subject,
     'body', e.bytes::jsonb -> 'body') ORDER BY e.log_index), '[]')
   FROM (VALUES (a.module), (a.label), (($3::text[])[a.n + 1])) s(subject)
   CROSS JOIN LATERAL (SELECT e.* FROM rm_subject_event x JOIN rm_event e ON e.log_index = x.log_index
     WHERE x.subject = s.subject AND e.kind = ANY($4::text[]) AND e.rule_broken IS NULL AND ${CORRECTS_SOMETHING} OFFSET 0) e) AS life,
  (SELECT count(DISTINCT b.log_index) FROM chain c CROSS JOIN LATERAL (SELECT * FROM rm_broken_subject WHERE subject = c.subject OFFSET 0) b
   WHERE c.depth > 0 AND b.log_index >= c.from_index AND (c.to_index IS NULL OR b.log_index <= c.to_index)) AS broken) j`,
  query_timeout: GIVE_UP,
} as const;

/** Packed anew after it was emptied, a container is another thing under the same SSCC. A theft of what it is in is its own. $1 SSCC. */
export const CONTAINER = {
  name: "scan-container",
  text: `WITH RECURSIVE found AS (
  SELECT * FROM rm_thing WHERE name = $1 AND "is" = 'container' ORDER BY born_index DESC LIMIT 1
), around(subject, inside, depth) AS (
  SELECT subject, inside, 0 FROM found
  UNION ALL SELECT t.subject, t.inside, a.depth + 1 FROM around a JOIN rm_thing t ON t.subject = a.inside WHERE a.depth < 16
)
SELECT t.name AS sscc, t.count, t.holder, t.inside, t.sold_by, t.emptied, e.actor, e.time,
  (SELECT min(s.state::jsonb ->> 'stolen') FROM around a JOIN rm_subject_state s ON s.subject = a.subject) AS stolen
FROM found t JOIN rm_event e ON e.log_index = t.born_index`,
  query_timeout: GIVE_UP,
} as const;

/** The founder first. */
export const MEMBERS = {
  name: "scan-members",
  text: `SELECT id, name, profile->>'contact' AS contact FROM rm_member ORDER BY admitted_index, id`,
  query_timeout: GIVE_UP,
} as const;
