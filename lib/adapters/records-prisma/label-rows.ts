/** Rows of labels and of the keys that sign them, as an entry leaves their states. */
import type { PoolClient } from "pg";
import { labelIdOfSubject } from "../../domain/event/subject.ts";
import type { Judged } from "../../ports/projection-rows.ts";

export async function writeLabels(client: PoolClient, { committed, next }: Judged): Promise<void> {
  const rows = [...next].flatMap(([subject, state]) => (state.is === "label" ? [{ subject, state }] : []));
  await client.query({
    name: "rm-labels",
    text: `INSERT INTO rm_label (label_id, module, lot, status, reason, replaced_by, at, log_index)
           SELECT *, $7, $8 FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
           ON CONFLICT (label_id) DO UPDATE SET module = EXCLUDED.module, lot = EXCLUDED.lot, status = EXCLUDED.status,
             reason = EXCLUDED.reason, replaced_by = EXCLUDED.replaced_by, at = EXCLUDED.at, log_index = EXCLUDED.log_index`,
    values: [
      rows.map(({ subject }) => labelIdOfSubject(subject)),
      rows.map(({ state }) => state.module),
      rows.map(({ state }) => state.lot),
      rows.map(({ state }) => state.status),
      rows.map(({ state }) => state.reason ?? null),
      rows.map(({ state }) => state.replacedBy ?? null),
      committed.time,
      committed.position.index,
    ],
  });
}

/** Keys that were declared, revoked, or used by this entry. */
export async function writeLabelKeys(client: PoolClient, { committed, next }: Judged): Promise<void> {
  const { index } = committed.position;
  for (const [subject, key] of next) {
    if (key.is !== "key") continue;
    const { maker, kid, algorithm, publicKey, notBefore, notAfter, quota, issued, revoked } = key;
    const fixed = [subject, maker, kid, algorithm, publicKey, notBefore, notAfter, quota, committed.time, index];
    await client.query({
      name: "rm-label-key",
      text: `INSERT INTO rm_label_key (subject, member, kid, algorithm, public_key, not_before, not_after, quota, declared_at, declared_index,
               issued, revoked_at, revoked_reason, revoked_index)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
             ON CONFLICT (subject) DO UPDATE SET issued = EXCLUDED.issued, revoked_at = EXCLUDED.revoked_at,
               revoked_reason = EXCLUDED.revoked_reason, revoked_index = EXCLUDED.revoked_index`,
      values: [...fixed, issued, revoked?.at ?? null, revoked?.reason ?? null, revoked ? index : null],
    });
  }
}
