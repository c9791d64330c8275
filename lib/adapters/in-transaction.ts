/** One transaction on one connection of the pool. */
import type { Pool, PoolClient } from "pg";

export type Queryable = Pick<Pool, "query">;

/** @param begin SQL that opens it, without values */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin = "BEGIN",
): Promise<T> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query(begin);
    const answer = await work(client);
    await client.query("COMMIT");
    broken = false;
    return answer;
  } catch (cause) {
    await client.query("ROLLBACK").then(
      () => {
        broken = false;
      },
      () => {},
    );
    throw cause;
  } finally {
    // A connection whose transaction may still be open is not given back.
    client.release(broken);
  }
}
