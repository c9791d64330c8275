/** The audit's questions on the channel: the chain of blocks, forks, what nobody can read, transactions without an end. */
import type { Pool } from "pg";
import type { Contradiction, Examined } from "../../ports/audit-book.ts";

export async function examineBlocks(pool: Pool): Promise<Examined<Contradiction>> {
  const { rows: counted } = await pool.query<{ count: string }>("SELECT count(*) FROM fabric_block");
  const { rows } = await pool.query<Contradiction>(
    `WITH chain AS (
       SELECT number, hash, previous_hash, log_size, lag(number) OVER w AS before, lag(hash) OVER w AS named, lag(log_size) OVER w AS grown
       FROM fabric_block WINDOW w AS (ORDER BY number))
     SELECT 'block ' || number AS about, CASE
         WHEN number <> coalesce(before, -1) + 1 THEN 'a gap before it'
         WHEN previous_hash <> named THEN 'names another block before it than is kept'
         ELSE 'its entries are not those that are kept' END AS sentence
     FROM chain WHERE number <> coalesce(before, -1) + 1 OR (before IS NOT NULL AND previous_hash <> named)
       OR log_size - coalesce(grown, 0) <> (SELECT count(*) FROM ledger_entry e WHERE e.block = chain.number)
     UNION ALL SELECT 'block ' || number, 'two histories: ' || kept || ' was kept, ' || shown || ' was shown. Ask the other organisations which one they have' FROM fabric_fork
     UNION ALL SELECT 'transaction ' || transaction, 'is valid in block ' || block || ' but wrote what is no event: ' || detail FROM fabric_broken_append
     UNION ALL SELECT 'transaction ' || transaction, 'is called valid in block ' || block || ', but ' || detail || CASE WHEN voids THEN '. It changes nothing here' ELSE '' END FROM fabric_endorsement_fault
     UNION ALL SELECT 'transaction ' || id, 'committed in block ' || block || ', but no entry stands there' FROM fabric_transaction t
       WHERE state = 'COMMITTED' AND NOT EXISTS (SELECT FROM ledger_entry e WHERE e.transaction = t.id)
     UNION ALL SELECT 'transaction ' || id, 'was sent at ' || at || ' and no block has said what became of it' FROM fabric_transaction
       WHERE state IN ('ENDORSED', 'SUBMITTED', 'UNKNOWN') AND at < now() - interval '10 minutes'
         AND NOT EXISTS (SELECT FROM ledger_entry e WHERE e.event_id = fabric_transaction.event_id)`,
  );
  return { examined: Number(counted[0]?.count ?? 0), wrong: rows };
}
