/**
 * The statements of a public look-up, prepared once a connection. Not Prisma: through it one look-up by key costs twenty
 * times as much, and this path carries every buyer's phone.
 */

/** A buyer who waits longer than this is told that we cannot verify right now. */
const GIVE_UP = 3_000;

/**
 * The record of a label, with the lot's status of this moment; rows of a lot that never reached the ledger are no record. Of
 * two lots with one label the first registered owns it: the reader takes the lowest `registered`. States are text: of most labels
 * there is none. $1 label id, $2 module subject, $3 label subject.
 */
export const LABEL = {
  name: "scan-label",
  text: `SELECT r.leaf_index, r.record, r.activation, l.subject AS lot, l.status, l.log_index AS registered, t.subject AS thing, t.lot AS thing_lot,
  m.state AS module_state, y.state AS label_state, o.state AS lot_state
FROM rm_module r JOIN rm_lot l ON l.number = r.lot_number LEFT JOIN rm_thing t ON t.subject = $2
  LEFT JOIN rm_subject_state m ON m.subject = $2 LEFT JOIN rm_subject_state y ON y.subject = $3
  JOIN rm_subject_state o ON o.subject = l.subject WHERE r.label_id = $1`,
  query_timeout: GIVE_UP,
} as const;

/** A label that replaced another is in no lot's tree: its state names the module. $1 label subject. */
export const LABEL_STATE = {
  name: "scan-label-state",
  text: "SELECT state FROM rm_subject_state WHERE subject = $1",
  query_timeout: GIVE_UP,
} as const;

/** All keys of all makers lie side by side under `key/`; there are a few for each maker and year. $1 key id. */
export const KEYS = {
  name: "scan-keys",
  text: "SELECT subject, state FROM rm_subject_state WHERE subject >= 'key/' AND subject < 'key0' AND subject LIKE '%/' || $1",
  query_timeout: GIVE_UP,
} as const;

/** Whether the ledger knows a module whose record is not here. $1 module subject. */
export const THING = {
  name: "scan-thing",
  text: "SELECT 1 FROM rm_thing WHERE subject = $1",
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
  p.part_number, p.vendor_name, p.form_factor, p.gtin,
  (SELECT coalesce(json_agg(json_build_object('position', e.log_index, 'kind', e.kind, 'at', e.time, 'actor', e.actor) ORDER BY e.log_index), '[]')
   FROM rm_subject_event s JOIN rm_event e ON e.log_index = s.log_index
   WHERE s.subject = l.subject AND e.rule_broken IS NULL AND e.kind IN ('lot-registered', 'lot-released', 'lot-withdrawn')) AS events
FROM rm_lot l JOIN rm_product p ON p.subject = l.product WHERE l.subject = $1`,
  query_timeout: GIVE_UP,
} as const;

/**
 * The way of one module. `chain`: the module and every container it was in, each for the time that it was in it; `entered`
 * and `left_at` are the moves of what lies one below. `OFFSET 0` keeps every step a look-up by key: a plan that was made while
 * the tables were small would read them whole for ever. $1 module subject.
 */
export const JOURNEY = {
  name: "scan-journey",
  text: `WITH RECURSIVE chain(subject, from_index, to_index, depth, entered, left_at) AS (
  SELECT $1::text COLLATE "C", 0::bigint, NULL::bigint, 0, NULL::bigint, NULL::bigint
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
   FROM (SELECT $1 AS subject UNION SELECT unnest($2::text[])) s
   CROSS JOIN LATERAL (SELECT e.* FROM rm_subject_event x JOIN rm_event e ON e.log_index = x.log_index
     WHERE x.subject = s.subject AND e.kind = ANY($3) AND e.rule_broken IS NULL OFFSET 0) e) AS life,
  (SELECT count(DISTINCT b.log_index) FROM chain c CROSS JOIN LATERAL (SELECT * FROM rm_broken_subject WHERE subject = c.subject OFFSET 0) b
   WHERE c.depth > 0 AND b.log_index >= c.from_index AND (c.to_index IS NULL OR b.log_index <= c.to_index)) AS broken`,
  query_timeout: GIVE_UP,
} as const;

/** Packed anew after it was emptied, a container is another thing under the same SSCC. $1 SSCC. */
export const CONTAINER = {
  name: "scan-container",
  text: `SELECT t.name AS sscc, t.count, t.holder, t.inside, t.sold_by, t.emptied, e.actor, e.time
FROM rm_thing t JOIN rm_event e ON e.log_index = t.born_index
WHERE t.name = $1 AND t."is" = 'container' ORDER BY t.born_index DESC LIMIT 1`,
  query_timeout: GIVE_UP,
} as const;

/** The founder first. */
export const MEMBERS = {
  name: "scan-members",
  text: `SELECT id, name, profile->>'contact' AS contact FROM rm_member ORDER BY admitted_index, id`,
  query_timeout: GIVE_UP,
} as const;
