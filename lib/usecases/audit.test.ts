import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { APPROVER, BUYER, type Installation, LEAD, openInstallation } from "../../test/model/installation.ts";
import { openTestDatabase, type TestDatabase } from "../../test/postgres.ts";
import { openAuditBook } from "../adapters/records-prisma/audit-book.ts";
import { compareWithReplay } from "../adapters/records-prisma/replay.ts";
import { audit } from "./audit.ts";
import { rebuildProjection } from "./project-ledger.ts";
import { registerLot } from "./register-lot.ts";

let database: TestDatabase;
let here: Installation;
const serials = Array.from({ length: 12 }, (_, at) => `S${at}`);
beforeAll(async () => {
  database = await openTestDatabase({ migrate: true });
  here = await openInstallation(database);
  await here.found();
  await database.pool.query(`INSERT INTO alert (id, number, class, severity, subject_kind, subject, owner_member, owner_name, opened_at, deadline_at)
    VALUES (gen_random_uuid(), 'A-2026-000001', 'R5', 'high', 'code', '', 'lumen', 'Ada', now(), now() + interval '1 hour')`);
  await database.pool.query(`INSERT INTO alert_message (alert_id, at, author, what, text)
    SELECT id, opened_at, 'TrueLane', 'opened', '' FROM alert`);
  await registerLot(here.register, await here.queue(`serialNumber\n${serials.join("\n")}\n`, { secrets: true }));
  await here.recorded(APPROVER, { kind: "release-lot", lotId: "L-1" });
  const { result } = await here.recorded(LEAD, { kind: "pack", items: serials.slice(0, 5) });
  const offered = await here.recorded(LEAD, { kind: "offer", to: "harbor", items: [String(result?.sscc), "S7"] });
  await here.recorded(BUYER, { kind: "accept", transferId: String(offered.result?.transferId) });
  await here.recorded(BUYER, { kind: "sell", items: ["S7"] });
  await here.caughtUp();
});
afterAll(async () => {
  await here.close();
  await database.close();
});

async function report() {
  const { pool, ledger, manifests, printPacks } = here;
  const log = { error() {} };
  const book = openAuditBook(pool, {
    log: async () => ({ examined: await ledger.size(), wrong: [] }),
    replay: () => compareWithReplay(pool, manifests, (rows, index) => rebuildProjection({ rows, ledger, log }, index)),
  });
  return audit({ book, manifests, printPacks });
}

/** What the audit says while one thing is wrong; then it is put right again. */
async function brokenBy(wrong: string, right: string): Promise<string[]> {
  await here.pool.query(wrong);
  const { ok, violations } = await report();
  await here.pool.query(right);
  expect(ok).toBe(false);
  return [...new Set(violations.map(({ invariant }) => invariant))];
}

describe("the audit", () => {
  it("finds nothing wrong in records that nobody touched, and says how much it looked at", async () => {
    const { ok, invariants, elsewhere, violations } = await report();
    const listed = [...invariants, ...elsewhere].flatMap(({ id }) => (id === "I-8/9" ? ["I-8", "I-9"] : [id]));
    expect(listed.sort()).toEqual(Array.from({ length: 14 }, (_, at) => `I-${at + 1}`).sort());
    expect(invariants.filter(({ beyond }) => beyond).map(({ id }) => id)).toEqual(["I-13"]);
    expect(violations).toEqual([]);
    expect(ok).toBe(true);
    for (const { examined } of invariants) expect(examined).toBeGreaterThan(0);
    const { rows } = await here.pool.query(
      "SELECT count(*)::integer AS n FROM information_schema.schemata WHERE schema_name LIKE 'audit%'",
    );
    expect(rows[0].n).toBe(0);
  });

  it.each([
    [
      "a module that is offered in the rows only",
      "UPDATE rm_thing SET offer = 'x' WHERE holder = 'harbor'",
      "UPDATE rm_thing SET offer = NULL WHERE holder = 'harbor'",
      ["I-4"],
    ],
    [
      "a record of a module that was edited",
      "UPDATE rm_module SET record = replace(record, 'S3', 'S9') WHERE serial = 'S3'",
      "UPDATE rm_module SET record = replace(record, 'S9', 'S3') WHERE serial = 'S3'",
      ["I-4", "I-7"],
    ],
    [
      "a state that is not the ledger's",
      "UPDATE rm_subject_state SET state = state || ' ' WHERE subject = 'member/harbor'",
      "UPDATE rm_subject_state SET state = trim(state) WHERE subject = 'member/harbor'",
      ["I-4", "I-6"],
    ],
    [
      "a position that runs ahead",
      "UPDATE rm_projection SET log_index = log_index + 1",
      "UPDATE rm_projection SET log_index = log_index - 1",
      ["I-5"],
    ],
    [
      "an acknowledged event that the ledger does not have",
      "UPDATE operation_event SET event_id = 'x' || event_id WHERE sequence = 0 AND kind = 'sold'",
      "UPDATE operation_event SET event_id = substr(event_id, 2) WHERE kind = 'sold'",
      ["I-1", "I-2"],
    ],
    [
      "a write that waits for ever",
      "UPDATE operation SET state = 'checking', created_at = created_at - interval '1 hour' WHERE kind = 'sell'",
      "UPDATE operation SET state = 'recorded', created_at = created_at + interval '1 hour' WHERE kind = 'sell'",
      ["I-3"],
    ],
    [
      "a high alert that nobody touched in time",
      "UPDATE alert SET deadline_at = now() - interval '1 hour'",
      "UPDATE alert SET deadline_at = now() + interval '1 hour'",
      ["I-12"],
    ],
    [
      "an alert that somebody moved on without a word",
      "UPDATE alert SET state = 'acknowledged'",
      "UPDATE alert SET state = 'open'",
      ["I-13"],
    ],
    [
      "facts that somebody changed behind the history",
      `UPDATE alert SET contradiction = '{"rule": "R5", "facts": []}'`,
      "UPDATE alert SET contradiction = NULL",
      ["I-13"],
    ],
    ["goods that nobody said to hold", "UPDATE alert SET hold = true", "UPDATE alert SET hold = false", ["I-13"]],
    [
      "a history without its state",
      `INSERT INTO alert_message (alert_id, at, author, what, text) SELECT id, now(), 'Ada', 'investigating', '' FROM alert`,
      `INSERT INTO alert_message (alert_id, at, author, what, text) SELECT id, now(), 'TrueLane', 'opened', '' FROM alert`,
      ["I-13"],
    ],
    [
      "modules out of nothing",
      "UPDATE rm_thing SET modules = modules + 1 WHERE \"is\" = 'container'",
      "UPDATE rm_thing SET modules = modules - 1 WHERE \"is\" = 'container'",
      ["I-4", "I-11"],
    ],
  ])("finds %s", async (_, wrong, right, invariants) => {
    expect(await brokenBy(wrong, right)).toEqual(invariants);
    expect((await report()).ok).toBe(true);
  });

  it("finds a secret that somebody wrote down", async () => {
    for await (const { secret } of here.printPacks.read("lot/lumen/L-1")) {
      await here.pool.query("INSERT INTO transfer_note (transfer, subject, note) VALUES ('x', 'y', $1)", [
        `it is ${secret}`,
      ]);
      break;
    }
    expect((await report()).violations).toMatchObject([{ invariant: "I-14", about: "transfer_note" }]);
    await here.pool.query("DELETE FROM transfer_note");
  });

  it("finds a manifest whose bytes were changed", async () => {
    const lot = await here.queries.lot("lumen", "L-1");
    const folder = join(here.folder, "manifests", (lot?.manifest ?? "").slice(0, 2));
    const name = (await readdir(folder)).find((one) => one.endsWith(".ndjson")) as string;
    const bytes = await readFile(join(folder, name), "utf8");
    await writeFile(join(folder, name), bytes.replace('"S4"', '"S5"'));
    const changed = (await report()).violations.map(({ invariant }) => invariant);
    expect(changed).toContain("I-7");
    await writeFile(join(folder, name), bytes);
    expect((await report()).ok).toBe(true);
  });
});
