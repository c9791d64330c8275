/** Alerts and messages as rows, and as the port knows them. */
import type { Hash, MemberId, Time } from "../../domain/event/event.ts";
import type { Alert, Author, Message, Stated } from "../../ports/alert-book.ts";
import type { Queryable } from "../in-transaction.ts";
import { personNamed } from "../person-named.ts";

type AlertRow = Omit<Alert, "subject" | "owner" | "openedAt" | "deadline" | "actedAt" | "closedAt"> & {
  readonly id: string;
  readonly label: Hash | null;
  readonly subjectKind: Alert["subject"]["kind"];
  readonly subjectName: string;
  readonly ownerMember: MemberId;
  readonly ownerName: string;
  readonly openedAt: Date;
  readonly deadline: Date;
  readonly actedAt: Date | null;
  readonly closedAt: Date | null;
};

/** With the newest record of the label, whichever lot it stands in. */
const ALERTS = `SELECT a.id, a.number, a.class, a.severity, a.subject_kind AS "subjectKind", a.subject AS "subjectName",
  encode(a.label_id, 'hex') AS label, a.owner_member AS "ownerMember", ${personNamed("a.owner_name", "a.owner_member")} AS "ownerName", a.recipients, a.state,
  a.contradiction, a.report, a.hold, a.opened_at AS "openedAt", a.deadline_at AS deadline, a.acted_at AS "actedAt",
  a.root_cause AS "rootCause", a.outcome, c.number AS "case", c.state AS "caseState", a.closed_at AS "closedAt", ${personNamed("a.closed_by", "a.owner_member")} AS "closedBy",
  m.serial AS "serialNumber", m.part_number AS "partNumber"
FROM alert a LEFT JOIN alert_case c ON c.id = a.case_id
LEFT JOIN LATERAL (SELECT r.serial, p.part_number FROM rm_module r JOIN rm_lot l ON l.number = r.lot_number
  JOIN rm_product p ON p.subject = l.product WHERE r.label_id = a.label_id ORDER BY l.log_index LIMIT 1) m ON true`;

/** Whose business it is: the owner's, and whoever it was shared with. $1 the asking member. */
export const MINE = "(a.owner_member = $1 OR $1 = ANY(a.recipients))";

/** @param where over `a`, with what `values` hold */
export async function alertsWhere(db: Queryable, where: string, values: readonly unknown[]): Promise<AlertRow[]> {
  const { rows } = await db.query<AlertRow>(`${ALERTS} WHERE ${where}`, [...values]);
  return rows;
}

export function alertOfRow({ id: _id, label: _label, ...row }: AlertRow): Alert {
  const { subjectKind, subjectName, ownerMember, ownerName, ...rest } = row;
  return {
    ...rest,
    subject: { kind: subjectKind, name: subjectName },
    owner: { member: ownerMember, name: ownerName },
    openedAt: row.openedAt.toISOString(),
    deadline: row.deadline.toISOString(),
    actedAt: timeOf(row.actedAt),
    closedAt: timeOf(row.closedAt),
  };
}

export function timeOf(date: Date | null): Time | null {
  return date?.toISOString() ?? null;
}

export async function messagesOf(db: Queryable, column: "alert_id" | "case_id", id: string): Promise<Message[]> {
  const { rows } = await db.query<Omit<Message, "at"> & { at: Date }>(
    `SELECT at, member, ${personNamed("alert_message.author", "alert_message.member")} AS author, what,
       CASE what WHEN 'assigned' THEN ${personNamed("alert_message.text", "alert_message.member")} ELSE text END AS text,
       coalesce(stated, '[]') AS stated FROM alert_message WHERE ${column} = $1 ORDER BY id`,
    [id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function addMessage(
  db: Queryable,
  about: { readonly alert: string } | { readonly case: string },
  author: Author,
  {
    at,
    what,
    text,
    stated = [],
  }: { readonly at: Time; readonly what: string; readonly text: string; readonly stated?: readonly Stated[] },
): Promise<void> {
  const [alert, ofCase] = "alert" in about ? [about.alert, null] : [null, about.case];
  await db.query(
    "INSERT INTO alert_message (alert_id, case_id, at, member, author, what, text, stated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    [alert, ofCase, at, author.member, author.name, what, text, stated.length > 0 ? JSON.stringify(stated) : null],
  );
}

/** `A-2026-000017`: the year of opening, and a number that no other has. */
export async function nextNumber(db: Queryable, kind: "alert" | "case", at: Time): Promise<string> {
  const { rows } = await db.query<{ n: string }>(`SELECT nextval('${kind}_number') AS n`);
  return `${kind === "alert" ? "A" : "C"}-${at.slice(0, 4)}-${String(rows[0]?.n).padStart(6, "0")}`;
}
