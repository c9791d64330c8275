/** Approvals, numbers and notes beside the journal, in the same database. */
import type pg from "pg";
import type { Office } from "../../ports/journal.ts";

export function openOffice(pool: pg.Pool): Office {
  return {
    async approveRelease(lot, { userId, email }) {
      await pool.query(
        "INSERT INTO release_approval (lot, user_id, email) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [lot, userId, email],
      );
      const { rows } = await pool.query<{ userId: string; email: string }>(
        `SELECT user_id AS "userId", email FROM release_approval WHERE lot = $1 ORDER BY at, user_id`,
        [lot],
      );
      return rows;
    },

    async nextSsccSerial(member) {
      const { rows } = await pool.query<{ serial: string }>(
        `INSERT INTO sscc_counter (member, next) VALUES ($1, 1)
         ON CONFLICT (member) DO UPDATE SET next = sscc_counter.next + 1 RETURNING next - 1 AS serial`,
        [member],
      );
      return Number(rows[0]?.serial);
    },

    async noteExceptions(transfer, notes) {
      await pool.query(
        `WITH gone AS (DELETE FROM transfer_note WHERE transfer = $1 AND NOT subject = ANY($2::text[]))
         INSERT INTO transfer_note (transfer, subject, note) SELECT $1, * FROM unnest($2::text[], $3::text[])
         ON CONFLICT (transfer, subject) DO UPDATE SET note = EXCLUDED.note`,
        [transfer, notes.map((note) => note.subject), notes.map((note) => note.note)],
      );
    },
  };
}
