/** The audit's questions in SQL, and a whole replay beside the live read model. */
import type { Pool } from "pg";
import type { Hash, Subject } from "../../domain/event/event.ts";
import type { AuditBook, Contradiction, Examined, RegisteredLot } from "../../ports/audit-book.ts";

type Wrong = Examined<Contradiction>;

/**
 * @param log recomputes entries, tree and heads of the ledger's log
 * @param replay folds the ledger anew and compares
 */
export function openAuditBook(pool: Pool, parts: Pick<AuditBook, "log" | "replay">): AuditBook {
  const find = (count: string, wrong: string, values: unknown[] = []) => examine(pool, count, wrong, values);
  return {
    ...parts,
    acknowledged: () =>
      find(
        "SELECT count(*) FROM operation_event WHERE state = 'recorded'",
        `SELECT e.operation || ' event ' || e.sequence AS about, CASE
             WHEN l.event_id IS NULL THEN 'acknowledged as entry ' || e.log_index || ', but the ledger does not have it'
             WHEN l.log_index <> e.log_index THEN 'acknowledged as entry ' || e.log_index || ', but it stands at ' || l.log_index
             ELSE 'the ledger has other bytes than were acknowledged' END AS sentence
         FROM operation_event e LEFT JOIN LATERAL (
           -- Another organisation may have copied the id: its entry is not ours.
           SELECT * FROM ledger_entry WHERE event_id = e.event_id ORDER BY bytes = e.bytes DESC, log_index LIMIT 1) l ON true
         WHERE e.state = 'recorded' AND (l.event_id IS NULL OR l.log_index <> e.log_index OR l.bytes <> e.bytes)
         UNION ALL SELECT o.id::text, 'recorded, but one of its events has no end' FROM operation o
         WHERE o.state = 'recorded' AND EXISTS (SELECT FROM operation_event e WHERE e.operation = o.id AND e.state = 'stored')`,
      ),
    unaccounted: () =>
      find(
        "SELECT count(*) FROM ledger_entry",
        `SELECT 'entry ' || l.log_index AS about, 'by a member hosted here, but no journal row asked for it' AS sentence
         FROM ledger_entry l WHERE (l.bytes::jsonb #>> '{body,actor}') IN (SELECT member FROM hosted_member)
           AND NOT EXISTS (SELECT FROM operation_event e WHERE e.event_id = l.event_id)
         UNION ALL SELECT 'event ' || event_id, 'stands on the ledger ' || count(*) || ' times' FROM ledger_entry
           GROUP BY event_id, bytes::jsonb #>> '{body,actor}' HAVING count(*) > 1`,
      ),
    stuck: (minutes) =>
      find(
        "SELECT count(*) FROM operation",
        `SELECT id::text AS about, kind || ' waits since ' || created_at AS sentence FROM operation
         WHERE state IN ('pending', 'checking') AND created_at < now() - make_interval(mins => $1)`,
        [minutes],
      ),
    position: () =>
      find(
        "SELECT count(*) FROM rm_event",
        `SELECT 'read model' AS about, 'stands at ' || p.log_index || ', its rows end at ' || coalesce(e.last, -1) || ' and are ' || e.rows AS sentence
         FROM rm_projection p, (SELECT max(log_index) AS last, count(*) AS rows FROM rm_event) e
         WHERE p.log_index <> coalesce(e.last, -1) OR e.rows <> p.log_index + 1
         UNION ALL SELECT 'read model', 'is at ' || p.log_index || ', the ledger at ' || l.last FROM rm_projection p,
           (SELECT coalesce(max(log_index), -1) AS last FROM ledger_entry) l WHERE p.log_index <> l.last`,
      ),
    rules: () =>
      find(
        "SELECT count(*) FROM rm_subject_state",
        `SELECT 'entry ' || log_index AS about, 'breaks the rules: ' || rule_broken AS sentence FROM rm_event WHERE rule_broken IS NOT NULL
         UNION ALL SELECT coalesce(r.subject, l.subject), 'its state here is not the ledger''s'
         FROM rm_subject_state r FULL JOIN ledger_state l ON l.subject COLLATE "C" = r.subject
         WHERE r.state IS DISTINCT FROM l.state`,
      ),
    balance: () =>
      find(
        "SELECT coalesce(sum(count), 0) FROM rm_lot",
        `SELECT 'all lots' AS about, 'registered ' || r.modules || ' modules; untouched ' || r.untouched || ', held or on the way ' || t.held || ', sold ' || t.sold AS sentence
         FROM (SELECT coalesce(sum(count), 0) AS modules, coalesce(sum(count - touched), 0) AS untouched FROM rm_lot) r,
           (SELECT coalesce(sum(modules) FILTER (WHERE holder IS NOT NULL), 0) AS held,
                   coalesce(sum(modules) FILTER (WHERE sold_by IS NOT NULL), 0) AS sold FROM rm_thing) t
         WHERE r.modules <> r.untouched + t.held + t.sold`,
      ),
    alerts: () =>
      find(
        "SELECT count(*) FROM alert",
        `SELECT number AS about, 'has no owner or no state' AS sentence FROM alert WHERE owner_member = '' OR owner_name = '' OR state IS NULL
         UNION ALL SELECT number, 'is high, was due ' || to_char(deadline_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC, and nobody has acted'
         FROM alert WHERE severity = 'high' AND state <> 'closed' AND acted_at IS NULL AND deadline_at < now()`,
      ),
    histories: () =>
      find(
        "SELECT (SELECT count(*) FROM alert) + (SELECT count(*) FROM alert_case)",
        `WITH told AS (
           SELECT a.number, a.state, (${lastWhat("alert_id = a.id", ["opened", "acknowledged", "investigating", "case", "closed"])}) AS last,
             a.hold, coalesce((${lastWhat("alert_id = a.id", ["held", "let-go"])}) = 'held', false) AS held FROM alert a
           UNION ALL SELECT c.number, c.state, (${lastWhat("case_id = c.id", ["opened", "confirmed", "cleared", "closed"])}), false, false FROM alert_case c)
         SELECT number AS about, 'is ' || state || ', but its history ends with ' || coalesce(last, 'nothing') AS sentence FROM told
           WHERE state IS DISTINCT FROM CASE last WHEN 'opened' THEN 'open' WHEN 'cleared' THEN 'open' WHEN 'case' THEN 'investigating' ELSE last END
         UNION ALL SELECT a.number, 'states other facts than its history ends with' FROM alert a WHERE a.contradiction -> 'facts' IS DISTINCT FROM
           (SELECT m.stated -> 0 -> 'facts' FROM alert_message m WHERE m.alert_id = a.id AND m.what IN ('opened', 'grown') ORDER BY m.id DESC LIMIT 1)
         UNION ALL SELECT number, CASE WHEN hold THEN 'holds goods back' ELSE 'holds nothing back' END || ', and its history says otherwise'
           FROM told WHERE hold <> held`,
      ),
    async *lots() {
      const { rows } = await pool.query<RegisteredLot>(
        `SELECT subject, count, root, manifest, records_kept AS "recordsKept",
           (SELECT bytes::jsonb #>> '{body,network}' FROM rm_event WHERE log_index = 0) AS network FROM rm_lot ORDER BY log_index`,
      );
      yield* rows;
    },
    async rowsOf(lot: Subject) {
      const { rows } = await pool.query<{ label: Hash; record: Hash }>(
        `SELECT encode(m.label_id, 'hex') AS label, encode(sha256(convert_to(m.record, 'UTF8')), 'hex') AS record
         FROM rm_module m JOIN rm_lot l ON l.number = m.lot_number WHERE l.subject = $1 ORDER BY m.leaf_index`,
        [lot],
      );
      return rows;
    },
    tablesWith: (texts) => tablesWith(pool, texts),
  };
}

/** SQL for the newest of these words in a history. */
function lastWhat(where: string, words: readonly string[]): string {
  const listed = words.map((word) => `'${word}'`).join(", ");
  return `SELECT what FROM alert_message WHERE ${where} AND what IN (${listed}) ORDER BY id DESC LIMIT 1`;
}

async function examine(pool: Pool, count: string, wrong: string, values: unknown[]): Promise<Wrong> {
  const { rows: counted } = await pool.query<Record<string, string>>(count);
  const { rows } = await pool.query<Contradiction>(wrong, values);
  return { examined: Number(Object.values(counted[0] ?? {})[0] ?? 0), wrong: rows };
}

async function tablesWith(pool: Pool, texts: readonly string[]): Promise<Wrong> {
  const { rows: tables } = await pool.query<{ schema: string; name: string }>(
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const wrong: Contradiction[] = [];
  // Codes are letters and digits: nothing in them means anything to a regular expression.
  const any = texts.join("|");
  if (any === "") return { examined: 0, wrong };
  for (const { schema, name } of tables) {
    const { rows } = await pool.query<{ found: number }>(
      `SELECT count(*)::integer AS found FROM "${schema}"."${name}" AS t WHERE t::text ~ $1`,
      [any],
    );
    const found = rows[0]?.found ?? 0;
    if (found > 0)
      wrong.push({ about: name, sentence: `${found} of its rows hold a code or secret that is in a print pack` });
  }
  return { examined: texts.length, wrong };
}
