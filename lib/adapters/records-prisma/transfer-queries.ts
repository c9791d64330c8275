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
  readonly waiting: number;
  readonly index: string;
};

/**
 * Things held by giver $1 that a receiver did not accept and nobody has dealt with since (`undisputed`), nor reported stolen, each
 * with its transfer. What two receivers did not accept counts with the later one. Read from what is in dispute, which is little.
 */
export const DIFFERENCES = `SELECT d.subject, (SELECT x.transfer FROM rm_transfer_exception x JOIN rm_transfer o ON o.id = x.transfer
    WHERE x.subject = d.subject AND o.giver = d.holder AND o.status = 'accepted' ORDER BY o.log_index DESC LIMIT 1) AS transfer
  FROM rm_thing d WHERE d.holder = $1 AND d.disputed AND d.stolen_at IS NULL`;

/** $1 the asking member: what waits, waits for the giver alone. */
const SELECT = `WITH differences AS (${DIFFERENCES})
  SELECT t.id, t.giver, t.receiver, t.status, t.count, t.modules, t.offered_at, t.expires_at, t.closed_at, t.reason,
  t.log_index AS index, (SELECT count(*)::integer FROM rm_transfer_exception x WHERE x.transfer = t.id) AS exceptions,
  (SELECT count(*)::integer FROM differences w WHERE w.transfer = t.id) AS waiting FROM rm_transfer t`;

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
        ? "t.id IN (SELECT id FROM rm_transfer WHERE giver = $1 AND status = 'offered' UNION SELECT transfer FROM differences)"
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
        text: `${SELECT} WHERE t.id = $2 AND $1 IN (t.giver, t.receiver)`,
        values: [member, id],
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
    waiting: row.waiting,
  };
}

async function detail(pool: Pool, member: MemberId, row: TransferSql, now: Time): Promise<TransferDetail> {
  const { rows: except } = await forMember(pool, member, (db) =>
    db.query<{ subject: Subject; reason: string; note: string | null; waits: boolean }>({
      name: "rm-transfer-exceptions",
      text: `WITH differences AS (${DIFFERENCES})
             SELECT x.subject, x.reason, n.note, (x.subject, x.transfer) IN (SELECT subject, transfer FROM differences) AS waits
             FROM rm_transfer_exception x LEFT JOIN transfer_note n ON n.transfer = x.transfer AND n.subject = x.subject
             WHERE x.transfer = $2 ORDER BY x.subject`,
      values: [member, row.id],
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
    except: except.map(({ subject, reason, note, waits }) => ({
      item: subject,
      name: names.get(subject)?.name ?? subject,
      reason,
      note,
      waits,
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
