/** Approvals, numbers and notes beside the journal, in the same database. */
import type pg from "pg";
import { holdsRelease } from "../../domain/optics/eeprom-of-lot-file.ts";
import type { Office } from "../../ports/journal.ts";

export function openOffice(pool: pg.Pool): Office {
  return {
    async approveRelease(member, what, { userId, email }) {
      await pool.query(
        "INSERT INTO release_approval (lot, user_id, email) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [what, userId, email],
      );
      const { rows } = await pool.query<{ userId: string; email: string }>(
        `SELECT approval.user_id AS "userId", approval.email FROM release_approval AS approval
         JOIN sign_in_seat AS seat ON seat.user_id = approval.user_id
         JOIN sign_in_organization AS organization ON organization.id = seat.organization_id AND organization.slug = $2
         WHERE approval.lot = $1 AND 'release-approver' = ANY (string_to_array(replace(seat.role, ' ', ''), ','))
         ORDER BY approval.at, approval.user_id`,
        [what, member],
      );
      return rows;
    },

    async gateOf(lot) {
      const { rows } = await pool.query<{ rule: string; count: number }>(
        `SELECT f.rule, f.count FROM lot_gate_finding f JOIN rm_lot l ON l.number = f.number WHERE l.subject = $1 ORDER BY f.rule`,
        [lot],
      );
      return rows.filter(({ rule }) => holdsRelease(rule));
    },

    async noteOverride(lot, who, reason) {
      await pool.query(
        `INSERT INTO release_override (lot, who, reason) VALUES ($1, $2, $3)
         ON CONFLICT (lot, who) DO UPDATE SET reason = excluded.reason, at = now()`,
        [lot, who, reason],
      );
    },

    async agree(what, { member, userId, email }) {
      await pool.query(
        "INSERT INTO member_agreement (what, member, user_id, email) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        [what, member, userId, email],
      );
    },

    async agreements(what) {
      const { rows } = await pool.query<{ member: string; userId: string }>(
        `SELECT agreement.member, agreement.user_id AS "userId" FROM member_agreement AS agreement
         JOIN sign_in_seat AS seat ON seat.user_id = agreement.user_id
         JOIN sign_in_organization AS organization
           ON organization.id = seat.organization_id AND organization.slug = agreement.member
         WHERE agreement.what = $1 ORDER BY agreement.at, agreement.member`,
        [what],
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
