/** The factory gate from file to release: what a dump proves is kept, shown, and holds the lot until somebody says why not. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { APPROVER, type Installation, LEAD, openInstallation } from "../../test/model/installation.ts";
import { openTestDatabase, type TestDatabase } from "../../test/postgres.ts";
import { hexText, sfpDiagnostics, sfpDump } from "../domain/optics/made-up-module.testing.ts";
import { registerLot } from "./register-lot.ts";

let database: TestDatabase;
let here: Installation;
beforeAll(async () => {
  database = await openTestDatabase({ migrate: true });
  here = await openInstallation(database);
  await here.found();
}, 120_000);
afterAll(async () => {
  await here.close();
  await database.close();
});

const dump = (serial: string, spoil?: number) => {
  const bytes = [...sfpDump({ serial }), ...sfpDiagnostics()];
  if (spoil !== undefined) bytes[spoil] = (bytes[spoil] ?? 0) ^ 1;
  return hexText(bytes);
};
async function imported(lotId: string, rows: readonly (readonly [string, string])[]) {
  const id = await here.queue(`serialNumber,eepromHex\n${rows.map((row) => row.join(",")).join("\n")}\n`, { lotId });
  await registerLot(here.register, id);
  return here.queries.job("lumen", id);
}

describe("a lot whose dumps are right", () => {
  it("passes the gate without a word", async () => {
    expect((await imported("G-1", [["S1", dump("S1")]]))?.state).toBe("done");
    expect(await here.queries.lotGate("lumen", "G-1")).toEqual({ findings: [], overrides: [] });
    expect((await here.ask(APPROVER, { kind: "release-lot", lotId: "G-1" })).state).toBe("recorded");
  });
});

/** Facts for pages of any language, beside the English of the API. */
const S3X = {
  serial: "S3X",
  because: 'the EEPROM holds serial number "OTHER", the lot file says "S3X"',
  reason: { says: "file-serial-differs", eeprom: "OTHER", file: "S3X" },
};

describe("a lot with a wrong checksum and a wrong serial number", () => {
  it("is registered, and what is wrong stands with it", async () => {
    const job = await imported("G-2", [
      ["S1X", dump("S1X")],
      ["S2X", dump("S2X", 40)],
      ["S3X", dump("OTHER")],
      ["S4X", dump("S4X", 41)],
    ]);
    expect(job).toMatchObject({
      state: "done",
      result: { gate: [{ rule: "RECORD_SERIAL_CONFLICT" }, { rule: "CHECKSUM_BASE_BAD" }] },
    });
    const { findings } = await here.queries.lotGate("lumen", "G-2");
    expect(findings).toMatchObject([
      { rule: "RECORD_SERIAL_CONFLICT", severity: "conflict", count: 1, holds: true, samples: [S3X] },
      { rule: "CHECKSUM_BASE_BAD", count: 2, holds: true, samples: [{ serial: "S2X" }, { serial: "S4X" }] },
    ]);
  });

  it("is not released without a reason", async () => {
    const { state, problem } = await here.ask(APPROVER, { kind: "release-lot", lotId: "G-2" });
    expect([state, problem?.code, problem?.pointer]).toEqual(["refused", "gate-holds", "/overrideReason"]);
    expect(problem?.sentence).toContain("CHECKSUM_BASE_BAD (2), RECORD_SERIAL_CONFLICT (1)");
  });

  it("is released with one, which stays with the lot", async () => {
    const command = { kind: "release-lot", lotId: "G-2", overrideReason: "samples for the EEPROM workshop" } as const;
    expect((await here.ask(APPROVER, command)).state).toBe("recorded");
    expect((await here.queries.lotGate("lumen", "G-2")).overrides).toMatchObject([
      { who: "anna@lumen", reason: "samples for the EEPROM workshop" },
    ]);
  });
});

describe("what does not hold a lot", () => {
  it("is a habit such as NUL padding: it is shown, and asks for no reason", async () => {
    const bytes = sfpDump({ serial: "N1" });
    for (let at = 70; at < 84; at++) bytes[at] = 0;
    bytes[95] = bytes.slice(64, 95).reduce((sum, byte) => sum + byte, 0) & 0xff;
    await imported("G-3", [["N1", hexText(bytes)]]);
    expect((await here.queries.lotGate("lumen", "G-3")).findings).toMatchObject([
      { rule: "NUL_PADDED_STRING", holds: false },
    ]);
    expect((await here.ask(APPROVER, { kind: "release-lot", lotId: "G-3" })).state).toBe("recorded");
    expect(LEAD.member).toBe("lumen");
  });
});
