/** Lots and their modules, as their maker sees them. */
import type { Pool, PoolClient, QueryConfig } from "pg";
import type { MemberId, Subject } from "../../domain/event/event.ts";
import type { SubjectState } from "../../domain/event/state.ts";
import { lotSubject } from "../../domain/event/subject.ts";
import { holdsRelease } from "../../domain/optics/eeprom-of-lot-file.ts";
import type { LabelKeyRow, LotGate, LotRow, LotWithdrawal, ProductRow, Queries } from "../../usecases/queries.ts";
import { forMember } from "../for-member.ts";
import { personNamed } from "../person-named.ts";
import { keyOf, limitOf, pageOf, prefixRange } from "./cursors.ts";
import { eventsAbout, showEvents } from "./event-rows.ts";
import { lotsWithSerials } from "./lots-with-serials.ts";
import {
  CONTAINER_COLUMNS,
  type ContainerSql,
  JOIN_CONTAINER,
  JOIN_MODULE,
  MODULE_COLUMNS,
  type ModuleSql,
  showContainers,
  showModules,
} from "./thing-rows.ts";

type LotSql = Omit<
  LotRow,
  "product" | "lotId" | "madeOn" | "registeredAt" | "releasedAt" | "untouched" | "labelsPrintable"
> & {
  readonly lot_id: string;
  readonly made_on: string;
  readonly registered_at: string;
  readonly released_at: string | null;
  readonly touched: number;
  readonly printable: boolean;
  readonly product: ProductRow;
  readonly index: string;
};

const SELECT_LOT = `SELECT l.subject, l.member, l.lot_id, l.count, l.root, l.manifest, l.made_on, l.site, l.status, l.registered_at,
    l.released_at, l.label_key AS "labelKey", l.touched, l.packed, l.sold, l.log_index AS index,
    EXISTS (SELECT FROM lot_import i WHERE i.number = l.number AND i.printable) AS printable,
    json_build_object('subject', p.subject, 'member', p.member, 'partNumber', p.part_number, 'revision', p.revision,
      'vendorName', p.vendor_name, 'formFactor', p.form_factor, 'media', p.media, 'description', p.description, 'gtin', p.gtin,
      'declaredAt', p.declared_at, 'lots', (SELECT count(*) FROM rm_lot o WHERE o.product = p.subject)) AS product,
    coalesce((SELECT json_agg(json_build_object('userId', r.user_id, 'email', r.email,
        'at', to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY r.at)
      FROM release_approval r
        JOIN sign_in_seat seat ON seat.user_id = r.user_id
        JOIN sign_in_organization o ON o.id = seat.organization_id AND o.slug = l.member
      WHERE r.lot = l.subject AND 'release-approver' = ANY (string_to_array(replace(seat.role, ' ', ''), ','))), '[]') AS approvals
  FROM rm_lot l JOIN rm_product p ON p.subject = l.product`;

export type LotQueries = Pick<
  Queries,
  | "labelKeys"
  | "lots"
  | "lot"
  | "lotModules"
  | "lotsWithSerials"
  | "lotGate"
  | "lotWithdrawal"
  | "lotRecalls"
  | "lotEvents"
  | "lotContainers"
  | "looseLots"
  | "looseModules"
>;

/** Lots with loose modules that one page lists. */
const MOST_LOOSE_LOTS = 200;

export function lotQueries(pool: Pool): LotQueries {
  /** With what its maker alone knows of a lot: imports and approvals. */
  const lotsFor = async (member: MemberId, query: QueryConfig) => {
    const { rows } = await forMember(pool, member, (db) => db.query<LotSql>(query));
    return rows;
  };
  return {
    async labelKeys(member) {
      const { rows } = await pool.query<LabelKeyRow & { quota: string; issued: string }>({
        name: "rm-label-keys",
        text: `SELECT subject, kid, algorithm, public_key AS "publicKey", not_before AS "notBefore", not_after AS "notAfter", quota, issued,
               declared_at AS "declaredAt", revoked_at AS "revokedAt", revoked_reason AS "revokedReason"
               FROM rm_label_key WHERE member = $1 ORDER BY declared_index DESC`,
        values: [member],
      });
      return rows.map((row) => ({ ...row, quota: Number(row.quota), issued: Number(row.issued) }));
    },
    async lots(member, request) {
      const limit = limitOf(request);
      const [before] = keyOf(request, 1) ?? [Number.MAX_SAFE_INTEGER];
      const rows = await lotsFor(member, {
        name: "rm-lots",
        text: `${SELECT_LOT} WHERE l.member = $1 AND l.log_index < $2 AND ($3::text IS NULL OR l.status = $3) ORDER BY l.log_index DESC LIMIT $4`,
        values: [member, before, request.status ?? null, limit + 1],
      });
      return pageOf(rows, limit, ({ index }) => [Number(index)], showLot);
    },
    async lot(member, lotId) {
      const [row] = await lotsFor(member, {
        name: "rm-lot",
        text: `${SELECT_LOT} WHERE l.subject = $1`,
        values: [lotSubject(member, lotId)],
      });
      return row && showLot(row);
    },
    async lotModules(member, lotId, request) {
      const limit = limitOf(request);
      const [after] = keyOf(request, 1) ?? [-1];
      const [from, below] = prefixRange(request.search ?? "");
      const { rows } = await pool.query<ModuleSql>({
        name: "rm-lot-modules",
        text: `SELECT ${MODULE_COLUMNS} FROM rm_module m ${JOIN_MODULE}
               WHERE l.subject = $1 AND m.leaf_index > $2 AND m.serial >= $3 AND m.serial < $4 ORDER BY m.leaf_index LIMIT $5`,
        values: [lotSubject(member, lotId), after, from, below, limit + 1],
      });
      const shown = await showModules(pool, rows);
      return pageOf(
        shown,
        limit,
        ({ index }) => [index],
        (row) => row,
      );
    },
    async looseLots(member) {
      const rows = await lotsFor(member, {
        name: "rm-loose-lots",
        text: `${SELECT_LOT} WHERE l.member = $1 AND l.status = 'released' AND l.touched < l.count ORDER BY l.log_index DESC LIMIT $2`,
        values: [member, MOST_LOOSE_LOTS],
      });
      return rows.map(showLot);
    },
    async looseModules(member, search, limit) {
      const [from, below] = prefixRange(search);
      const { rows } = await pool.query<ModuleSql>({
        name: "rm-loose-modules",
        text: `SELECT ${MODULE_COLUMNS} FROM rm_module m ${JOIN_MODULE}
               WHERE l.member = $1 AND l.status = 'released' AND t.subject IS NULL AND m.serial >= $2 AND m.serial < $3
               ORDER BY m.serial, m.lot_number LIMIT $4`,
        values: [member, from, below, limit],
      });
      return showModules(pool, rows);
    },
    lotsWithSerials: (...asked) => lotsWithSerials(pool, ...asked),
    lotGate: (member, lotId) => forMember(pool, member, (db) => lotGate(db, lotSubject(member, lotId))),
    async lotWithdrawal(member, lotId) {
      const { rows } = await forMember(pool, member, (db) =>
        db.query<LotWithdrawal>(
          `SELECT e.time AS at, coalesce(nullif(u.name, ''), o.actor->>'email', k.name) AS person, e.bytes::json->'body'->>'reason' AS reason
         FROM rm_subject_event s JOIN rm_event e ON e.log_index = s.log_index
           LEFT JOIN operation_event oe ON oe.event_id = e.event_id
           LEFT JOIN operation o ON o.id = oe.operation
           LEFT JOIN sign_in_user u ON u.id = o.actor->>'userId'
           LEFT JOIN sign_in_api_key k ON k.id = o.actor->>'keyId'
         WHERE s.subject = $1 AND e.kind = 'lot-withdrawn' AND e.rule_broken IS NULL`,
          [lotSubject(member, lotId)],
        ),
      );
      return rows[0];
    },
    async lotRecalls(member, lotId) {
      const { rows } = await pool.query<{ state: string }>("SELECT state FROM rm_subject_state WHERE subject = $1", [
        lotSubject(member, lotId),
      ]);
      // The rule book's own state, as our projection wrote it.
      const state = rows[0] && (JSON.parse(rows[0].state) as SubjectState);
      return state?.is === "lot" ? (state.recalls ?? []) : [];
    },

    async lotEvents(member, lotId) {
      return showEvents(pool, await eventsAbout(pool, [lotSubject(member, lotId)]));
    },
    async lotContainers(member, lotId, request) {
      const limit = limitOf(request);
      const [after] = keyOf(request, 1) ?? [""];
      const { rows } = await pool.query<ContainerSql>({
        name: "rm-lot-containers",
        text: `SELECT ${CONTAINER_COLUMNS} FROM rm_thing t ${JOIN_CONTAINER}
               WHERE t.subject > $2 AND t.subject IN (SELECT DISTINCT inside FROM rm_thing WHERE lot = $1 AND inside IS NOT NULL)
               ORDER BY t.subject LIMIT $3`,
        values: [lotSubject(member, lotId), after, limit + 1],
      });
      const shown = await showContainers(pool, rows);
      return pageOf(
        shown,
        limit,
        ({ subject }) => [subject],
        (row) => row,
      );
    },
  };
}

type GateSql = Omit<LotGate["findings"][number], "holds">;

async function lotGate(db: PoolClient, lot: Subject): Promise<LotGate> {
  const { rows: findings } = await db.query<GateSql>(
    `SELECT f.rule, f.severity, f.count, f.samples FROM lot_gate_finding f JOIN rm_lot l ON l.number = f.number WHERE l.subject = $1
     ORDER BY array_position(ARRAY['conflict', 'suspicious', 'unusual', 'info'], f.severity), f.count DESC, f.rule`,
    [lot],
  );
  const { rows: overrides } = await db.query<{ who: string; reason: string; at: Date }>(
    `SELECT ${personNamed("release_override.who", "maker_of_lot(release_override.lot)")} AS who, reason, at FROM release_override WHERE lot = $1 ORDER BY at`,
    [lot],
  );
  return {
    findings: findings.map((finding) => ({ ...finding, holds: holdsRelease(finding.rule) })),
    overrides: overrides.map(({ at, ...override }) => ({ ...override, at: at.toISOString() })),
  };
}

function showLot(row: LotSql): LotRow {
  const { subject, member, product, count, root, manifest, site, status, packed, sold, approvals } = row;
  return {
    subject,
    member,
    lotId: row.lot_id,
    product,
    count,
    root,
    manifest,
    madeOn: row.made_on,
    site,
    status,
    registeredAt: row.registered_at,
    releasedAt: row.released_at,
    untouched: count - row.touched,
    packed,
    sold,
    labelsPrintable: row.printable,
    labelKey: row.labelKey,
    approvals,
  };
}
