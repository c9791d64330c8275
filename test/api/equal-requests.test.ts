import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openJournal } from "../../lib/adapters/journal-postgres/index.ts";
import { submitCommand } from "../../lib/usecases/submit-command.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { ALL_SCOPES, doorsOfTwo, SERIAL } from "./network-of-two.ts";
import { ask } from "./requests.ts";

let database: TestDatabase;
let journal: ReturnType<typeof openJournal>;
let worker: ReturnType<typeof openJournal>;
let ended: () => Promise<void>;
beforeAll(async () => {
  database = await openTestDatabase({ migrate: ["0001"] });
  journal = openJournal(database.web);
  worker = openJournal(database.pool);
  // It finishes whatever is opened.
  ended = await worker.onOpened(async () => {
    for (const { id } of await worker.pending(100)) await worker.finish(id, { state: "recorded", result: { sold: 1 } });
  });
});
afterAll(async () => {
  await ended();
  await Promise.all([journal.close(), worker.close()]);
  await database.close();
});

const doors = () =>
  doorsOfTwo({
    submit: (actor, command, options) =>
      submitCommand(
        {
          journal,
          clock: { now: () => new Date().toISOString() },
          random: { bytes: (length) => new Uint8Array(randomBytes(length)) },
        },
        actor,
        command,
        options,
      ),
  });
const sell = (key: string, reference: string, member = "acme") =>
  ask(doors(), "createSale", {
    as: `${member}:${ALL_SCOPES}`,
    body: { items: [SERIAL], reference },
    headers: { "idempotency-key": key },
  });

describe("equal requests", () => {
  it("fifty at once make one operation, and all get its answer", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => sell("order-7", "PO 7")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ json }) => json.operation.id)).size).toBe(1);
    const { rows } = await database.pool.query("SELECT count(*)::int AS count FROM operation WHERE member = 'acme'");
    expect(rows).toEqual([{ count: 1 }]);
  });

  it("of another member with the same key are its own", async () => {
    const [acme, beta] = [await sell("order-8", "PO 8"), await sell("order-8", "PO 8", "beta")];
    expect(acme.json.operation.id).not.toBe(beta.json.operation.id);
  });

  it("that are not equal after all are refused, and change nothing", async () => {
    await sell("order-9", "PO 9");
    const other = await sell("order-9", "PO 10");
    expect([other.status, other.json.code]).toEqual([422, "idempotency-key-reused"]);
  });
});
