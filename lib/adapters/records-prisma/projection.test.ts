import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyKindHistory } from "../../../test/model/every-kind-history.ts";
import { foundedHistory, randomHistory } from "../../../test/model/signed-history.ts";
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import { canonicalJson, type Json } from "../../domain/event/canonical-json.ts";
import type { Subject } from "../../domain/event/event.ts";
import type { ContainerState, ModuleState, SubjectState } from "../../domain/event/state.ts";
import type { Committed, Position } from "../../ports/ledger.ts";
import type { Manifests } from "../../ports/manifests.ts";
import { projectLedger, rebuildProjection, startProjection } from "../../usecases/project-ledger.ts";
import { openProjectionRows } from "./projection-rows.ts";
import { digestsOf } from "./table-digests.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase({ migrate: ["0001", "0004"] });
});
afterAll(() => db.close());

const noManifests = { has: async () => false } as unknown as Manifests;
const log = { error() {} };

/** A ledger that ends; `stopAt` aborts in the middle, as a crash would between two transactions. */
function follow(entries: readonly Committed[]) {
  return async function* (after: Position | undefined, signal: AbortSignal): AsyncIterable<Committed> {
    for (const entry of entries.slice((after?.index ?? -1) + 1)) {
      if (signal.aborted) return;
      yield entry;
    }
  };
}

const depsOf = (entries: readonly Committed[]) => ({
  rows: openProjectionRows(db.pool, noManifests),
  ledger: { follow: follow(entries) },
  log,
});

async function project(entries: readonly Committed[]): Promise<void> {
  await projectLedger(depsOf(entries), new AbortController().signal, () => {});
}

async function rowsOf<T>(sql: string): Promise<T[]> {
  return (await db.pool.query(sql)).rows as T[];
}

type Thing = {
  subject: Subject;
  inside: Subject | null;
  holder: string | null;
  sold_by: string | null;
  modules: number;
  lot: Subject | null;
  label: string | null;
  buyer_key: string | null;
  stolen_at: string | null;
  scrapped_at: string | null;
  destroyed: boolean;
  installed_at: string | null;
  coded_for: string | null;
};

describe("the projection of a random history", () => {
  it("is what the rule book says, wherever it was interrupted, and the same when it is made anew", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(1000), { minLength: 700, maxLength: 900 }),
        fc.array(fc.nat(90), { maxLength: 4 }),
        async (choices, cuts) => {
          const { book, entries } = randomHistory(choices);
          await openProjectionRows(db.pool, noManifests).empty();
          for (const cut of [...cuts].sort((a, b) => a - b)) await project(entries.slice(0, cut));
          await project(entries);
          await expectStates(book.states);
          await expectThings(book.states);
          await expectLabelsAndKeys(book.states);
          await expectRecalls(book.states);
          await expectCounts();
          expect(await rowsOf("SELECT log_index::integer AS i FROM rm_projection")).toEqual([
            { i: entries.length - 1 },
          ]);
          expect(await rowsOf("SELECT count(*)::integer AS n FROM rm_event")).toEqual([{ n: entries.length }]);
          const before = await digestsOf(db.pool);
          await rebuildProjection(depsOf(entries), entries.length - 1);
          expect(await digestsOf(db.pool)).toEqual(before);
        },
      ),
      { numRuns: 4, endOnFailure: true },
    );
  }, 120_000);
});

async function expectStates(states: ReadonlyMap<Subject, SubjectState>): Promise<void> {
  const rows = await rowsOf<{ subject: string; state: string }>(
    "SELECT subject, state FROM rm_subject_state ORDER BY subject",
  );
  const expected = [...states].map(([subject, state]) => ({ subject, state: canonicalJson(state as unknown as Json) }));
  expect(rows).toEqual(expected.sort((a, b) => (a.subject < b.subject ? -1 : 1)));
}

async function expectThings(states: ReadonlyMap<Subject, SubjectState>): Promise<void> {
  const rows = await rowsOf<Thing>("SELECT * FROM rm_thing");
  const things = [...states].filter(([, { is }]) => is === "module" || is === "container");
  expect(rows.length).toBe(things.length);
  const below = (subject: Subject): number =>
    rows
      .filter(({ inside }) => inside === subject)
      .reduce((sum, row) => sum + (row.subject.startsWith("module/") ? 1 : below(row.subject)), 0);
  for (const row of rows) {
    const state = states.get(row.subject);
    if (state?.is !== "module" && state?.is !== "container") throw new Error(`no state of ${row.subject}`);
    const { custody } = state;
    expect(row.holder).toBe(custody.at === "holder" ? custody.holder : null);
    expect(row.inside).toBe(custody.at === "inside" ? custody.container : null);
    expect(row.sold_by).toBe(custody.at === "sold" ? custody.seller : null);
    expect(row.modules).toBe(state.is === "module" ? 1 : below(row.subject));
    expectMarks(row, state);
  }
  const open = await rowsOf<{ item: string; container: string }>(
    "SELECT item, container FROM rm_packing WHERE to_index IS NULL",
  );
  const inside = rows
    .filter((row) => row.inside !== null)
    .map(({ subject, inside }) => ({ item: subject, container: inside }));
  const byItem = (a: { item: string }, b: { item: string }) => (a.item < b.item ? -1 : 1);
  expect([...open].sort(byItem)).toEqual([...inside].sort(byItem));
}

function expectMarks(row: Thing, state: ModuleState | ContainerState): void {
  const module = state.is === "module" ? state : undefined;
  const { label, buyer_key, stolen_at, scrapped_at, destroyed, installed_at, coded_for } = row;
  expect({ label, buyer_key, stolen_at, scrapped_at, destroyed, installed_at, coded_for }).toEqual({
    label: module?.label ?? null,
    buyer_key: module?.activated?.buyerKey ?? null,
    stolen_at: state.stolen ?? null,
    scrapped_at: module?.scrapped?.at ?? null,
    destroyed: module?.scrapped?.destroyed ?? false,
    installed_at: module?.installed ?? null,
    coded_for: module?.recode?.hostCoding ?? null,
  });
}

async function expectLabelsAndKeys(states: ReadonlyMap<Subject, SubjectState>): Promise<void> {
  const labels = await rowsOf(
    "SELECT label_id, module, lot, status, reason, replaced_by FROM rm_label ORDER BY label_id",
  );
  const byId = <T extends { label_id: string }>(list: T[]) => list.sort((a, b) => (a.label_id < b.label_id ? -1 : 1));
  expect(labels).toEqual(
    byId(
      [...states].flatMap(([subject, state]) =>
        state.is === "label"
          ? [
              {
                label_id: subject.slice("label/".length),
                module: state.module,
                lot: state.lot,
                status: state.status,
                reason: state.reason ?? null,
                replaced_by: state.replacedBy ?? null,
              },
            ]
          : [],
      ),
    ),
  );
  const keys = await rowsOf<{ subject: string }>("SELECT subject, issued::integer, revoked_at FROM rm_label_key");
  const known = [...states].flatMap(([subject, state]) =>
    state.is === "key" ? [{ subject, issued: state.issued, revoked_at: state.revoked?.at ?? null }] : [],
  );
  const bySubject = (a: { subject: string }, b: { subject: string }) => (a.subject < b.subject ? -1 : 1);
  expect(keys.sort(bySubject)).toEqual(known.sort(bySubject));
}

async function expectRecalls(states: ReadonlyMap<Subject, SubjectState>): Promise<void> {
  const rows = await rowsOf<{ target: string; recall: string; leaves: unknown }>(
    "SELECT target, recall, leaves FROM rm_recall WHERE lifted_at IS NULL",
  );
  const open = [...states].flatMap(([target, state]) => {
    const recalls = state.is === "lot" || state.is === "module" ? (state.recalls ?? []) : [];
    return recalls.map((one) => (typeof one === "string" ? { recall: one } : one)).map((one) => ({ target, ...one }));
  });
  const sorted = (list: { target: string; recall: string; leaves?: unknown }[]) =>
    list.map(({ target, recall, leaves }) => `${target} ${recall} ${JSON.stringify(leaves ?? null)}`).sort();
  expect(sorted(rows)).toEqual(sorted(open));
}

/** I-11: whoever owns it and wherever it is, every registered module is counted exactly once. */
async function expectBalance(): Promise<void> {
  const [lots] = await rowsOf<{ modules: number; untouched: number }>(
    "SELECT sum(count)::integer AS modules, sum(count - touched)::integer AS untouched FROM rm_lot",
  );
  const [things] = await rowsOf<{ held: number; sold: number }>(
    `SELECT coalesce(sum(modules) FILTER (WHERE holder IS NOT NULL), 0)::integer AS held,
       coalesce(sum(modules) FILTER (WHERE sold_by IS NOT NULL), 0)::integer AS sold FROM rm_thing`,
  );
  expect(lots?.modules).toBe((lots?.untouched ?? 0) + (things?.held ?? 0) + (things?.sold ?? 0));
}

async function expectCounts(): Promise<void> {
  await expectBalance();
  const things = new Map((await rowsOf<Thing>("SELECT * FROM rm_thing")).map((row) => [row.subject, row]));
  const isSold = (row: Thing): boolean =>
    row.sold_by !== null || (row.inside !== null && isSold(things.get(row.inside) as Thing));
  for (const lot of await rowsOf<{ subject: string; touched: number; packed: number; sold: number }>(
    "SELECT * FROM rm_lot",
  )) {
    const own = [...things.values()].filter((row) => row.lot === lot.subject);
    const sold = own.filter(isSold);
    expect({ touched: lot.touched, packed: lot.packed, sold: lot.sold }).toEqual({
      touched: own.length,
      packed: own.filter((row) => row.inside !== null && !isSold(row)).length,
      sold: sold.length,
    });
  }
}

describe("the projection", () => {
  it("has rows for one event of every kind, and the same ones when it is made anew", async () => {
    const history = everyKindHistory();
    await openProjectionRows(db.pool, noManifests).empty();
    await project(history.entries);
    const kinds = await rowsOf("SELECT kind FROM rm_event WHERE rule_broken IS NULL GROUP BY kind");
    expect(kinds).toHaveLength(32);
    await expectStates(history.book.states);
    await expectThings(history.book.states);
    await expectLabelsAndKeys(history.book.states);
    await expectRecalls(history.book.states);
    await expectCounts();
    const before = await digestsOf(db.pool);
    await rebuildProjection(depsOf(history.entries), history.entries.length - 1);
    expect(await digestsOf(db.pool)).toEqual(before);
  });

  it("lets everybody read what each scan must show, and the parties of a module what befalls it", async () => {
    const history = everyKindHistory();
    await openProjectionRows(db.pool, noManifests).empty();
    await project(history.entries);
    const readers = async (kind: string) =>
      (
        await rowsOf<{ member: string }>(
          `SELECT DISTINCT r.member FROM rm_event_reader r JOIN rm_event e ON e.log_index = r.log_index WHERE e.kind = '${kind}' ORDER BY 1`,
        )
      ).map(({ member }) => member);
    for (const kind of ["recalled", "recall-lifted", "reported-stolen", "label-key-declared", "member-suspended"])
      expect(await readers(kind)).toEqual(["*"]);
    expect(await readers("activated")).toEqual(["arcus", "lumina", "nordwind"]);
    expect(await readers("labels-voided")).toEqual(["lumina"]);
    expect(await readers("installed")).toEqual(["arcus", "lumina"]);
  });

  it("refuses a ledger that leaves an entry out", async () => {
    await openProjectionRows(db.pool, noManifests).empty();
    const { entries } = foundedHistory();
    await project(entries.slice(0, 1));
    await expect(project([entries[0]!, entries[2]!, entries[3]!])).rejects.toThrow("gave entry 2 where 1 was due");
    expect(await rowsOf("SELECT log_index::integer AS i FROM rm_projection")).toEqual([{ i: 0 }]);
  });

  it("does not write beside another one", async () => {
    const rows = openProjectionRows(db.pool, noManifests);
    await rows.empty();
    const { entries } = foundedHistory();
    await project(entries);
    const late = { committed: entries[1]!, before: new Map(), next: new Map() };
    await expect(rows.write([late])).rejects.toThrow("another projection writes them");
  });

  it("keeps the place of an entry that breaks the rules, changes nothing by it and marks its subjects", async () => {
    const history = foundedHistory();
    const unsigned = {
      ...history.book.draft("lumina", { kind: "member-changed", member: "lumina", set: { name: "Other" } }),
      signatures: [],
    };
    history.force(unsigned);
    await openProjectionRows(db.pool, noManifests).empty();
    await project(history.entries);
    const [event] = await rowsOf<{ rule_broken: string }>(
      "SELECT rule_broken FROM rm_event ORDER BY log_index DESC LIMIT 1",
    );
    expect(event?.rule_broken).toBeTruthy();
    expect(await rowsOf("SELECT subject FROM rm_broken_subject")).toEqual([{ subject: "member/lumina" }]);
    expect(await rowsOf("SELECT name FROM rm_member WHERE id = 'lumina'")).toEqual([{ name: "lumina Ltd" }]);
  });

  it("tells who listens, lets others wait for an entry, and resumes after a fault", async () => {
    await openProjectionRows(db.pool, noManifests).empty();
    const { entries } = foundedHistory();
    const client = await db.pool.connect();
    const heard: string[] = [];
    client.on("notification", ({ payload }) => heard.push(payload ?? ""));
    await client.query("LISTEN truelane_projection");
    let faults = 0;
    const projection = startProjection({
      ...depsOf(entries),
      ledger: {
        async *follow(after, signal) {
          if (faults++ === 0) throw new Error("the ledger is away");
          yield* follow(entries)(after, signal);
          await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        },
      },
      hosted: async () => ["lumina"],
      pauseMs: 5,
    });
    await projection.caughtUpTo(entries.length - 1);
    const never = projection.caughtUpTo(entries.length);
    const refused = expect(never).rejects.toThrow("was stopped");
    await projection.stop();
    await refused;
    await client.query("SELECT 1");
    expect(heard.at(-1)).toBe(String(entries.length - 1));
    expect(await rowsOf("SELECT member FROM hosted_member")).toEqual([{ member: "lumina" }]);
    client.release(true);
  });
});
