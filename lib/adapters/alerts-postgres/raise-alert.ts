/** Opens an alert, lets an open one grow, or leaves closed what a person has already explained. */
import type { PoolClient } from "pg";
import type { Contradiction } from "../../domain/copies/contradiction.ts";
import type { AlertBook, NewAlert, Stated } from "../../ports/alert-book.ts";
import { addMessage, nextNumber } from "./alert-rows.ts";
import { ownerOf } from "./owner-of.ts";
import { touchWarnings } from "./touch-warnings.ts";

type Raised = Awaited<ReturnType<AlertBook["raise"]>>;
type OpenRow = { readonly id: string; readonly number: string; readonly evidence: readonly string[] };

const RULE = { member: null, name: "TrueLane" } as const;

export async function raiseAlert(db: PoolClient, alert: NewAlert): Promise<Raised> {
  const labels = alert.subject.kind === "unit" ? [Buffer.from(alert.subject.name, "hex")] : [];
  if (alert.contradiction) {
    const known = await knownBy(db, alert, alert.contradiction);
    if (known) {
      if (known.became === "grown") await touchWarnings(db, labels);
      return known;
    }
  }
  const number = await nextNumber(db, "alert", alert.at);
  const ownerName = await ownerOf(db, alert.ownerMember);
  await db.query(
    `INSERT INTO alert (id, number, class, severity, subject_kind, subject, label_id, owner_member, owner_name, recipients,
       contradiction, evidence, report, opened_at, deadline_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      alert.id,
      number,
      alert.class,
      alert.severity,
      alert.subject.kind,
      alert.subject.name,
      labelOf(alert),
      alert.ownerMember,
      ownerName,
      alert.recipients.filter((member) => member !== alert.ownerMember),
      alert.contradiction,
      alert.contradiction?.evidence ?? [],
      alert.report,
      alert.at,
      alert.deadline,
    ],
  );
  await addMessage(db, { alert: alert.id }, alert.openedBy ?? RULE, {
    at: alert.at,
    what: "opened",
    text: "",
    stated: alert.contradiction ? [stated(number, alert.contradiction)] : [],
  });
  await touchWarnings(db, labels);
  return { number, became: "opened" };
}

/** For the history: the alert itself keeps the newest facts only. */
function stated(alert: string, { rule, facts }: Contradiction): Stated {
  return { alert, rule, facts };
}

/** A report may be about no label at all. */
function labelOf({ subject }: NewAlert): Buffer | null {
  const isLabel = (subject.kind === "unit" || subject.kind === "code") && subject.name !== "";
  return isLabel ? Buffer.from(subject.name, "hex") : null;
}

async function knownBy(db: PoolClient, alert: NewAlert, found: Contradiction): Promise<Raised | undefined> {
  const { rows } = await db.query<OpenRow>(
    "SELECT id, number, evidence FROM alert WHERE class = $1 AND subject = $2 AND state <> 'closed' FOR UPDATE",
    [alert.class, alert.subject.name],
  );
  const open = rows[0];
  if (open) return grown(db, open, alert, found);
  const settled = await db.query<{ number: string; evidence: readonly string[] }>(
    "SELECT number, evidence FROM alert WHERE class = $1 AND subject = $2 AND state = 'closed' ORDER BY number DESC",
    [alert.class, alert.subject.name],
  );
  const explained = new Set(settled.rows.flatMap(({ evidence }) => evidence));
  const [last] = settled.rows;
  return last && found.evidence.every((one) => explained.has(one))
    ? { number: last.number, became: "known" }
    : undefined;
}

/** More of the same is one alert that says more; its severity only rises. */
async function grown(db: PoolClient, open: OpenRow, alert: NewAlert, found: Contradiction): Promise<Raised> {
  const before = new Set(open.evidence);
  const added = found.evidence.filter((one) => !before.has(one));
  if (added.length === 0) return { number: open.number, became: "known" };
  await db.query(
    `UPDATE alert SET contradiction = $2, evidence = evidence || $3::text[],
       severity = CASE WHEN severity = 'notice' THEN $4 ELSE severity END WHERE id = $1`,
    [open.id, found, added, alert.severity],
  );
  await addMessage(db, { alert: open.id }, RULE, {
    at: alert.at,
    what: "grown",
    text: "",
    stated: [stated(open.number, found)],
  });
  return { number: open.number, became: "grown" };
}
