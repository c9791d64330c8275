/** Cases: opened over alerts, decided by two people, closed with everything that hangs on them. */
import type { PoolClient } from "pg";
import type { AlertOutcome, RootCause } from "../../domain/copies/alert-words.ts";
import type { Hash, MemberId, Time } from "../../domain/event/event.ts";
import type { AlertBook, Author, Case, CaseDetail, Decision, Stated } from "../../ports/alert-book.ts";
import type { Queryable } from "../in-transaction.ts";
import { personNamed } from "../person-named.ts";
import { addMessage, alertOfRow, alertsWhere, messagesOf, nextNumber, timeOf } from "./alert-rows.ts";
import { ownerOf } from "./owner-of.ts";
import { touchWarnings } from "./touch-warnings.ts";

type CaseRow = Omit<Case, "owner" | "openedAt" | "deadline" | "confirmedAt" | "closedAt"> & {
  readonly id: string;
  readonly ownerMember: MemberId;
  readonly ownerName: string;
  readonly openedAt: Date;
  readonly deadline: Date;
  readonly confirmedAt: Date | null;
  readonly closedAt: Date | null;
};

const CASES = `SELECT c.id, c.number, c.title, c.owner_member AS "ownerMember", ${personNamed("c.owner_name", "c.owner_member")} AS "ownerName", c.state, c.finding,
  c.opened_at AS "openedAt", c.deadline_at AS deadline, c.confirmed_at AS "confirmedAt", c.root_cause AS "rootCause", c.outcome,
  c.closed_at AS "closedAt", ${personNamed("c.closed_by", "c.owner_member")} AS "closedBy" FROM alert_case c`;
/** A partner sees the case of an alert that was shared with it. $1 the asking member. */
const MINE = `(c.owner_member = $1 OR EXISTS (SELECT FROM alert a WHERE a.case_id = c.id AND $1 = ANY(a.recipients)))`;

function caseOfRow({ id: _id, ownerMember, ownerName, ...row }: CaseRow): Case {
  return {
    ...row,
    owner: { member: ownerMember, name: ownerName },
    openedAt: row.openedAt.toISOString(),
    deadline: row.deadline.toISOString(),
    confirmedAt: timeOf(row.confirmedAt),
    closedAt: timeOf(row.closedAt),
  };
}

export async function listCases(db: Queryable, member: MemberId, before: string | undefined, limit: number) {
  const { rows } = await db.query<CaseRow>(
    `${CASES} WHERE ${MINE} AND ($2::text IS NULL OR c.number < $2) ORDER BY c.number DESC LIMIT $3`,
    [member, before ?? null, limit + 1],
  );
  const items = rows.slice(0, limit).map(caseOfRow);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.number ?? null) : null };
}

export async function caseDetail(db: Queryable, member: MemberId, number: string): Promise<CaseDetail | undefined> {
  const { rows } = await db.query<CaseRow>(`${CASES} WHERE ${MINE} AND c.number = $2`, [member, number]);
  const row = rows[0];
  if (!row) return undefined;
  const units = await db.query<{ label: Hash; serialNumber: string | null }>(
    `SELECT encode(x.label_id, 'hex') AS label, (SELECT min(r.serial) FROM rm_module r WHERE r.label_id = x.label_id) AS "serialNumber"
     FROM case_label x WHERE x.case_id = $1 ORDER BY 2, 1`,
    [row.id],
  );
  const decisions = await db.query<Omit<Decision, "userId" | "at"> & { userId: string; at: Date }>(
    `SELECT decision, finding, user_id AS "userId", ${personNamed("case_decision.name", "$2")} AS name, at FROM case_decision WHERE case_id = $1 ORDER BY round DESC, at`,
    [row.id, row.ownerMember],
  );
  return {
    ...caseOfRow(row),
    units: units.rows,
    alerts: (await alertsWhere(db, "a.case_id = $1 ORDER BY a.number", [row.id])).map(alertOfRow),
    decisions: decisions.rows.map((each) => ({ ...each, at: each.at.toISOString() })),
    messages: await messagesOf(db, "case_id", row.id),
  };
}

export async function openCase(
  db: PoolClient,
  opened: Parameters<AlertBook["openCase"]>[0],
  author: Author,
): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string; label: Buffer | null; kind: string }>(
    `SELECT id, label_id AS label, subject_kind AS kind FROM alert
     WHERE number = ANY($1) AND owner_member = $2 AND state <> 'closed' AND case_id IS NULL ORDER BY id FOR UPDATE`,
    [opened.alerts, opened.member],
  );
  if (rows.length === 0 || rows.length !== new Set(opened.alerts).size) return undefined;
  const number = await nextNumber(db, "case", opened.at);
  await db.query(
    `INSERT INTO alert_case (id, number, title, owner_member, owner_name, opened_at, deadline_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      opened.id,
      number,
      opened.title,
      opened.member,
      author.name || (await ownerOf(db, opened.member)),
      opened.at,
      opened.deadline,
    ],
  );
  await db.query(
    `UPDATE alert SET case_id = $1, state = 'investigating', acted_at = coalesce(acted_at, $3) WHERE id = ANY($2::uuid[])`,
    [opened.id, rows.map(({ id }) => id), opened.at],
  );
  for (const { id } of rows) await addMessage(db, { alert: id }, author, { at: opened.at, what: "case", text: number });
  // A code without a record, a lot, a network: a case about them says nothing on any scan page.
  await db.query(
    "INSERT INTO case_label (case_id, label_id) SELECT DISTINCT $1::uuid, l FROM unnest($2::bytea[]) AS l",
    [opened.id, rows.filter(({ kind }) => kind === "unit").map(({ label }) => label)],
  );
  await addMessage(db, { case: opened.id }, author, { at: opened.at, what: "opened", text: opened.alerts.join(", ") });
  return number;
}

type Locked = { readonly id: string; readonly state: Case["state"]; readonly round: number };

async function lock(db: PoolClient, number: string): Promise<Locked | undefined> {
  const { rows } = await db.query<Locked>(
    `SELECT c.id, c.state, (SELECT coalesce(max(round), 0) FROM case_decision d WHERE d.case_id = c.id) AS round
     FROM alert_case c WHERE c.number = $1 FOR UPDATE OF c`,
    [number],
  );
  return rows[0];
}

/** One round a change: two people confirm, later two take it back. A person counts once a round, whatever its role. */
export async function decideCase(
  db: PoolClient,
  number: string,
  decision: Decision,
  author: Author,
): ReturnType<AlertBook["decide"]> {
  const found = await lock(db, number);
  const wanted = decision.decision === "confirm" ? "open" : "confirmed";
  if (!found || found.state !== wanted) return "closed";
  const round = roundOf(decision.decision, found.round);
  const { rows } = await db.query<{ user_id: string; finding: string | null }>(
    "SELECT user_id, finding FROM case_decision WHERE case_id = $1 AND round = $2 AND decision = $3",
    [found.id, round, decision.decision],
  );
  if (rows.some(({ user_id }) => user_id === decision.userId)) return "same-person";
  if (rows.some(({ finding }) => finding !== decision.finding)) return "other-finding";
  await db.query(
    "INSERT INTO case_decision (case_id, round, decision, finding, user_id, name, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [found.id, round, decision.decision, decision.finding, decision.userId, decision.name, decision.at],
  );
  const counts = rows.length > 0;
  const what = decision.decision === "confirm" ? (counts ? "confirmed" : "confirm-1") : counts ? "cleared" : "clear-1";
  await addMessage(db, { case: found.id }, author, {
    at: decision.at,
    what,
    text: decision.finding ?? "",
    stated: await statedBy(db, found.id),
  });
  if (!counts) return "noted";
  if (decision.decision === "confirm")
    await db.query("UPDATE alert_case SET state = 'confirmed', finding = $2, confirmed_at = $3 WHERE id = $1", [
      found.id,
      decision.finding,
      decision.at,
    ]);
  else
    await db.query("UPDATE alert_case SET state = 'open', finding = NULL, confirmed_at = NULL WHERE id = $1", [
      found.id,
    ]);
  await touchWarnings(db, await labelsOf(db, found.id));
  return "decided";
}

/** What a person signs for stays readable, whatever is looked up afterwards. */
async function statedBy(db: Queryable, id: string): Promise<Stated[]> {
  const { rows } = await db.query<Stated>(
    `SELECT number AS alert, contradiction -> 'rule' AS rule, contradiction -> 'facts' AS facts FROM alert
     WHERE case_id = $1 AND contradiction IS NOT NULL ORDER BY number`,
    [id],
  );
  return rows;
}

/** Odd rounds confirm, even ones take back; the newest that is not decided goes on. */
function roundOf(decision: Decision["decision"], newest: number): number {
  const odd = newest % 2 === 1;
  return (decision === "confirm") === odd ? newest : newest + 1;
}

export async function closeCase(
  db: PoolClient,
  number: string,
  end: { readonly rootCause: RootCause; readonly outcome: AlertOutcome },
  author: Author,
  at: Time,
): Promise<boolean> {
  const found = await lock(db, number);
  // What two people confirmed is closed as confirmed, or first taken back by two.
  if (!found || found.state === "closed" || (found.state === "confirmed") !== (end.outcome === "confirmed"))
    return false;
  await db.query(
    "UPDATE alert_case SET state = 'closed', root_cause = $2, outcome = $3, closed_at = $4, closed_by = $5 WHERE id = $1",
    [found.id, end.rootCause, end.outcome, at, author.name],
  );
  const { rows } = await db.query<{ id: string; label: Buffer | null }>(
    `UPDATE alert SET state = 'closed', root_cause = $2, outcome = $3, closed_at = $4, closed_by = $5
     WHERE case_id = $1 AND state <> 'closed' RETURNING id, label_id AS label`,
    [found.id, end.rootCause, end.outcome, at, author.name],
  );
  for (const { id } of rows) await addMessage(db, { alert: id }, author, { at, what: "closed", text: number });
  await addMessage(db, { case: found.id }, author, { at, what: "closed", text: "" });
  const labels = await labelsOf(db, found.id);
  await touchWarnings(db, [...labels, ...rows.flatMap(({ label }) => (label ? [label] : []))]);
  return true;
}

async function labelsOf(db: Queryable, id: string): Promise<Buffer[]> {
  const { rows } = await db.query<{ label: Buffer }>("SELECT label_id AS label FROM case_label WHERE case_id = $1", [
    id,
  ]);
  return rows.map(({ label }) => label);
}
