/**
 * Public look-ups by prepared statements: one for modules that never moved, two for those that did. To keep it fast: whatever
 * every answer needs of a label belongs into these two statements, which many askers share; what is the same for many labels
 * (lots, names, the head) is kept here by what changes it.
 */
import type { Pool } from "pg";
import type { Hash, Id16, MemberId } from "../../domain/event/event.ts";
import type { KeyState, LabelState } from "../../domain/event/state.ts";
import { moduleSubject, parseSubject } from "../../domain/event/subject.ts";
import {
  LIFE_KINDS,
  type MemberName,
  RecordElsewhere,
  type RecordHead,
  type ScanRecords,
} from "../../ports/scan-records.ts";
import {
  type ContainerRow,
  containerOnRecord,
  type HeadRow,
  type JourneyRow,
  type KeptLot,
  type KeyRow,
  keptLot,
  type LabelRow,
  type LotRow,
  labelOnRecord,
  type NameOf,
  type NoLabelRow,
} from "./scan-rows.ts";
import {
  ACTIVATION,
  BROKEN,
  CARRIER,
  CONTAINER,
  HEAD,
  JOURNEYS,
  KEYS,
  LABELS,
  LOT,
  MEMBERS,
  MOST_LABELS,
  NETWORK,
} from "./scan-statements.ts";
import { sharedReads } from "./shared-reads.ts";

type Reader = Pick<Pool, "query">;

/** A changed public name or contact shows after this many milliseconds. */
const NAMES_KEEP = 2_000;
/** How far behind "as of" may be; what is looked up itself is always read anew. */
const HEAD_KEEP = 100;
const LOTS_KEEP = 10_000;
/** While one statement is read here, the next one is worked on there. */
const SHARED = { most: MOST_LABELS, atOnce: 2 };

/** @param pool of this process; every statement only reads */
export function openScanRecords(pool: Reader): ScanRecords {
  const names = forAWhile(NAMES_KEEP, namesReader(pool));
  const head = forAWhile(HEAD_KEEP, () => readHead(pool));
  const lotOf = lotsKept(pool);
  const rowOf = sharedReads<Named, LabelRow | NoLabelRow>(SHARED, (labels) => readLabels(pool, labels));
  const journeyOf = sharedReads<Named & { readonly lot: string }, JourneyRow | undefined>(SHARED, (modules) =>
    readJourneys(pool, modules),
  );
  return {
    async label(asked) {
      // The head is read first: the answer knows at least that much, and may know more.
      const known = await head();
      const { first, row } = await firstLabel(rowOf, asked, async (lot) => {
        const parsed = parseSubject(lot);
        const maker = parsed.ok && parsed.value.is === "lot" ? parsed.value.member : lot;
        return new RecordElsewhere((await names()).of(maker).name);
      });
      if (row.lot === null) return { head: known, found: undefined };
      const nameOf = (await names()).of;
      const kept = await lotOf(row.lot, row.lot_index, nameOf);
      const journey = hasLife(row, kept) ? await journeyOf({ first, asked, lot: row.lot }) : undefined;
      const broken =
        (known.broken ? await brokenRules(pool, [moduleSubject(first), row.lot]) : 0) + (isBornElsewhere(row) ? 1 : 0);
      return { head: known, found: labelOnRecord({ first, asked }, row, kept, journey, broken, nameOf) };
    },
    async labelOfActivation(key) {
      const { rows } = await pool.query<{ label: Hash }>({ ...ACTIVATION, values: [Buffer.from(key, "hex"), key] });
      return rows[0]?.label;
    },
    async carrier(member) {
      const { rows } = await pool.query<{ id: MemberId }>({ ...CARRIER, values: [member ?? ""] });
      return rows[0]?.id;
    },
    async network() {
      const { rows } = await pool.query<{ network: Id16 }>({ ...NETWORK });
      return rows[0]?.network;
    },
    async labelKeys(kid) {
      const { rows } = await pool.query<KeyRow>({ ...KEYS, values: [kid] });
      return rows.map(({ subject, state }) => ({ ...(JSON.parse(state) as KeyState), subject }));
    },
    async container(sscc) {
      const known = await head();
      const { rows } = await pool.query<ContainerRow>({ ...CONTAINER, values: [sscc] });
      return { head: known, found: rows[0] && containerOnRecord(rows[0], (await names()).of) };
    },
    operator: async () => (await names()).first,
  };
}

/** `first`: the label id in the module's leaf; `asked`: that, or a label that took its place. */
type Named = { readonly first: Hash; readonly asked: Hash };

/** A label that replaced another is in no lot's tree: its state names the module, by its first label. */
async function firstLabel(
  rowOf: (label: Named) => Promise<LabelRow | NoLabelRow>,
  asked: Hash,
  elsewhere: (lot: string) => Promise<RecordElsewhere>,
): Promise<{ readonly first: Hash; readonly row: LabelRow | NoLabelRow }> {
  const row = await rowOf({ first: asked, asked });
  if (row.lot !== null) return { first: asked, row };
  // A module that the ledger knows and whose record lies with another member is no "no record".
  if (row.thing !== null) throw await elsewhere(row.thing_lot ?? row.thing);
  const state = row.label_state === null ? undefined : (JSON.parse(row.label_state) as LabelState);
  const module = state && parseSubject(state.module);
  if (!module?.ok || module.value.is !== "module") return { first: asked, row };
  const first = module.value.labelId;
  const born = await rowOf({ first, asked });
  if (born.lot === null) throw await elsewhere(born.thing_lot ?? state?.module ?? "");
  return { first, row: born };
}

/** Most modules of a lot never had an entry of their own, and their lot was never recalled. */
function hasLife({ thing, label_state }: LabelRow, { lotState }: KeptLot): boolean {
  return thing !== null || label_state !== null || lotState.recalls !== undefined;
}

/** One row for each label, in the order asked. Of two lots with one label: the one that the ledger heard of first. */
async function readLabels(pool: Reader, labels: readonly Named[]): Promise<(LabelRow | NoLabelRow)[]> {
  const { rows } = await pool.query<LabelRow | NoLabelRow>({ ...LABELS, values: sideBySide(labels) });
  const found: (LabelRow | NoLabelRow)[] = [];
  for (const row of rows) {
    const other = found[row.n];
    if (!other || (row.lot !== null && other.lot !== null && Number(row.registered) < Number(other.registered)))
      found[row.n] = row;
  }
  return found;
}

async function readJourneys(
  pool: Reader,
  modules: readonly (Named & { readonly lot: string })[],
): Promise<(JourneyRow | undefined)[]> {
  const values = [...sideBySide(modules), modules.map(({ lot }) => lot), LIFE_KINDS];
  const { rows } = await pool.query<JourneyRow>({ ...JOURNEYS, values });
  const found: (JourneyRow | undefined)[] = [];
  for (const row of rows) found[row.n] = row;
  return found;
}

/** Label ids, 32 bytes each: a bytea goes to the database as it is, an array would go as text. */
function sideBySide(labels: readonly Named[]): [Buffer, Buffer] {
  const bytes = (ids: readonly Hash[]) => Buffer.from(ids.join(""), "hex");
  return [bytes(labels.map(({ first }) => first)), bytes(labels.map(({ asked }) => asked))];
}

/**
 * Another maker registered this label in a lot of its own and moved "its" module first, or voided or replaced "its" label. The
 * rule book cannot see it, since labels of a lot are under a root; whose custody it is cannot be told from here.
 */
function isBornElsewhere({ lot, thing_lot, label_state }: LabelRow): boolean {
  const label = label_state === null ? undefined : (JSON.parse(label_state) as LabelState);
  return (thing_lot !== null && thing_lot !== lot) || (label !== undefined && label.lot !== lot);
}

async function brokenRules(pool: Reader, subjects: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ broken: string }>({ ...BROKEN, values: [subjects] });
  return Number(rows[0]?.broken ?? 0);
}

async function readHead(pool: Reader): Promise<RecordHead & { readonly broken: boolean }> {
  const { rows } = await pool.query<HeadRow>({ ...HEAD });
  const { position, at, broken } = onlyRow(rows);
  return { position: Number(position), at, broken };
}

type Names = { readonly text: string; readonly of: NameOf; readonly first: MemberName | undefined };

/** What everybody asks for is read once in so many milliseconds. */
function forAWhile<T>(keep: number, read: () => Promise<T>): () => Promise<T> {
  let kept: { readonly until: number; readonly value: Promise<T> } | undefined;
  return () => {
    if (kept && performance.now() < kept.until) return kept.value;
    const mine = { until: performance.now() + keep, value: read() };
    kept = mine;
    // A failed reading is not remembered: the next look-up asks again.
    mine.value.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return mine.value;
  };
}

/** The same names are the same value: what was made with them stays good. */
function namesReader(pool: Reader): () => Promise<Names> {
  let last: Names | undefined;
  return async () => {
    const { rows } = await pool.query<{ id: string; name: string; contact: string | null }>({ ...MEMBERS });
    const text = JSON.stringify(rows);
    if (last?.text === text) return last;
    const byId = new Map(rows.map((row) => [row.id, { name: row.name, contact: row.contact || row.name }]));
    const of: NameOf = (member) => byId.get(member) ?? { name: member, contact: member };
    last = { text, of, first: [...byId.values()][0] };
    return last;
  };
}

/**
 * Kept by subject, the entry that changed it last and the members' names: nothing else changes a lot, and a rebuilt read model
 * gives the same.
 */
function lotsKept(pool: Reader): (subject: string, index: string, nameOf: NameOf) => Promise<KeptLot> {
  const kept = new Map<string, KeptLot & { readonly nameOf: NameOf }>();
  return async (subject, index, nameOf) => {
    const key = `${index} ${subject}`;
    const known = kept.get(key);
    if (known?.nameOf === nameOf) return known;
    const { rows } = await pool.query<LotRow>({ ...LOT, values: [subject] });
    const row = onlyRow(rows);
    const lot = { ...keptLot(row, nameOf), nameOf };
    for (const oldest of kept.keys()) {
      if (kept.size < LOTS_KEEP) break;
      kept.delete(oldest);
    }
    if (row.lot_index === index) kept.set(key, lot);
    return lot;
  };
}

function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (!row) throw new Error("the read model lacks a row that every installation has; rebuild the projection");
  return row;
}
