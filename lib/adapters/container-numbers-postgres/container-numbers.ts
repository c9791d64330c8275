/** SSCCs given once: the member's counter and the request's own row in the journal change in one transaction. */
import type { Pool, PoolClient } from "pg";
import { ssccOf } from "../../domain/label/sscc.ts";
import type { ContainerNumbers, NumberRequest } from "../../ports/container-numbers.ts";
import { forMember } from "../for-member.ts";

/** Extension digit of the numbers that we give. */
const EXTENSION = 0;

export function createContainerNumbers(pool: Pool): ContainerNumbers {
  return { number: (request) => forMember(pool, request.member, (client) => number(client, request)) };
}

async function number(client: PoolClient, request: NumberRequest) {
  const { id, member, actor, idempotencyKey, requestHash } = request;
  const command = { kind: "number-container", ...(request.sscc !== undefined && { sscc: request.sscc }) };
  const opened = await client.query(OPEN, [
    id,
    member,
    JSON.stringify(actor),
    JSON.stringify(command),
    idempotencyKey ?? null,
    requestHash,
  ]);
  if (opened.rowCount === 0) {
    const { rows } = await client.query<{ sscc: string | null; request_hash: string }>(FIRST, [member, idempotencyKey]);
    return { sscc: rows[0]?.sscc ?? "", requestHash: rows[0]?.request_hash ?? "" };
  }
  const sscc = request.sscc ?? (await nextNumber(client, request));
  await client.query("UPDATE operation SET result = $2 WHERE id = $1", [id, JSON.stringify({ sscc })]);
  return { sscc, requestHash };
}

// The row is born final: the worker has nothing to do for it. A second request with the same key waits here for the first.
const OPEN = `INSERT INTO operation (id, member, actor, kind, command, idempotency_key, request_hash, state)
  VALUES ($1, $2, $3, 'number-container', $4, $5, $6, 'recorded')
  ON CONFLICT (member, idempotency_key) DO NOTHING RETURNING id`;
const FIRST = `SELECT result->>'sscc' AS sscc, request_hash FROM operation WHERE member = $1 AND idempotency_key = $2`;
const NEXT = `INSERT INTO sscc_counter (member, next) VALUES ($1, 1)
  ON CONFLICT (member) DO UPDATE SET next = sscc_counter.next + 1 RETURNING (next - 1)::text AS serial`;
const TAKEN = `SELECT 1 FROM rm_thing WHERE name = $1 AND "is" = 'container' LIMIT 1`;

async function nextNumber(client: PoolClient, { member, prefix }: NumberRequest): Promise<string> {
  for (;;) {
    const { rows } = await client.query<{ serial: string }>(NEXT, [member]);
    const sscc = ssccOf(EXTENSION, prefix, Number(rows[0]?.serial));
    // The member may have packed under this number of its own choice.
    const { rowCount } = await client.query(TAKEN, [sscc]);
    if (rowCount === 0) return sscc;
  }
}
