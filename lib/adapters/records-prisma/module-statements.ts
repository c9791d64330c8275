/** The statements of a module check, prepared once a connection; a capture of a whole rack is one round of them. */

const COLUMNS = `encode(m.label_id, 'hex') AS label, m.leaf_index, m.record, l.subject AS lot, l.member,
  coalesce(n.name, l.member) AS maker_name, l.status, l.manifest`;
const FROM = `FROM rm_module m JOIN rm_lot l ON l.number = m.lot_number LEFT JOIN rm_member n ON n.id = l.member
WHERE l.status <> 'withdrawn'`;

/** Rows of a lot that never reached the ledger are in no rm_lot and count for nothing. $1 serial numbers. */
export const MODULES_BY_SERIAL = {
  name: "check-by-serial",
  text: `SELECT ${COLUMNS} ${FROM} AND m.serial = ANY($1) ORDER BY l.log_index, m.leaf_index`,
} as const;

/** The module that a label was born with, or the one that it was given to later; a label without a state of its own is current. $1 label id. */
export const MODULES_BY_LABEL = {
  name: "check-by-label",
  text: `WITH label AS (SELECT s.state::json AS state FROM rm_subject_state s WHERE s.subject = 'label/' || encode($1, 'hex'))
  SELECT ${COLUMNS}, coalesce((SELECT state->>'status' = 'void' FROM label), false) AS is_void ${FROM} AND m.label_id IN ($1, (
    SELECT decode(split_part(state->>'module', '/', 2), 'hex') FROM label))
  ORDER BY l.log_index`,
} as const;

export const VENDOR_NAMES = {
  name: "check-vendor-names",
  text: `SELECT DISTINCT jsonb_array_elements_text(coalesce(profile->'vendorNames', '[]'::jsonb)) AS name FROM rm_member WHERE active
         UNION SELECT DISTINCT vendor_name FROM rm_product`,
} as const;

/**
 * Of modules: recodes and recalls, when they were first offered and when they last changed hands, themselves or a container
 * that they were in for as long as they were in it, since when they are stolen or scrapped, and whether their present label is void. Of lots: recalls. $1 module subjects, $2 lot subjects.
 */
export const MODULE_FACTS = {
  name: "check-facts",
  text: `WITH RECURSIVE chain AS (
  SELECT s COLLATE "C" AS subject, s COLLATE "C" AS thing, 0::bigint AS from_index, NULL::bigint AS to_index, 1 AS depth FROM unnest($1::text[]) s
  UNION ALL
  SELECT c.subject, p.container, greatest(c.from_index, p.from_index),
    CASE WHEN c.to_index IS NULL THEN p.to_index WHEN p.to_index IS NULL THEN c.to_index ELSE least(c.to_index, p.to_index) END,
    c.depth + 1
  FROM chain c CROSS JOIN LATERAL (SELECT * FROM rm_packing WHERE item = c.thing OFFSET 0) p
  WHERE c.depth < 16 AND (c.to_index IS NULL OR p.from_index < c.to_index) AND (p.to_index IS NULL OR p.to_index > c.from_index)
), moves AS (
  SELECT c.subject, min(t.offered_at) AS shipped_at, max(t.closed_at) FILTER (WHERE t.status = 'accepted') AS accepted_at
  FROM chain c CROSS JOIN LATERAL (SELECT t.* FROM rm_transfer_thing i JOIN rm_transfer t ON t.id = i.transfer WHERE i.subject = c.thing OFFSET 0) t
  WHERE t.log_index >= c.from_index AND (c.to_index IS NULL OR t.log_index <= c.to_index) GROUP BY c.subject
), sales AS (
  SELECT c.subject, max(e.time) AS moved_at FROM chain c
  CROSS JOIN LATERAL (SELECT e.* FROM rm_subject_event s JOIN rm_event e ON e.log_index = s.log_index
    WHERE s.subject = c.thing AND e.kind IN ('sold', 'returned') AND e.rule_broken IS NULL OFFSET 0) e
  WHERE e.log_index >= c.from_index AND (c.to_index IS NULL OR e.log_index <= c.to_index) GROUP BY c.subject
), standing AS (
  SELECT c.subject, min(s.state::jsonb ->> 'stolen') AS stolen_at, min(s.state::jsonb #>> '{scrapped,at}') AS scrapped_at
  FROM chain c JOIN rm_subject_state s ON s.subject = c.thing WHERE c.to_index IS NULL GROUP BY c.subject
), voids AS (
  SELECT m.subject, json_build_object('reason', l.reason, 'at', e.time) AS voided FROM (
    SELECT s COLLATE "C" AS subject, 'label/' || coalesce(
      (SELECT x.state::json ->> 'label' FROM rm_subject_state x WHERE x.subject = s), split_part(s, '/', 2)) AS label
    FROM unnest($1::text[]) s) m
  CROSS JOIN LATERAL (SELECT x.state::json ->> 'reason' AS reason FROM rm_subject_state x
    WHERE x.subject = m.label AND x.state::json ->> 'status' = 'void' OFFSET 0) l
  CROSS JOIN LATERAL (SELECT max(v.time) AS time FROM rm_subject_event y JOIN rm_event v ON v.log_index = y.log_index
    WHERE y.subject = m.label AND v.kind = 'labels-voided' AND v.rule_broken IS NULL OFFSET 0) e
), told AS (
  SELECT s COLLATE "C" AS subject, json_agg(json_build_object('bytes', e.bytes, 'time', e.time, 'by', coalesce(m.name, e.actor)) ORDER BY e.log_index DESC) AS events
  FROM unnest($1::text[] || $2::text[]) s
  CROSS JOIN LATERAL (SELECT e.* FROM rm_subject_event x JOIN rm_event e ON e.log_index = x.log_index
    WHERE x.subject = s AND e.kind IN ('recoded', 'recalled', 'recall-lifted') AND e.rule_broken IS NULL OFFSET 0) e
  LEFT JOIN rm_member m ON m.id = e.actor GROUP BY s
)
SELECT coalesce(moves.subject, sales.subject, told.subject, standing.subject, voids.subject) AS subject, moves.shipped_at,
  greatest(moves.accepted_at, sales.moved_at) AS moved_at, told.events, standing.stolen_at, standing.scrapped_at, voids.voided
FROM moves FULL JOIN sales ON sales.subject = moves.subject FULL JOIN told ON told.subject = coalesce(moves.subject, sales.subject)
FULL JOIN standing ON standing.subject = coalesce(moves.subject, sales.subject, told.subject)
FULL JOIN voids ON voids.subject = coalesce(moves.subject, sales.subject, told.subject, standing.subject)`,
} as const;
