import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import type { StockCounts } from "../../ports/stock-counts.ts";
import { openStockCounts } from "./stock-counts.ts";

const label = (n: number) => n.toString(16).padStart(64, "0");
let db: TestDatabase;
let stock: StockCounts;

/** Three modules of lumina's lot: one never moved, one in nordwind's carton, one sold. */
beforeAll(async () => {
  db = await openTestDatabase({ migrate: ["0001", "0008"] });
  stock = openStockCounts(db.web);
  await db.pool.query(
    `INSERT INTO rm_product VALUES ('product/lumina/P/', 'lumina', 'P', '', 'LUMINA', 'SFP', 'x', null, null, '2026-01-01', 1)`,
  );
  await db.pool.query(`INSERT INTO rm_lot (number, subject, member, lot_id, product, count, root, manifest, made_on, status, registered_at, records_kept, log_index)
    VALUES (1, 'lot/lumina/L', 'lumina', 'L', 'product/lumina/P/', 3, 'r', 'm', '2026-01-01', 'released', '2026-01-01', true, 2)`);
  for (const n of [1, 2, 3])
    await db.pool.query(
      "INSERT INTO rm_module (label_id, lot_number, leaf_index, serial, record) VALUES (decode($1, 'hex'), 1, $2, $3, '{}')",
      [label(n), n - 1, `S${n}`],
    );
  const thing = `INSERT INTO rm_thing (subject, "is", name, holder, inside, sold_by, born_index, log_index) VALUES ($1, $2, $3, $4, $5, $6, 3, 3)`;
  await db.pool.query(thing, [`module/${label(2)}`, "module", label(2), null, "container/lumina/1/1", null]);
  await db.pool.query(thing, ["container/lumina/1/1", "container", "1", "nordwind", null, null]);
  await db.pool.query(thing, [`module/${label(3)}`, "module", label(3), null, null, "lumina"]);
});
afterAll(() => db.close());

describe("a stock count", () => {
  it("takes what a member holds by the ledger, by serial number or label id, and nothing else", async () => {
    expect(await stock.labelsOf("lumina", ["S1", label(1), "S2", "S3", "S9"])).toEqual([
      label(1),
      label(1),
      undefined,
      undefined,
      undefined,
    ]);
    expect(await stock.labelsOf("nordwind", ["S1", "S2"])).toEqual([undefined, label(2)]);
  });

  it("is kept with its time, and lets the rules look at what it names again", async () => {
    await db.pool.query(
      "INSERT INTO scan_label (label_id, last_at, unjudged) VALUES (decode($1, 'hex'), now(), false)",
      [label(1)],
    );
    const count = {
      id: crypto.randomUUID(),
      member: "lumina",
      countedAt: "2026-05-04T10:00:00.000Z",
      labels: [label(1)],
      by: "Ada",
    };
    await stock.keep(count);
    expect(await stock.newest("lumina")).toEqual([{ id: count.id, countedAt: count.countedAt, items: 1, by: "Ada" }]);
    expect((await db.pool.query("SELECT unjudged FROM scan_label")).rows).toEqual([{ unjudged: true }]);
  });

  it("has countries beside it, set as a whole", async () => {
    await stock.setCountries("lumina", ["SE", "DE"]);
    await stock.setCountries("lumina", ["DE"]);
    expect(await stock.countries("lumina")).toEqual(["DE"]);
  });
});
