/** The book of labels on paper, in tables of the application; what is void on the ledger it reads from the projection. */
import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { Hash, MemberId, Subject, Time } from "../../domain/event/event.ts";
import { isBalanced } from "../../domain/label/paper-balance.ts";
import type { CheckOutcome, LabelBook, LabelCounts } from "../../ports/label-book.ts";
import { forMember } from "../for-member.ts";
import { inTransaction } from "../in-transaction.ts";

const COUNTS = `SELECT
    (SELECT quota FROM label_order WHERE lot = $1) AS quota,
    (SELECT to_char(closed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') FROM label_order WHERE lot = $1) AS "closedAt",
    (SELECT coalesce(sum(labels), 0)::int FROM label_print WHERE lot = $1 AND label = 'body') AS printed,
    (SELECT count(*)::int FROM label_applied a WHERE a.lot = $1
       AND NOT EXISTS (SELECT FROM rm_label l WHERE l.label_id = a.label_id AND l.status = 'void')) AS applied,
    (SELECT count(*)::int FROM rm_label WHERE lot = $1 AND status = 'void')
      + (SELECT coalesce(sum(labels), 0)::int FROM label_spoiled WHERE lot = $1) AS voided,
    (SELECT count(*)::int FROM label_print WHERE lot = $1 AND label = 'bag') AS "bagFiles",
    EXISTS (SELECT FROM label_print WHERE lot = $1 AND label = 'bag' AND finished_at IS NOT NULL) AS "bagsHandedOut"`;

/** Labels with an event of their own are in rm_label; all others stand in their lot's rows, of which the first by position owns them. */
const LOTS_OF = `SELECT a.label, coalesce(l.lot, (
      SELECT o.subject FROM rm_module m JOIN rm_lot o ON o.number = m.lot_number
      WHERE m.label_id = decode(a.label, 'hex') ORDER BY o.log_index LIMIT 1)) AS lot, l.status
    FROM unnest($1::text[]) AS a (label) LEFT JOIN rm_label l ON l.label_id = a.label`;

const IS_WITHDRAWN = "SELECT FROM rm_lot WHERE subject = $1 AND status = 'withdrawn'";

const HOLDS = `WITH RECURSIVE inside AS (
      SELECT unnest($1::text[]) COLLATE "C" AS subject
      UNION SELECT t.subject FROM rm_thing t JOIN inside i ON t.inside = i.subject)
    SELECT DISTINCT t.lot FROM inside i JOIN rm_thing t ON t.subject = i.subject WHERE t.lot = ANY($2)`;

/** @param asking the member that looks into it; the worker, which acts for everybody, names none */
export function openLabelBook(pool: Pool, asking?: MemberId): LabelBook {
  const transaction = <T>(work: (client: PoolClient) => Promise<T>) =>
    asking === undefined ? inTransaction(pool, work) : forMember(pool, asking, work);
  return {
    counts: (lot) => transaction((client) => countsOf(client, lot)),
    async openOrder(lot, member, quota, by) {
      const { rowCount } = await transaction((client) =>
        client.query(
          "INSERT INTO label_order (lot, member, quota, opened_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
          [lot, member, quota, by],
        ),
      );
      return rowCount === 1;
    },
    withdrawOrder: (lot) =>
      transaction(async (client) => {
        if (!(await openQuota(client, lot))) return false;
        if ((await countsOf(client, lot)).printed > 0) return false;
        await client.query("DELETE FROM label_order WHERE lot = $1", [lot]);
        return true;
      }),
    closeOrder: (lot, by) =>
      transaction(async (client) => {
        if (!(await openQuota(client, lot))) return false;
        if (!isBalanced(await countsOf(client, lot))) return false;
        await client.query("UPDATE label_order SET closed_at = now(), closed_by = $2 WHERE lot = $1", [lot, by]);
        return true;
      }),
    async codesGone(lot) {
      await transaction((client) => client.query("UPDATE lot_import SET printable = false WHERE lot = $1", [lot]));
    },
    async spoil(lot, labels, reason, by) {
      await transaction((client) =>
        client.query("INSERT INTO label_spoiled (lot, labels, reason, noted_by) VALUES ($1, $2, $3, $4)", [
          lot,
          labels,
          reason,
          by,
        ]),
      );
    },
    beginPrint: (lot, label, labels, by) =>
      transaction(async (client) => {
        const quota = label === "body" ? await openQuota(client, lot) : undefined;
        if (quota !== undefined && (await countsOf(client, lot)).printed + labels > quota) return undefined;
        const id = randomUUID();
        await client.query("INSERT INTO label_print (id, lot, label, labels, asked_by) VALUES ($1, $2, $3, $4, $5)", [
          id,
          lot,
          label,
          labels,
          by,
        ]);
        return id;
      }),
    async gtinOf(product) {
      const { rows } = await pool.query<{ gtin: string | null }>("SELECT gtin FROM rm_product WHERE subject = $1", [
        product,
      ]);
      return rows[0]?.gtin ?? undefined;
    },
    async cancelPrint(print) {
      await transaction((client) => client.query("DELETE FROM label_print WHERE id = $1", [print]));
    },
    async finishPrint(print) {
      await transaction((client) => client.query("UPDATE label_print SET finished_at = now() WHERE id = $1", [print]));
    },
    async check(lot, labels, by) {
      const { rows } = await pool.query<{ label: Hash; lot: Subject | null; status: string | null }>(LOTS_OF, [
        [...new Set(labels)],
      ]);
      const known = new Map(rows.map((row) => [row.label, row]));
      // Labels of goods that were withdrawn are waste, each of them.
      const { rowCount: isWithdrawn } = await pool.query(IS_WITHDRAWN, [lot]);
      return transaction(async (client) => {
        const outcomes: CheckOutcome[] = [];
        for (const label of labels) {
          const found = known.get(label);
          const status = isWithdrawn ? "void" : (found?.status ?? null);
          outcomes.push(await outcomeOf(client, lot, label, found?.lot ?? null, status, by));
        }
        return outcomes;
      });
    },
    async unbalanced(member, things) {
      const odd = await transaction((client) => oddOrders(client, member));
      if (odd.length === 0) return [];
      const lots = odd.map(({ lot }) => lot);
      const held = await pool.query<{ lot: Subject }>(HOLDS, [things.map(({ subject }) => subject), lots]);
      const meant = new Set([...held.rows.map(({ lot }) => lot), ...things.flatMap(({ lot }) => lot ?? [])]);
      return odd.flatMap(({ lot, printed, applied, voided }) =>
        meant.has(lot) ? [{ lot, printed, applied, voided }] : [],
      );
    },
  };
}

/** Open orders of the member that do not balance. */
async function oddOrders(client: PoolClient, member: MemberId): Promise<({ readonly lot: Subject } & LabelCounts)[]> {
  const { rows } = await client.query<{ lot: Subject }>(
    "SELECT lot FROM label_order WHERE member = $1 AND closed_at IS NULL",
    [member],
  );
  const odd = [];
  for (const { lot } of rows) {
    const counts = await countsOf(client, lot);
    if (!isBalanced(counts)) odd.push({ lot, ...counts });
  }
  return odd;
}

async function countsOf(client: PoolClient, lot: Subject): Promise<LabelCounts> {
  const { rows } = await client.query<LabelCounts & { closedAt: Time | null }>(COUNTS, [lot]);
  const [counts] = rows;
  if (!counts) throw new Error("a count without a row");
  return counts;
}

/** Holds the order, so that two files at once cannot both have its last labels. */
async function openQuota(client: PoolClient, lot: Subject): Promise<number | undefined> {
  const { rows } = await client.query<{ quota: number }>(
    "SELECT quota FROM label_order WHERE lot = $1 AND closed_at IS NULL FOR UPDATE",
    [lot],
  );
  return rows[0]?.quota;
}

async function outcomeOf(
  client: PoolClient,
  lot: Subject,
  label: Hash,
  found: Subject | null,
  status: string | null,
  by: string,
): Promise<CheckOutcome> {
  if (found === null || memberOf(found) !== memberOf(lot)) return "unknown";
  if (status === "void") return "void";
  if (found !== lot) return "wrong-lot";
  const { rowCount } = await client.query(
    "INSERT INTO label_applied (lot, label_id, noted_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    [lot, label, by],
  );
  return rowCount === 1 ? "ok" : "twice";
}

/** `lot/{member}/{lotId}`. */
function memberOf(lot: Subject): string | undefined {
  return lot.split("/")[1];
}
