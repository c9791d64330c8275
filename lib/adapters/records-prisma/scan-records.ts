/** Public look-ups by prepared statements: one for a module that never moved, two for one that did. */
import type { Pool } from "pg";
import { moduleSubject } from "../../domain/event/subject.ts";
import type { MemberName, RecordHead, ScanRecords } from "../../ports/scan-records.ts";
import {
  type ContainerRow,
  containerOnRecord,
  type JourneyRow,
  type LabelRow,
  type LotRow,
  labelOnRecord,
  type NameOf,
} from "./scan-rows.ts";
import { CONTAINER, JOURNEY, LABEL, LOT, MEMBERS, TIME_OF } from "./scan-statements.ts";

type Reader = Pick<Pool, "query">;

/** A changed public name or contact shows after this many milliseconds. */
const NAMES_KEEP = 2_000;
const LOTS_KEEP = 10_000;

/** @param pool of this process; every statement only reads */
export function openScanRecords(pool: Reader): ScanRecords {
  const names = memberNames(pool);
  const lotOf = lotsKept(pool);
  const headAt = headKept(pool);
  return {
    async label(label) {
      const subject = moduleSubject(label);
      const { rows } = await pool.query<LabelRow>({ ...LABEL, values: [Buffer.from(label, "hex"), subject] });
      const row = onlyRow(rows);
      const head = await headAt(row.position);
      if (row.lot_number === null) {
        // Known to the ledger, but its record lies with another member: that is no "no record".
        if (row.thing !== null) throw new Error(`the record of ${subject} is not kept here`);
        return { head, found: undefined };
      }
      const lot = await lotOf(row.lot, row.status);
      const journey = row.thing === null ? undefined : await journeyOf(pool, subject);
      return { head, found: labelOnRecord(label, row, lot, journey, (await names()).of) };
    },
    async container(sscc) {
      const { rows } = await pool.query<ContainerRow>({ ...CONTAINER, values: [sscc] });
      const row = onlyRow(rows);
      return { head: await headAt(row.position), found: containerOnRecord(row, (await names()).of) };
    },
    operator: async () => (await names()).first,
  };
}

type Names = { readonly of: NameOf; readonly first: MemberName | undefined };

function memberNames(pool: Reader): () => Promise<Names> {
  let kept: { readonly until: number; readonly names: Promise<Names> } | undefined;
  return () => {
    if (kept && performance.now() < kept.until) return kept.names;
    const mine = { until: performance.now() + NAMES_KEEP, names: readNames(pool) };
    kept = mine;
    // A failed reading is not remembered: the next look-up asks again.
    mine.names.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return mine.names;
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

/** The time of an entry never changes: asked for only when the position has moved. */
function headKept(pool: Reader): (position: string) => Promise<RecordHead> {
  let kept: RecordHead = { position: -1, at: null };
  return async (text) => {
    const position = Number(text);
    if (position < 0) return { position, at: null };
    if (kept.position !== position) {
      const { rows } = await pool.query<{ time: string }>({ ...TIME_OF, values: [position] });
      kept = { position, at: rows[0]?.time ?? null };
    }
    return kept;
  };
}

async function journeyOf(pool: Reader, subject: string): Promise<JourneyRow | undefined> {
  const { rows } = await pool.query<JourneyRow>({ ...JOURNEY, values: [subject] });
  return rows[0];
}

function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (!row) throw new Error("the read model lacks a row that every installation has; rebuild the projection");
  return row;
}
