import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import { parseSscc, ssccOf } from "../../domain/label/sscc.ts";
import { expectOk } from "../../domain/result.ts";
import type { Actor } from "../../usecases/actor.ts";
import { numberContainer } from "../../usecases/number-container.ts";
import { createContainerNumbers } from "./container-numbers.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrate: ["0001"] });
});
afterAll(() => database.close());

const PREFIX = "4012345";
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const number = (member: string, asked: { sscc?: string } = {}, idempotencyKey?: string) => {
  const actor: Actor = { by: "key", member, keyId: "k", scopes: ["containers:write"] };
  const deps = { numbers: createContainerNumbers(database.web), random };
  return numberContainer(
    deps,
    actor,
    { ...asked, prefixes: [PREFIX] },
    idempotencyKey === undefined ? {} : { idempotencyKey },
  );
};

describe("numbers of containers", () => {
  it("are never given twice, however many ask at once", async () => {
    const given = await Promise.all(Array.from({ length: 40 }, () => number("acme")));
    const numbers = given.map((answer) => expectOk(answer).sscc);
    expect(new Set(numbers).size).toBe(40);
    expect(numbers.every((sscc) => parseSscc(sscc).ok && sscc.startsWith(PREFIX, 1))).toBe(true);
  });

  it("are one number for fifty equal requests, and another body with the key is refused", async () => {
    const given = await Promise.all(Array.from({ length: 50 }, () => number("beta", {}, "order-1")));
    expect(new Set(given.map((answer) => expectOk(answer).sscc)).size).toBe(1);
    const other = await number("beta", { sscc: ssccOf(3, PREFIX, 7) }, "order-1");
    expect(other).toMatchObject({ ok: false, error: { code: "idempotency-key-reused" } });
  });

  it("skip one that the member chose and packed under", async () => {
    const chosen = ssccOf(0, PREFIX, 0);
    await database.pool.query(
      `INSERT INTO rm_thing (subject, "is", name, born_index, log_index) VALUES ('container/gamma/x/1', 'container', $1, 0, 0)`,
      [chosen],
    );
    expect(expectOk(await number("gamma")).sscc).toBe(ssccOf(0, PREFIX, 1));
  });
});
