/** The book of alerts and cases over Postgres. */
import type { Pool } from "pg";
import type { AlertBook, AlertFilter, ClassFigures } from "../../ports/alert-book.ts";
import { BadCursor } from "../../usecases/queries.ts";
import { inTransaction } from "../in-transaction.ts";
import { addMessage, alertOfRow, alertsWhere, MINE, messagesOf } from "./alert-rows.ts";
import { caseDetail, closeCase, decideCase, listCases, openCase } from "./cases.ts";
import { changeAlert } from "./change-alert.ts";
import { raiseAlert } from "./raise-alert.ts";

const MOST = 200;
const USUAL = 50;

export function openAlertBook(pool: Pool): AlertBook {
  return {
    raise: (alert) => inTransaction(pool, (db) => raiseAlert(db, alert)),
    async alerts(member, filter) {
      const limit = limitOf(filter);
      const [states, label] = [statesOf(filter.state), filter.label ?? null];
      const rows = await alertsWhere(
        pool,
        `${MINE} AND a.state = ANY($2) AND ($3::text IS NULL OR a.label_id = decode($3, 'hex'))
         AND ($4::text IS NULL OR a.number < $4) ORDER BY a.number DESC LIMIT $5`,
        [member, states, label, cursorOf(filter.cursor, "A") ?? null, limit + 1],
      );
      const items = rows.slice(0, limit).map(alertOfRow);
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.number ?? null) : null };
    },
    async alert(member, number) {
      const [row] = await alertsWhere(pool, `${MINE} AND a.number = $2`, [member, number]);
      return row && { alert: alertOfRow(row), messages: await messagesOf(pool, "alert_id", row.id) };
    },
    change: (...given) => inTransaction(pool, (db) => changeAlert(db, ...given)),
    async say(about, author, text, at) {
      const [table, number] = "alert" in about ? ["alert", about.alert] : ["alert_case", about.case];
      const { rows } = await pool.query<{ id: string }>(`SELECT id FROM ${table} WHERE number = $1`, [number]);
      const id = rows[0]?.id;
      if (id === undefined) throw new Error(`there is no ${number} to say something about`);
      await addMessage(pool, "alert" in about ? { alert: id } : { case: id }, author, { at, what: "said", text });
    },
    async figures(member) {
      const { rows } = await pool.query<ClassFigures>(
        `SELECT class, count(*) FILTER (WHERE state <> 'closed')::integer AS open, count(*) FILTER (WHERE state = 'closed')::integer AS closed,
           count(*) FILTER (WHERE outcome = 'false-alarm')::integer AS "falseAlarms"
         FROM alert WHERE owner_member = $1 GROUP BY class ORDER BY class`,
        [member],
      );
      return rows;
    },
    openCase: (opened, author) => inTransaction(pool, (db) => openCase(db, opened, author)),
    cases: async (member, page) => listCases(pool, member, cursorOf(page.cursor, "C"), limitOf(page)),
    case: (member, number) => caseDetail(pool, member, number),
    decide: (number, decision, author) => inTransaction(pool, (db) => decideCase(db, number, decision, author)),
    closeCase: (number, end, author, at) => inTransaction(pool, (db) => closeCase(db, number, end, author, at)),
    link: (number, { tokenHash, mail, author, at, expiresAt }) =>
      inTransaction(pool, async (db) => {
        const { rows } = await db.query<{ id: string }>(
          `INSERT INTO alert_link (token_hash, alert_id, mail, made_by, made_at, expires_at)
           SELECT $2, id, $3, $4, $5, $6 FROM alert WHERE number = $1 RETURNING alert_id AS id`,
          [number, Buffer.from(tokenHash), mail, author.name, at, expiresAt],
        );
        for (const { id } of rows) await addMessage(db, { alert: id }, author, { at, what: "forwarded", text: mail });
      }),
    async linked(tokenHash, now) {
      const { rows } = await pool.query<{ id: string; mail: string }>(
        "SELECT alert_id AS id, mail FROM alert_link WHERE token_hash = $1 AND expires_at > $2",
        [Buffer.from(tokenHash), now],
      );
      const link = rows[0];
      if (!link) return undefined;
      const [row] = await alertsWhere(pool, "a.id = $1", [link.id]);
      return row && { alert: alertOfRow(row), messages: await messagesOf(pool, "alert_id", link.id), mail: link.mail };
    },
  };
}

function statesOf(state: AlertFilter["state"]): readonly string[] {
  if (state === undefined) return ["open", "acknowledged", "investigating", "closed"];
  return state === "unclosed" ? ["open", "acknowledged", "investigating"] : [state];
}

function limitOf({ limit = USUAL }: { readonly limit?: number }): number {
  return Math.max(1, Math.min(MOST, Math.trunc(limit)));
}

function cursorOf(cursor: string | undefined, letter: "A" | "C"): string | undefined {
  if (cursor !== undefined && !new RegExp(`^${letter}-\\d{4}-\\d{6,}$`).test(cursor)) throw new BadCursor();
  return cursor;
}
