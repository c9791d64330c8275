import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerLot } from "../../lib/usecases/register-lot.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { giveSeat } from "../seats.ts";
import { APPROVER, BUYER, type Installation, LEAD, openInstallation, person } from "./installation.ts";

/** Two members through the verbs that come after the factory, with the real ledger and read model behind them. */
describe("a module after the factory", () => {
  let database: TestDatabase;
  let house: Installation;
  const AGREEING = person("harbor", "ha", "admin");

  beforeAll(async () => {
    database = await openTestDatabase({ migrate: true });
    house = await openInstallation(database);
    for (const actor of [LEAD, APPROVER, BUYER, AGREEING])
      if (actor.by === "person") await giveSeat(database.pool, actor.member, actor.userId, ...actor.roles);
    await house.found();
    const warden = { member: "warden", name: "Warden", roles: ["auditor" as const], releaseApprovers: 1 as const };
    await house.recorded(LEAD, { kind: "admit-member", admitted: warden });
    const rows = Array.from({ length: 12 }, (_, at) => `SN-${at}`);
    await registerLot(house.register, await house.queue(`serialNumber\n${rows.join("\n")}\n`));
    await house.recorded(APPROVER, { kind: "release-lot", lotId: "L-1" });
  });
  afterAll(async () => {
    await house.close();
    await database.close();
  });

  const refusal = async (...asked: Parameters<Installation["ask"]>) => {
    const { state, problem } = await house.ask(...asked);
    return [state, problem?.code];
  };

  const marksOf = async (serial: string) => {
    const [module] = await house.queries.findModules("lumen", serial);
    return house.queries.moduleMarks(module!);
  };

  const standingOf = async (serial: string) => {
    const [module] = await house.queries.findModules("lumen", serial);
    return (await house.queries.standingsOf([{ is: "module", ...module! }])).get(module!.subject);
  };

  it("comes back to its seller once it was sold, and not before", async () => {
    expect(await refusal(LEAD, { kind: "take-back", items: ["SN-0"] })).toEqual(["refused", "not-sold"]);
    await house.recorded(LEAD, { kind: "sell", items: ["SN-0"] });
    await house.recorded(LEAD, { kind: "take-back", items: ["SN-0"] });
    await house.recorded(LEAD, { kind: "sell", items: ["SN-0"] });
  });

  it("comes back out of a carton that was sold whole", async () => {
    const { result } = await house.recorded(LEAD, { kind: "pack", items: ["SN-1", "SN-2"] });
    await house.recorded(LEAD, { kind: "sell", items: [String(result?.sscc)] });
    await house.recorded(LEAD, { kind: "take-back", items: ["SN-1"] });
    expect(await refusal(LEAD, { kind: "pack", items: ["SN-2"] })).toEqual(["refused", "not-top-level"]);
    await house.recorded(LEAD, { kind: "inspect", items: ["SN-1"], result: "passed", note: "latch is fine" });
  });

  it("is reported stolen inside its carton, and cannot be offered until it is found", async () => {
    const { result } = await house.recorded(LEAD, { kind: "pack", items: ["SN-3", "SN-4"] });
    await house.recorded(LEAD, { kind: "report-stolen", items: ["SN-3"], reference: "police 12/26" });
    await house.recorded(LEAD, { kind: "unpack", sscc: String(result?.sscc), items: ["SN-3"] });
    expect(await refusal(LEAD, { kind: "offer", to: "harbor", items: ["SN-3"] })).toEqual(["refused", "stolen"]);
    expect(await standingOf("SN-3")).toEqual({ obstacle: "stolen", labelVoid: false });
    await house.recorded(LEAD, { kind: "report-recovered", items: ["SN-3"] });
    expect(await standingOf("SN-3")).toEqual({ obstacle: null, labelVoid: false });
    await house.recorded(LEAD, { kind: "offer", to: "harbor", items: ["SN-3"] });
  });

  it("is scrapped and brought back, unless it was destroyed", async () => {
    const items = ["SN-5", "SN-6"];
    await house.recorded(LEAD, { kind: "scrap", items, destroyed: false, reason: "wrong shelf" });
    expect(await refusal(LEAD, { kind: "sell", items: ["SN-5"] })).toEqual(["refused", "scrapped"]);
    expect(await standingOf("SN-5")).toEqual({ obstacle: "scrapped", labelVoid: false });
    await house.recorded(LEAD, { kind: "undo-scrap", items: ["SN-5"], reason: "it was the other box" });
    expect(await standingOf("SN-5")).toEqual({ obstacle: null, labelVoid: false });
    await house.recorded(LEAD, { kind: "sell", items: ["SN-5"] });
    await house.recorded(LEAD, { kind: "scrap", items: ["SN-6"], destroyed: true, reason: "shredded" });
    expect(await refusal(LEAD, { kind: "undo-scrap", items: ["SN-6"], reason: "oops" })).toEqual([
      "refused",
      "scrapping-final",
    ]);
  });

  it("keeps on record what a recode changed", async () => {
    const before = { map: "sff8472", core: "1".repeat(64), full: "2".repeat(64) };
    const after = { map: "sff8472", core: "1".repeat(64), full: "3".repeat(64) };
    const recode = { kind: "recode", item: "SN-7", before, hostCoding: "Cisco" } as const;
    expect(await refusal(LEAD, { ...recode, after: before })).toEqual(["refused", "capture-invalid"]);
    await house.recorded(LEAD, { ...recode, after });
    await house.recorded(LEAD, { kind: "repair", items: ["SN-7"], what: "new latch" });
    expect((await marksOf("SN-7")).recode).toMatchObject({ hostCoding: "Cisco", by: "lumen" });
  });

  it("is installed by an operator only", async () => {
    expect(await refusal(LEAD, { kind: "install", items: ["SN-7"] })).toEqual(["refused", "role-missing"]);
  });

  it("is called back with its lot or alone, and a recall is lifted with a second member's word", async () => {
    const { result } = await house.recorded(LEAD, {
      kind: "recall",
      lotId: "L-1",
      items: ["SN-9", "SN-7", "SN-8"],
      reason: "laser drift",
    });
    const recall = String(result?.recall);
    expect([(await marksOf("SN-8")).recalls, (await marksOf("SN-10")).recalls]).toEqual([[recall], []]);
    for (const serial of ["SN-7", "SN-8"])
      expect(await standingOf(serial)).toEqual({ obstacle: "recalled", labelVoid: false });
    expect(await standingOf("SN-10")).toEqual({ obstacle: null, labelVoid: false });
    // SN-7 has events of its own, so the ledger's rule does not see its lot: the verb does.
    expect(await refusal(LEAD, { kind: "sell", items: ["SN-7"] })).toEqual(["refused", "recalled"]);
    expect(await refusal(LEAD, { kind: "sell", items: ["SN-8"] })).toEqual(["refused", "recalled"]);
    const lift = { kind: "lift-recall", lotId: "L-1", recall, reason: "tested again" } as const;
    const lifter = person("lumen", "anna", "admin", "release-approver");
    expect(await refusal(lifter, lift)).toEqual(["refused", "second-member-missing"]);
    await house.recorded(lifter, { kind: "agree-to-lift", recall });
    expect(await refusal(lifter, lift)).toEqual(["refused", "second-member-missing"]);
    await house.recorded(AGREEING, { kind: "agree-to-lift", recall });
    await house.recorded(lifter, lift);
    await house.recorded(LEAD, { kind: "sell", items: ["SN-7", "SN-8"] });
  });

  it("has its events corrected by their author, and by nobody else", async () => {
    const { events } = await house.recorded(LEAD, { kind: "sell", items: ["SN-10"] });
    const event = events[0]!.eventHash;
    expect(await refusal(AGREEING, { kind: "correct", event, reason: "not mine" })).toEqual([
      "refused",
      "event-unknown",
    ]);
    await house.recorded(LEAD, { kind: "correct", event, reason: "sold to the branch in Lyon" });
  });

  it("stays with its holder when that holder is suspended, who then writes nothing any more", async () => {
    await house.recorded(LEAD, { kind: "suspend-member", member: "harbor", reason: "unpaid" });
    const [transfer] = (await house.queries.transfers("harbor", { direction: "in" })).items;
    expect(await refusal(BUYER, { kind: "accept", transferId: transfer!.id })).toEqual([
      "refused",
      "member-not-active",
    ]);
  });
});
