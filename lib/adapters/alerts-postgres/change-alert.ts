/** What an owner does with an alert: one change, one message, one transaction. */
import type { PoolClient } from "pg";
import { type AlertState, mayBecome } from "../../domain/copies/alert-words.ts";
import type { MemberId, Time } from "../../domain/event/event.ts";
import type { AlertChange, Author } from "../../ports/alert-book.ts";
import { addMessage } from "./alert-rows.ts";
import { touchWarnings } from "./touch-warnings.ts";

type Row = { readonly id: string; readonly state: AlertState; readonly label: Buffer | null };

export async function changeAlert(
  db: PoolClient,
  member: MemberId,
  number: string,
  change: AlertChange,
  author: Author,
  at: Time,
): Promise<boolean> {
  const { rows } = await db.query<Row>(
    "SELECT id, state, label_id AS label FROM alert WHERE number = $1 AND owner_member = $2 FOR UPDATE",
    [number, member],
  );
  const row = rows[0];
  if (!row || row.state === "closed") return false;
  const [sets, values, text] = changed(change, row.state, author, at);
  if (sets === undefined) return false;
  await db.query(`UPDATE alert SET acted_at = coalesce(acted_at, $2), ${sets} WHERE id = $1`, [row.id, at, ...values]);
  await addMessage(db, { alert: row.id }, author, { at, what: change.what, text });
  if (change.what === "closed" && row.label) await touchWarnings(db, [row.label]);
  return true;
}

type Changed = readonly [sets: string | undefined, values: readonly unknown[], text: string];

function changed(change: AlertChange, now: AlertState, author: Author, at: Time): Changed {
  switch (change.what) {
    case "acknowledged":
    case "investigating":
      return [mayBecome(now, change.what) ? "state = $3" : undefined, [change.what], ""];
    case "assigned":
      return ["owner_name = $3", [change.name], change.name];
    case "held":
      return ["hold = $3", [true], ""];
    case "let-go":
      return ["hold = $3", [false], ""];
    case "shared":
      return ["recipients = $3", [[...change.recipients]], change.recipients.join(", ")];
    case "closed":
      return [
        "state = 'closed', root_cause = $3, outcome = $4, closed_at = $5, closed_by = $6",
        [change.rootCause, change.outcome, at, author.name],
        change.text,
      ];
  }
}
