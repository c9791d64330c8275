/** Modules and containers that are a member's business. */
import type { Pool } from "pg";
import type { MemberId, Subject } from "../../domain/event/event.ts";
import { labelIdOf, parseTypedCode } from "../../domain/label/code.ts";
import { parseLabelUri } from "../../domain/label/label-uri.ts";
import type { ModuleRow, Queries, ThingRow } from "../../usecases/queries.ts";
import { keyOf, limitOf, pageOf, prefixRange } from "./cursors.ts";
import { eventsAlongTheWay, showEvents, withoutOthersRecalls } from "./event-rows.ts";
import { moduleMarks } from "./module-marks.ts";
import { inNaturalOrder } from "./natural-order.ts";
import {
  CONTAINER_COLUMNS,
  type ContainerSql,
  JOIN_CONTAINER,
  JOIN_MODULE,
  MODULE_COLUMNS,
  type ModuleSql,
  showContainers,
  showModules,
  thingsOf,
} from "./thing-rows.ts";
import { standingsOf } from "./thing-standings.ts";
import { tradedBy } from "./who-may-see.ts";

/** Modules that share one serial number, over all makers: more than these nobody reads. */
const NAMESAKES = 100;

export type ThingQueries = Pick<
  Queries,
  "findModules" | "moduleMarks" | "standingsOf" | "moduleEvents" | "holdings" | "container" | "containers"
>;

export function thingQueries(pool: Pool): ThingQueries {
  return {
    findModules: (member, text) => findModules(pool, member, text),
    moduleMarks: (module) => moduleMarks(pool, module),
    standingsOf: (things) => standingsOf(pool, things),

    async moduleEvents(member, labelId) {
      const [module] = await visible(pool, member, await modulesByLabel(pool, [labelId]));
      if (!module) return [];
      const lot = await pool.query({
        name: "rm-events-of-lot",
        text: "SELECT log_index FROM rm_subject_event WHERE subject = $1",
        values: [module.lot],
      });
      const own = await eventsAlongTheWay(pool, module.subject);
      const all = lot.rows.length > 0 ? await eventsAlongTheWay(pool, module.lot) : [];
      const ofLot = withoutOthersRecalls(all, module.index);
      const shown = await showEvents(pool, [...ofLot, ...own]);
      return shown.sort((a, b) => a.index - b.index);
    },
    async holdings(member, request) {
      const limit = limitOf(request);
      const [index, subject] = keyOf(request, 2) ?? [Number.MAX_SAFE_INTEGER, ""];
      const [from, below] = prefixRange(request.search ?? "");
      const { rows } = await pool.query<{ subject: Subject; index: string }>({
        name: "rm-holdings",
        text: `SELECT t.subject, t.log_index AS index FROM rm_thing t
               LEFT JOIN rm_module m ON m.lot_number = t.lot_number AND m.leaf_index = t.leaf_index
               WHERE t.holder = $1 AND NOT t.emptied AND (t.log_index, t.subject) < ($2, $3 COLLATE "C")
                 AND ($4::text IS NULL OR t."is" = $4) AND coalesce(m.serial, t.name) >= $5 AND coalesce(m.serial, t.name) < $6
               ORDER BY t.log_index DESC, t.subject DESC LIMIT $7`,
        values: [
          member,
          index,
          request.cursor === undefined ? "\u{10ffff}" : subject,
          request.is ?? null,
          from,
          below,
          limit + 1,
        ],
      });
      const things = new Map(
        (
          await thingsOf(
            pool,
            rows.map((row) => row.subject),
          )
        ).map((row) => [row.subject, row]),
      );
      const page = pageOf(
        rows,
        limit,
        (row) => [Number(row.index), row.subject],
        (row) => things.get(row.subject),
      );
      return { ...page, items: page.items.filter((row): row is ThingRow => row !== undefined) };
    },
    async container(member, sscc) {
      const { rows } = await pool.query<ContainerSql>({
        name: "rm-container",
        text: `SELECT ${CONTAINER_COLUMNS} FROM rm_thing t ${JOIN_CONTAINER} WHERE t.name = $1 AND t."is" = 'container' ORDER BY t.born_index DESC`,
        values: [sscc],
      });
      const traded = await tradedBy(
        pool,
        member,
        rows.map(({ subject }) => subject),
      );
      for (const shown of await showContainers(pool, rows)) {
        const { whereabouts } = shown;
        const holds = whereabouts.at === "holder" && whereabouts.holder === member;
        const sells = whereabouts.at === "sold" && whereabouts.seller === member;
        if (!holds && !sells && shown.maker !== member && !traded.has(shown.subject)) continue;
        const inside = await contentsFor(pool, member, shown.subject, holds || sells);
        const events = await eventsAlongTheWay(pool, shown.subject);
        const items = inNaturalOrder(await thingsOf(pool, inside), thingName);
        return { ...shown, items, events: await showEvents(pool, events) };
      }
      return undefined;
    },
    async containers(member, request) {
      const limit = limitOf(request);
      const [index, subject] = keyOf(request, 2) ?? [Number.MAX_SAFE_INTEGER, "\u{10ffff}"];
      const { rows } = await pool.query<ContainerSql>({
        name: "rm-containers",
        text: `SELECT ${CONTAINER_COLUMNS} FROM rm_thing t ${JOIN_CONTAINER}
               WHERE t."is" = 'container' AND (t.holder = $1 OR (t.subject >= $2 AND t.subject < $3))
                 AND (t.log_index, t.subject) < ($4, $5 COLLATE "C") ORDER BY t.log_index DESC, t.subject DESC LIMIT $6`,
        values: [member, ...prefixRange(`container/${member}/`), index, subject, limit + 1],
      });
      const shown = new Map((await showContainers(pool, rows)).map((row) => [row.subject, row]));
      return pageOf(
        rows,
        limit,
        (row) => [Number(row.index), row.subject],
        (row) => shown.get(row.subject)!,
      );
    },
  };
}

function thingName(thing: ThingRow): string {
  return thing.is === "module" ? thing.serialNumber : thing.sscc;
}

/** By code, label link, label id or serial number. */
async function findModules(pool: Pool, member: MemberId, text: string): Promise<readonly ModuleRow[]> {
  const label = labelOf(text.trim());
  const rows = label === undefined ? await modulesBySerial(pool, [text.trim()]) : await modulesByLabel(pool, [label]);
  return visible(pool, member, rows);
}

/** The label id that a text stands for, when it is no serial number. */
export function labelOf(text: string): string | undefined {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return text.toLowerCase();
  const uri = parseLabelUri(text);
  if (uri.ok && uri.value.kind === "code") return labelIdOf(uri.value.code);
  if (uri.ok && uri.value.kind === "gs1" && uri.value.code) return labelIdOf(uri.value.code);
  const code = parseTypedCode(text);
  return code.ok ? labelIdOf(code.value) : undefined;
}

/** `asked`: the label id that was looked up; the module's first one, or one that took its place. */
export type LabelledSql = ModuleSql & { readonly asked: string };

/**
 * A label in two lots is the first one's, by position. A replacement is in no lot and leads to its module; where somebody
 * replaced a label by one that a lot has, the lot's module is meant.
 */
export async function modulesByLabel(pool: Pool, labels: readonly string[]): Promise<LabelledSql[]> {
  const { rows } = await pool.query<LabelledSql>({
    name: "rm-module-by-label",
    text: `SELECT DISTINCT ON (wanted.label) wanted.label AS asked, ${MODULE_COLUMNS} FROM unnest($1::text[]) AS wanted(label)
           CROSS JOIN LATERAL (
             SELECT 0 AS via, b.* FROM rm_module b WHERE b.label_id = decode(wanted.label, 'hex')
             UNION ALL
             SELECT 1, b.* FROM rm_label y
               CROSS JOIN LATERAL (SELECT * FROM rm_module WHERE label_id = decode(split_part(y.module, '/', 2), 'hex') OFFSET 0) b
             WHERE y.label_id = wanted.label) AS m
           ${JOIN_MODULE} ORDER BY wanted.label, m.via, l.log_index`,
    values: [labels],
  });
  return rows;
}

/** At most NAMESAKES of each serial number. */
export async function modulesBySerial(pool: Pool, serials: readonly string[]): Promise<ModuleSql[]> {
  const { rows } = await pool.query<ModuleSql>({
    name: "rm-module-by-serial",
    text: `SELECT ${MODULE_COLUMNS} FROM unnest($1::text[]) AS wanted(serial)
           CROSS JOIN LATERAL (SELECT * FROM rm_module WHERE rm_module.serial = wanted.serial LIMIT ${NAMESAKES}) AS m
           ${JOIN_MODULE} ORDER BY l.log_index DESC, m.leaf_index`,
    values: [serials],
  });
  return rows;
}

export async function visible(pool: Pool, member: MemberId, rows: readonly ModuleSql[]): Promise<ModuleRow[]> {
  const shown = await showModules(pool, rows);
  const traded = await tradedBy(
    pool,
    member,
    shown.filter(({ maker }) => maker !== member).map(({ subject }) => subject),
  );
  return shown.filter(({ maker, subject }) => maker === member || traded.has(subject));
}

/** Whoever holds it, or is offered it, sees what is in it now; who gave it on sees what was in it then. */
async function contentsFor(pool: Pool, member: MemberId, container: Subject, isOwn: boolean): Promise<Subject[]> {
  const at = isOwn ? null : await lastGivenOn(pool, member, container);
  const { rows } = await pool.query<{ item: Subject }>({
    name: "rm-contents",
    text: `SELECT item FROM rm_packing WHERE container = $1
             AND CASE WHEN $2::bigint IS NULL THEN to_index IS NULL ELSE from_index < $2 AND coalesce(to_index, 9223372036854775807) > $2 END
           ORDER BY item`,
    values: [container, at],
  });
  return rows.map(({ item }) => item);
}

/** The position at which the member last gave it on; `null` when it is offered it now. */
async function lastGivenOn(pool: Pool, member: MemberId, container: Subject): Promise<string | null> {
  const { rows } = await pool.query<{ giver: MemberId; index: string }>({
    name: "rm-last-given",
    text: `WITH RECURSIVE up AS (SELECT $1::text COLLATE "C" AS subject UNION SELECT p.container FROM rm_packing p JOIN up ON p.item = up.subject)
           SELECT t.giver, coalesce(t.closed_index, t.log_index) AS index FROM up
             JOIN rm_transfer_thing x ON x.subject = up.subject JOIN rm_transfer t ON t.id = x.transfer
           WHERE (t.giver = $2 AND t.status = 'accepted') OR (t.receiver = $2 AND t.status = 'offered')
           ORDER BY t.log_index DESC LIMIT 1`,
    values: [container, member],
  });
  const [last] = rows;
  return last === undefined ? "0" : last.giver === member ? last.index : null;
}
