import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerLot } from "../../../../../lib/usecases/register-lot.ts";
import { type Installation, LEAD, openInstallation, person } from "../../../../../test/model/installation.ts";
import { openTestDatabase, type TestDatabase } from "../../../../../test/postgres.ts";
import { SERIALS_AT_ONCE } from "./preview-lot-file.ts";
import { takenSerialsFor } from "./taken-serials-for.ts";

let database: TestDatabase;
let here: Installation;
beforeAll(async () => {
  database = await openTestDatabase({ migrate: true });
  here = await openInstallation(database);
  await here.found();
  await registerLot(here.register, await here.queue("serialNumber\nA1\nA2\n", { lotId: "L-1" }));
});
afterAll(async () => {
  await here.close();
  await database.close();
});

describe("the serial numbers that other lots have", () => {
  it("are told with their lots to whoever may import one", async () => {
    expect(await takenSerialsFor(LEAD, here.queries, "LM-LR4", ["A2", "NEW"])).toEqual(new Map([["A2", "L-1"]]));
    expect(await takenSerialsFor(LEAD, here.queries, "OTHER", ["A2"])).toEqual(new Map());
  });

  it("are not told to another member, whatever its people may do", async () => {
    const rival = person("harbor", "hua", "admin", "registrar");
    expect(await takenSerialsFor(rival, here.queries, "LM-LR4", ["A1", "A2"])).toEqual(new Map());
  });

  it("are not told to people and keys of the member that import nothing", async () => {
    for (const roles of [["viewer"], ["shipper"], ["release-approver"]] as const)
      await expect(takenSerialsFor(person("lumen", "vic", ...roles), here.queries, "LM-LR4", ["A1"])).rejects.toThrow(
        "cannot import lots",
      );
    const key = { by: "key", member: "lumen", keyId: "k", scopes: ["read"] } as const;
    await expect(takenSerialsFor(key, here.queries, "LM-LR4", ["A1"])).rejects.toThrow("cannot import lots");
  });

  it("are asked for in questions of a limited length", async () => {
    const many = Array.from({ length: SERIALS_AT_ONCE + 1 }, (_, at) => `B${at}`);
    await expect(takenSerialsFor(LEAD, here.queries, "LM-LR4", many)).rejects.toThrow();
    await expect(takenSerialsFor(LEAD, here.queries, "LM-LR4", ["x".repeat(65)])).rejects.toThrow();
  });
});
