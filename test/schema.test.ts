import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "./postgres.ts";

/** The models of schema.prisma against the tables that the migrations make (docs/decisions/008). */
let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase({ migrate: true });
});
afterAll(() => db.close());

/** `ledger_*` and `fabric_*`: the two ledgers keep house for themselves. */
const OF_A_LEDGER = /^(ledger|fabric)_/;
type Columns = Readonly<Record<string, "null" | "not null">>;

function modelled(): Readonly<Record<string, Columns>> {
  const text = readFileSync(new URL("../prisma/schema.prisma", import.meta.url), "utf8");
  const models = [...text.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(([, name = "", body = ""]) => ({ name, body }));
  const names = new Set(models.map(({ name }) => name));
  return Object.fromEntries(
    models.map(({ name, body }) => {
      const fields = [...body.matchAll(/^ {2}(\w+)\s+(\w+)(\[\]|\?)?(.*)$/gm)].filter(
        ([, , type = ""]) => !names.has(type),
      );
      const columns = fields.map(([, field = "", , mark, rest = ""]) => [
        / @map\("(\w+)"\)/.exec(rest)?.[1] ?? field,
        mark === "?" ? "null" : "not null",
      ]);
      return [/@@map\("(\w+)"\)/.exec(body)?.[1] ?? name, Object.fromEntries(columns)];
    }),
  );
}

async function migrated(): Promise<Readonly<Record<string, Columns>>> {
  const { rows } = await db.pool.query<{ table: string; column: string; nullable: boolean }>(
    `SELECT c.relname AS table, a.attname AS column, NOT a.attnotnull AS nullable
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND a.attnum > 0 AND NOT a.attisdropped`,
  );
  const tables: Record<string, Record<string, "null" | "not null">> = {};
  for (const { table, column, nullable } of rows.filter((row) => !OF_A_LEDGER.test(row.table))) {
    tables[table] ??= {};
    tables[table][column] = nullable ? "null" : "not null";
  }
  return tables;
}

describe("the schema", () => {
  it("has a model for every table of the migrations, and no other", async () => {
    expect(Object.keys(modelled()).sort()).toEqual(Object.keys(await migrated()).sort());
  });

  it("names every column, and says the same of what may be missing", async () => {
    const tables = await migrated();
    for (const [table, columns] of Object.entries(modelled()))
      expect({ [table]: columns }).toEqual({ [table]: tables[table] });
  });
});
