/** The book of alerts and cases over Postgres. */
import type { Pool } from "pg";
import type { MemberId } from "../../domain/event/event.ts";
import type { AlertBook, AlertFilter, Author, ClassFigures } from "../../ports/alert-book.ts";
import { BadCursor } from "../../usecases/queries.ts";
import { forEverybody, forMember } from "../for-member.ts";
import { addMessage, alertOfRow, alertsWhere, MINE, messagesOf } from "./alert-rows.ts";
import { caseDetail, closeCase, decideCase, listCases, openCase } from "./cases.ts";
import { changeAlert } from "./change-alert.ts";
import { colleagueOf } from "./owner-of.ts";
import { raiseAlert } from "./raise-alert.ts";

const MOST = 200;
const USUAL = 50;

export function openAlertBook(pool: Pool): AlertBook {
  return {
    // By a rule, or by a stranger: the alert is for whoever owns it, and may have been opened before for another.
    raise: (alert) => forEverybody(pool, (db) => raiseAlert(db, alert)),
    async alerts(member, filter) {
      const limit = limitOf(filter);
      const [states, label] = [statesOf(filter.state), filter.label ?? null];
      const values = [member, states, label, cursorOf(filter.cursor, "A") ?? null, limit + 1];
      const rows = await forMember(pool, member, (db) =>
        alertsWhere(
          db,
          `${MINE} AND a.state = ANY($2) AND ($3::text IS NULL OR a.label_id = decode($3, 'hex'))
           AND ($4::text IS NULL OR a.number < $4) ORDER BY a.number DESC LIMIT $5`,
          values,
        ),
      );
      const items = rows.slice(0, limit).map(alertOfRow);
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.number ?? null) : null };
    },
    alert: (member, number) =>
      forMember(pool, member, async (db) => {
        const [row] = await alertsWhere(db, `${MINE} AND a.number = $2`, [member, number]);
        return row && { alert: alertOfRow(row), messages: await messagesOf(db, "alert_id", row.id) };
      }),
    colleague: (member, given) => colleagueOf(pool, member, given),
    change: (member, ...given) => forMember(pool, member, (db) => changeAlert(db, member, ...given)),
    say: (about, author, text, at) =>
      forMember(pool, memberOf(author), async (db) => {
        const [table, number] = "alert" in about ? ["alert", about.alert] : ["alert_case", about.case];
        const { rows } = await db.query<{ id: string }>(`SELECT id FROM ${table} WHERE number = $1`, [number]);
        const id = rows[0]?.id;
        if (id === undefined) throw new Error(`there is no ${number} to say something about`);
        await addMessage(db, "alert" in about ? { alert: id } : { case: id }, author, { at, what: "said", text });
      }),
    async figures(member) {
      const { rows } = await forMember(pool, member, (db) =>
        db.query<ClassFigures>(
          `SELECT class, count(*) FILTER (WHERE state <> 'closed')::integer AS open, count(*) FILTER (WHERE state = 'closed')::integer AS closed,
             count(*) FILTER (WHERE outcome = 'false-alarm')::integer AS "falseAlarms"
           FROM alert WHERE owner_member = $1 GROUP BY class ORDER BY class`,
          [member],
        ),
      );
      return rows;
    },
    openCase: (opened, author) => forMember(pool, opened.member, (db) => openCase(db, opened, author)),
    async cases(member, page) {
      const before = cursorOf(page.cursor, "C");
      return forMember(pool, member, (db) => listCases(db, member, before, limitOf(page)));
    },
    case: (member, number) => forMember(pool, member, (db) => caseDetail(db, member, number)),
    decide: (number, decision, author) =>
      forMember(pool, memberOf(author), (db) => decideCase(db, number, decision, author)),
    closeCase: (number, end, author, at) =>
      forMember(pool, memberOf(author), (db) => closeCase(db, number, end, author, at)),
    link: (number, { tokenHash, mail, author, at, expiresAt }) =>
      forMember(pool, memberOf(author), async (db) => {
        const { rows } = await db.query<{ id: string }>(
          `INSERT INTO alert_link (token_hash, alert_id, mail, made_by, made_at, expires_at)
           SELECT $2, id, $3, $4, $5, $6 FROM alert WHERE number = $1 RETURNING alert_id AS id`,
          [number, Buffer.from(tokenHash), mail, author.name, at, expiresAt],
        );
        for (const { id } of rows) await addMessage(db, { alert: id }, author, { at, what: "forwarded", text: mail });
      }),
    // Whoever holds the token is of no member.
    linked: (tokenHash, now) =>
      forEverybody(pool, async (db) => {
        const { rows } = await db.query<{ id: string; mail: string }>(
          "SELECT alert_id AS id, mail FROM alert_link WHERE token_hash = $1 AND expires_at > $2",
          [Buffer.from(tokenHash), now],
        );
        const link = rows[0];
        if (!link) return undefined;
        const [row] = await alertsWhere(db, "a.id = $1", [link.id]);
        return row && { alert: alertOfRow(row), messages: await messagesOf(db, "alert_id", link.id), mail: link.mail };
      }),
  };
}

/** Only people and keys of a member decide, forward and answer. */
function memberOf({ member, name }: Author): MemberId {
  if (member === null) throw new Error(`${name} is of no member`);
  return member;
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
