import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import { DIFFERENCES, type TransferQueries, transferQueries } from "./transfer-queries.ts";

const AT = "2026-05-04T10:00:00.000Z";
const SSCC = "000000000000000017";
const SUBJECT = `container/${SSCC}`;
/** Of transfers that nothing waits for: as many as make a walk through all of them dear. */
const SETTLED = 2_000;

let db: TestDatabase;
let transfers: TransferQueries;
beforeAll(async () => {
  db = await openTestDatabase({ migrate: true });
  transfers = transferQueries(db.web, () => AT);
  await db.pool.query(
    `INSERT INTO rm_transfer (id, giver, receiver, status, count, modules, consignment, offered_at, expires_at, closed_at, log_index)
     SELECT 'settled-' || n, 'lumen', 'harbor', 'accepted', 1, 1, '', $1, $1, $1, n FROM generate_series(1, $2) n`,
    [AT, SETTLED],
  );
  await db.pool.query(
    `INSERT INTO rm_transfer_exception SELECT 'settled-' || n, 'module/' || n, '[]', 'missing' FROM generate_series(1, $1) n`,
    [SETTLED],
  );
  await db.pool.query(
    `INSERT INTO rm_thing (subject, "is", name, holder, modules, born_index, log_index)
     SELECT 'module/' || n, 'module', n, 'lumen', 1, n, n FROM generate_series(1, $1) n`,
    [SETTLED],
  );
  for (const [id, receiver, index] of [
    ["earlier", "harbor", 3_000],
    ["later", "summit", 3_001],
  ]) {
    await db.pool.query(
      `INSERT INTO rm_transfer (id, giver, receiver, status, count, modules, consignment, offered_at, expires_at, closed_at, log_index)
       VALUES ($1, 'lumen', $2, 'accepted', 1, 1, '', $4, $4, $4, $3)`,
      [id, receiver, index, AT],
    );
    await db.pool.query("INSERT INTO rm_transfer_exception VALUES ($1, $2, '[]', 'missing')", [id, SUBJECT]);
  }
  await db.pool.query(
    `INSERT INTO rm_thing (subject, "is", name, holder, modules, disputed, born_index, log_index)
     VALUES ($1, 'container', $2, 'lumen', 1, true, 1, 3001)`,
    [SUBJECT, SSCC],
  );
  await db.pool.query("ANALYZE");
});
afterAll(() => db.close());

const unsettled = async () => (await transfers.transfers("lumen", { direction: "out", unsettled: true })).items;
/** What each side reads of a transfer: how much waits, and whether its one thing does. */
async function read(member: string, id: string) {
  const found = await transfers.transfer(member, id);
  return { waiting: found?.waiting, waits: found?.except.map(({ waits }) => waits) };
}

it("what two receivers did not accept waits with the later transfer, for its giver alone, until it was dealt with", async () => {
  expect(await unsettled()).toMatchObject([{ id: "later", exceptions: 1, waiting: 1 }]);
  expect(await read("lumen", "later")).toEqual({ waiting: 1, waits: [true] });
  expect(await read("lumen", "earlier")).toEqual({ waiting: 0, waits: [false] });
  expect(await read("summit", "later")).toEqual({ waiting: 0, waits: [false] });

  for (const dealtWith of ["stolen_at = '2026-05-05'", "holder = 'harbor'", "disputed = false"]) {
    await db.pool.query(`UPDATE rm_thing SET ${dealtWith} WHERE subject = $1`, [SUBJECT]);
    expect(await unsettled()).toEqual([]);
    expect(await read("lumen", "later")).toEqual({ waiting: 0, waits: [false] });
    await db.pool.query("UPDATE rm_thing SET stolen_at = NULL, holder = 'lumen', disputed = true WHERE subject = $1", [
      SUBJECT,
    ]);
  }
});

it("reads what is in dispute, not every transfer and thing of the giver", async () => {
  const { rows } = await db.pool.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${DIFFERENCES}`,
    ["lumen"],
  );
  expect(rowsRead(rows[0]!["QUERY PLAN"][0].Plan)).toBeLessThan(20);
});

type Plan = {
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Join Filter"?: number;
  readonly Plans?: readonly Plan[];
};

function rowsRead(plan: Plan): number {
  const own = plan["Actual Rows"] + (plan["Rows Removed by Filter"] ?? 0) + (plan["Rows Removed by Join Filter"] ?? 0);
  return own * plan["Actual Loops"] + (plan.Plans ?? []).reduce((sum, child) => sum + rowsRead(child), 0);
}
