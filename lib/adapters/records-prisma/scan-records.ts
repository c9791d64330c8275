/** Public look-ups by prepared statements: one for a module that never moved, two for one that did. */
import type { Pool } from "pg";
import type { Hash } from "../../domain/event/event.ts";
import type { KeyState, LabelState } from "../../domain/event/state.ts";
import { labelSubject, moduleSubject, parseSubject } from "../../domain/event/subject.ts";
import { LIFE_KINDS, type MemberName, type RecordHead, type ScanRecords } from "../../ports/scan-records.ts";
import {
  type ContainerRow,
  containerOnRecord,
  type HeadRow,
  type JourneyRow,
  type KeyRow,
  type LabelRow,
  type LotRow,
  labelOnRecord,
  type NameOf,
} from "./scan-rows.ts";
import { BROKEN, CONTAINER, HEAD, JOURNEY, KEYS, LABEL, LABEL_STATE, LOT, MEMBERS, THING } from "./scan-statements.ts";

type Reader = Pick<Pool, "query">;

/** A changed public name or contact shows after this many milliseconds. */
const NAMES_KEEP = 2_000;
/** How far behind "as of" may be; what is looked up itself is always read anew. */
const HEAD_KEEP = 100;
const LOTS_KEEP = 10_000;

/** @param pool of this process; every statement only reads */
export function openScanRecords(pool: Reader): ScanRecords {
  const names = forAWhile(NAMES_KEEP, () => readNames(pool));
  const head = forAWhile(HEAD_KEEP, () => readHead(pool));
  const lotOf = lotsKept(pool);
  return {
    async label(asked) {
      // The head is read first: the answer knows at least that much, and may know more.
      const known = await head();
      const found = await rowOf(pool, asked);
      if (!found) {
        await assertUnknown(pool, moduleSubject(asked));
        return { head: known, found: undefined };
      }
      const { first, row } = found;
      const subject = moduleSubject(first);
      const lot = await lotOf(row.lot, row.status);
      const journey = hasLife(row) ? await journeyOf(pool, subject, [row.lot, labelSubject(asked)]) : undefined;
      const broken = (known.broken ? await brokenRules(pool, [subject, row.lot]) : 0) + (isBornElsewhere(row) ? 1 : 0);
      return { head: known, found: labelOnRecord({ first, asked }, row, lot, journey, broken, (await names()).of) };
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

type Found = { readonly first: Hash; readonly row: LabelRow };

/** By the module's first label, or by one that took its place. */
async function rowOf(pool: Reader, asked: Hash): Promise<Found | undefined> {
  const born = await bornRow(pool, asked, asked);
  if (born) return { first: asked, row: born };
  const { rows } = await pool.query<{ state: string }>({ ...LABEL_STATE, values: [labelSubject(asked)] });
  const state = rows[0] && (JSON.parse(rows[0].state) as LabelState);
  const module = state && parseSubject(state.module);
  if (!module?.ok || module.value.is !== "module") return undefined;
  const first = module.value.labelId;
  const row = await bornRow(pool, first, asked);
  if (!row) throw new Error(`the record of ${state?.module} is not kept here`);
  return { first, row };
}

async function bornRow(pool: Reader, first: Hash, asked: Hash): Promise<LabelRow | undefined> {
  const values = [Buffer.from(first, "hex"), moduleSubject(first), labelSubject(asked)];
  const { rows } = await pool.query<LabelRow>({ ...LABEL, values });
  return rows.length > 1 ? firstRegistered(rows) : rows[0];
}

/** Most modules of a lot never had an entry of their own, and their lot was never recalled. */
function hasLife({ thing, label_state, lot_state }: LabelRow): boolean {
  return thing !== null || label_state !== null || lot_state.includes('"recalls"');
}

/** Two lots with one label: the one that the ledger heard of first. */
function firstRegistered(rows: readonly LabelRow[]): LabelRow | undefined {
  return [...rows].sort((one, other) => Number(one.registered) - Number(other.registered))[0];
}

/**
 * Another maker registered this label in a lot of its own and moved "its" module first. The rule book cannot see it, since
 * labels of a lot are under a root; whose custody it is cannot be told from here.
 */
function isBornElsewhere({ lot, thing_lot }: LabelRow): boolean {
  return thing_lot !== null && thing_lot !== lot;
}

/** A module that the ledger knows and whose record lies with another member is no "no record". */
async function assertUnknown(pool: Reader, subject: string): Promise<void> {
  const { rows } = await pool.query({ ...THING, values: [subject] });
  if (rows.length > 0) throw new Error(`the record of ${subject} is not kept here`);
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

type Names = { readonly of: NameOf; readonly first: MemberName | undefined };

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

async function readNames(pool: Reader): Promise<Names> {
  const { rows } = await pool.query<{ id: string; name: string; contact: string | null }>({ ...MEMBERS });
  const byId = new Map(rows.map((row) => [row.id, { name: row.name, contact: row.contact || row.name }]));
  return { of: (member) => byId.get(member) ?? { name: member, contact: member }, first: [...byId.values()][0] };
}

/** Kept by subject and status: nothing else of a lot changes, and a rebuilt read model gives the same. */
function lotsKept(pool: Reader): (subject: string, status: string) => Promise<LotRow> {
  const kept = new Map<string, LotRow>();
  return async (subject, status) => {
    const key = `${status} ${subject}`;
    const known = kept.get(key);
    if (known) return known;
    const { rows } = await pool.query<LotRow>({ ...LOT, values: [subject] });
    const row = onlyRow(rows);
    for (const oldest of kept.keys()) {
      if (kept.size < LOTS_KEEP) break;
      kept.delete(oldest);
    }
    if (row.status === status) kept.set(key, row);
    return row;
  };
}

async function journeyOf(pool: Reader, subject: string, beside: readonly string[]): Promise<JourneyRow | undefined> {
  const { rows } = await pool.query<JourneyRow>({ ...JOURNEY, values: [subject, beside, LIFE_KINDS] });
  return rows[0];
}

function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (!row) throw new Error("the read model lacks a row that every installation has; rebuild the projection");
  return row;
}
