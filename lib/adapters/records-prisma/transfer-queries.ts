/** Transfers as their two sides see them. */
import type { Pool } from "pg";
import type { MemberId, Subject, Time } from "../../domain/event/event.ts";
import type { Queries, TransferDetail, TransferItem, TransferRow } from "../../usecases/queries.ts";
import { forMember } from "../for-member.ts";
import { keyOf, limitOf, pageOf } from "./cursors.ts";
import { inNaturalOrder } from "./natural-order.ts";
import { thingNames } from "./thing-names.ts";

type TransferSql = {
  readonly id: string;
  readonly giver: MemberId;
  readonly receiver: MemberId;
  readonly status: TransferRow["status"];
  readonly count: number;
  readonly modules: number;
  readonly offered_at: Time;
  readonly expires_at: Time;
  readonly closed_at: Time | null;
  readonly reason: string | null;
  readonly exceptions: number;
  readonly index: string;
};

const SELECT = `SELECT t.id, t.giver, t.receiver, t.status, t.count, t.modules, t.offered_at, t.expires_at, t.closed_at, t.reason,
  t.log_index AS index, (SELECT count(*)::integer FROM rm_transfer_exception x WHERE x.transfer = t.id) AS exceptions FROM rm_transfer t`;

/**
 * Ids of transfers of giver $1 with a difference that is not settled: nobody has dealt with the thing since its receiver did not
 * accept it (`undisputed`), nor reported it stolen. A thing that two receivers did not accept counts with the later one.
 */
export const WITH_DIFFERENCES = `SELECT transfer FROM (
    SELECT DISTINCT ON (x.subject) x.subject, x.transfer FROM rm_transfer o JOIN rm_transfer_exception x ON x.transfer = o.id
      JOIN rm_thing d ON d.subject = x.subject AND d.disputed AND d.holder = o.giver
    WHERE o.giver = $1 AND o.status = 'accepted' ORDER BY x.subject, o.log_index DESC) latest
  WHERE NOT EXISTS (SELECT FROM rm_subject_state s WHERE s.subject = latest.subject AND s.state::json->>'stolen' IS NOT NULL)`;

export type TransferQueries = Pick<Queries, "transfers" | "transfer">;

/** @param now the expiry of an offer is judged when it is looked at */
export function transferQueries(pool: Pool, now: () => Time): TransferQueries {
  return {
    async transfers(member, request) {
      const limit = limitOf(request);
      const [before] = keyOf(request, 1) ?? [Number.MAX_SAFE_INTEGER];
      const side = request.direction === "in" ? "receiver" : "giver";
      const unsettled = "unsettled" in request;
      const wanted = unsettled
        ? `(t.status = 'offered' OR t.id IN (${WITH_DIFFERENCES}))`
        : "($4::boolean IS NULL OR (t.status = 'offered') = $4)";
      const { rows } = await pool.query<TransferSql>({
        name: `rm-transfers-${unsettled ? "unsettled" : side}`,
        text: `${SELECT} WHERE t.${side} = $1 AND t.log_index < $2 AND ${wanted} ORDER BY t.log_index DESC LIMIT $3`,
        values: [member, before, limit + 1, ...(unsettled ? [] : [request.open ?? null])],
      });
      return pageOf(
        rows,
        limit,
        ({ index }) => [Number(index)],
        (row) => showTransfer(row, now()),
      );
    },
    async transfer(member, id) {
      const { rows } = await pool.query<TransferSql>({
        name: "rm-transfer",
        text: `${SELECT} WHERE t.id = $1 AND (t.giver = $2 OR t.receiver = $2)`,
        values: [id, member],
      });
      return rows[0] && detail(pool, member, rows[0], now());
    },
  };
}

function showTransfer(row: TransferSql, now: Time): TransferRow {
  return {
    id: row.id,
    from: row.giver,
    to: row.receiver,
    status: row.status,
    expired: row.status === "offered" && row.expires_at < now,
    things: row.count,
    modules: row.modules,
    offeredAt: row.offered_at,
    expiresAt: row.expires_at,
    closedAt: row.closed_at,
    reason: row.reason,
    exceptions: row.exceptions,
  };
}

async function detail(pool: Pool, member: MemberId, row: TransferSql, now: Time): Promise<TransferDetail> {
  const { rows: except } = await forMember(pool, member, (db) =>
    db.query<{ subject: Subject; reason: string; note: string | null }>({
      name: "rm-transfer-exceptions",
      text: `SELECT x.subject, x.reason, n.note FROM rm_transfer_exception x
             LEFT JOIN transfer_note n ON n.transfer = x.transfer AND n.subject = x.subject WHERE x.transfer = $1 ORDER BY x.subject`,
      values: [row.id],
    }),
  );
  const goesDown = row.status === "offered" || row.status === "accepted";
  const items = await itemsOf(pool, row.id, row.index, goesDown);
  const names = await thingNames(
    pool,
    except.map(({ subject }) => subject),
  );
  return {
    ...showTransfer(row, now),
    items,
    except: except.map(({ subject, reason, note }) => ({
      item: subject,
      name: names.get(subject)?.name ?? subject,
      reason,
      note,
    })),
    // The engine accepts nothing before it has checked the consignment.
    consignmentChecked: row.status === "accepted" ? true : null,
  };
}

/** The offered things, and what was in them when they were offered: frozen while open, remembered after. */
async function itemsOf(pool: Pool, id: string, index: string, goesDown: boolean): Promise<TransferItem[]> {
  const { rows } = await pool.query<{ subject: Subject; container: Subject | null }>({
    name: "rm-transfer-items",
    text: `WITH RECURSIVE below (subject, container) AS (
             SELECT x.subject, NULL::text COLLATE "C" FROM rm_transfer_thing x WHERE x.transfer = $1
             UNION ALL
             SELECT p.item, p.container FROM below b JOIN rm_packing p ON p.container = b.subject
               AND p.from_index < $2 AND coalesce(p.to_index, 9223372036854775807) > $2 WHERE $3)
           SELECT subject, container FROM below ORDER BY subject`,
    values: [id, index, goesDown],
  });
  const names = await thingNames(
    pool,
    rows.map(({ subject }) => subject),
  );
  const inside = new Map<Subject | null, Subject[]>();
  for (const { subject, container } of rows) inside.set(container, [...(inside.get(container) ?? []), subject]);
  const show = (subject: Subject): TransferItem => ({
    subject,
    is: subject.startsWith("container/") ? "container" : "module",
    name: names.get(subject)?.name ?? subject,
    partNumber: names.get(subject)?.partNumber ?? null,
    items: shown(inside.get(subject)),
  });
  const shown = (subjects: readonly Subject[] = []) => inNaturalOrder(subjects.map(show), ({ name }) => name);
  return shown(inside.get(null));
}
