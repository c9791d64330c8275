/**
 * For whom a connection acts. The policies of the database (docs/decisions/092) hold it to the private rows of that member; one that
 * has not said so sees none of anybody's. The adversary is our own next query that forgets its `where`.
 */
import { escapeLiteral, type Pool, type PoolClient, type PoolConfig } from "pg";
import type { MemberId } from "../domain/event/event.ts";
import { inTransaction, type Queryable } from "./in-transaction.ts";

/** No member's id. */
const EVERYBODY = "*";
const SAY = "SELECT set_config('truelane.member', $1, $2)";

/** One transaction that sees and writes the rows of this member alone, also on a connection that acts for everybody. */
export async function forMember<T>(pool: Pool, member: MemberId, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, work, beginAs(oneMember(member)));
}

/** One transaction that sees and writes everybody's rows: only for what is no single member's question. */
export function forEverybody<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, work, beginAs(EVERYBODY));
}

/** A part of a transaction that is about everybody's rows, such as the warning of a label that two members have alerts about. */
export async function meanwhileForEverybody<T>(client: Queryable, work: () => Promise<T>): Promise<T> {
  const { rows } = await client.query<{ before: string | null }>(
    "SELECT current_setting('truelane.member', true) AS before",
  );
  await client.query(SAY, [EVERYBODY, true]);
  const answer = await work();
  await client.query(SAY, [rows[0]?.before ?? "", true]);
  return answer;
}

/** Settings of a pool of whoever looks after the whole installation: worker, scan listener, command line, supervisor. */
export const ACTS_FOR_EVERYBODY: PoolConfig = { onConnect: (client) => actForEverybody(client) };

/** From now on this connection sees and writes everybody's rows. */
export async function actForEverybody(client: Queryable): Promise<void> {
  await client.query(SAY, [EVERYBODY, false]);
}

/** A member's id comes from a seat or a key, never from a request; should one ever be `*`, it is no member. */
export function oneMember(member: MemberId): MemberId {
  if (member === EVERYBODY) throw new Error("no member is called *");
  return member;
}

/** One round trip for both. */
function beginAs(member: string): string {
  return `BEGIN; SELECT set_config('truelane.member', ${escapeLiteral(member)}, true)`;
}
