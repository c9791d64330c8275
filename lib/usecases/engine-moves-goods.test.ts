import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineBench, openEngineBench } from "../../test/model/engine.ts";
import { BUYER, LEAD, person } from "../../test/model/installation.ts";
import { containerSubject, transferSubject } from "../domain/event/subject.ts";

describe("the engine, with goods that are packed, handed over and sold", () => {
  let here: EngineBench;
  beforeAll(async () => {
    here = await openEngineBench();
    await here.found();
    await here.released("L-1", 5);
  });
  afterAll(() => here.close());

  it("packs into a new container under its own prefix, and on into the same one", async () => {
    const packed = await here.ask(LEAD, { kind: "pack", items: ["L-1-0", "L-1-1"] });
    expect(packed).toMatchObject({ state: "recorded", events: [{ kind: "packed" }] });
    const sscc = String(packed.result?.sscc);
    expect(sscc).toMatch(/^04012345\d{10}$/);
    expect(await here.ask(LEAD, { kind: "pack", sscc, items: ["L-1-2"] })).toMatchObject({ state: "recorded" });
    const container = containerSubject("lumen", sscc, 1);
    expect((await here.ledger.states([container])).get(container)).toMatchObject({ count: 3 });
    expect(await here.custodyOf("L-1-2")).toMatchObject({ custody: { at: "inside", container } });
  });

  it("names every item that it does not know, and one that is there twice", async () => {
    const answer = await here.ask(LEAD, { kind: "pack", items: ["L-1-3", "NOPE", "L-1-3", "NADA"] });
    expect(answer.problem?.errors).toMatchObject([
      { code: "item-unknown", pointer: "/items/1" },
      { code: "item-twice", pointer: "/items/2" },
      { code: "item-unknown", pointer: "/items/3" },
    ]);
  });

  it("says which item the rule book refused, by the name that was asked with", async () => {
    const answer = await here.ask(LEAD, { kind: "pack", items: ["L-1-3", "L-1-0"] });
    expect(answer.problem).toMatchObject({ code: "not-top-level", pointer: "/items/1", thing: "L-1-0" });
    expect(answer.problem?.sentence).toContain("(L-1-0)");
  });

  it("takes a module out of a carton in a pallet by two events, and an emptied number starts anew", async () => {
    await here.released("L-3", 3);
    const carton = String((await here.ask(LEAD, { kind: "pack", items: ["L-3-0", "L-3-1"] })).result?.sscc);
    const pallet = String((await here.ask(LEAD, { kind: "pack", items: [carton] })).result?.sscc);
    const taken = await here.ask(LEAD, { kind: "unpack", sscc: pallet, items: ["L-3-0"] });
    expect(taken.events.map(({ kind }) => kind)).toEqual(["unpacked", "unpacked"]);
    expect(await here.custodyOf("L-3-0")).toMatchObject({ custody: { at: "holder", holder: "lumen" } });
    expect(await here.custodyOf("L-3-1")).toMatchObject({ custody: { at: "inside" } });
    expect(await here.ask(LEAD, { kind: "unpack", sscc: carton, items: ["L-3-2"] })).toMatchObject({
      problem: { code: "not-in-container", pointer: "/items/0" },
    });
    const again = await here.ask(LEAD, { kind: "pack", sscc: pallet, items: ["L-3-2"] });
    expect(again.result?.container).toBe(containerSubject("lumen", pallet, 2));
  });

  it("hands a carton over with one module missing, which stays with the giver", async () => {
    await here.released("L-4", 3);
    const carton = String((await here.ask(LEAD, { kind: "pack", items: ["L-4-0", "L-4-1"] })).result?.sscc);
    const offered = await here.ask(LEAD, { kind: "offer", to: "harbor", items: [carton, "L-4-2"] });
    expect(offered).toMatchObject({ state: "recorded", events: [{ kind: "transfer-offered" }] });
    expect(here.built.at(-1)).toEqual([containerSubject("lumen", carton, 1), here.subjectOf("L-4-2")]);
    const transferId = String(offered.result?.transferId);
    expect(await here.ask(LEAD, { kind: "pack", sscc: carton, items: ["L-1-3"] })).toMatchObject({
      problem: { code: "already-offered" },
    });
    expect(await here.ask(LEAD, { kind: "accept", transferId })).toMatchObject({
      problem: { code: "not-the-receiver" },
    });
    const except = [{ item: "L-4-0", reason: "missing" as const, note: "seal was broken" }];
    expect(await here.ask(BUYER, { kind: "accept", transferId, except })).toMatchObject({ state: "recorded" });
    expect(await here.custodyOf("L-4-0")).toMatchObject({ custody: { holder: "lumen" }, disputed: true });
    expect(await here.custodyOf("L-4-2")).toMatchObject({ custody: { holder: "harbor" } });
    const { rows } = await here.pool.query("SELECT subject, note FROM transfer_note WHERE transfer = $1", [transferId]);
    expect(rows).toEqual([{ subject: here.subjectOf("L-4-0"), note: "seal was broken" }]);
    expect(await here.ask(BUYER, { kind: "accept", transferId })).toMatchObject({
      problem: { code: "transfer-not-open" },
    });
  });

  it("does not accept goods whose records did not arrive", async () => {
    await here.released("L-5", 1);
    const offered = await here.ask(LEAD, { kind: "offer", to: "harbor", items: ["L-5-0"] });
    const transferId = String(offered.result?.transferId);
    here.arrived.records = false;
    expect(await here.ask(BUYER, { kind: "accept", transferId })).toMatchObject({
      problem: { code: "consignment-missing" },
    });
    here.arrived.records = true;
    expect(await here.ask(BUYER, { kind: "decline", transferId, reason: "not ordered" })).toMatchObject({
      state: "recorded",
    });
    expect(await here.custodyOf("L-5-0")).toMatchObject({ custody: { holder: "lumen" } });
    const second = String((await here.ask(LEAD, { kind: "offer", to: "harbor", items: ["L-5-0"] })).result?.transferId);
    expect(await here.ask(BUYER, { kind: "withdraw-transfer", transferId: second })).toMatchObject({
      problem: { code: "not-the-giver" },
    });
    expect(await here.ask(LEAD, { kind: "withdraw-transfer", transferId: second })).toMatchObject({
      state: "recorded",
    });
    const state = (await here.ledger.states([transferSubject(second)])).get(transferSubject(second));
    expect(state).toMatchObject({ status: "withdrawn" });
  });

  it("tells a stranger nothing of a transfer", async () => {
    await here.released("L-6", 1);
    const offered = await here.ask(LEAD, { kind: "offer", to: "harbor", items: ["L-6-0"] });
    const stranger = person("rackco", "r", "shipper");
    const transferId = String(offered.result?.transferId);
    expect(await here.ask(stranger, { kind: "accept", transferId })).toMatchObject({
      problem: { code: "transfer-unknown" },
    });
  });

  it("builds no consignment for what the member could not offer", async () => {
    const before = here.built.length;
    expect(await here.ask(LEAD, { kind: "offer", to: "nobody", items: ["L-1-3"] })).toMatchObject({
      problem: { code: "receiver-unknown" },
    });
    expect(here.built.length).toBe(before);
  });

  it("sells under a sealed reference that only the seller can open", async () => {
    await here.released("L-7", 1);
    const done = await here.ask(LEAD, { kind: "sell", items: ["L-7-0"], reference: "PO-4711" });
    expect(done).toMatchObject({
      state: "recorded",
      result: { sold: 1, sealed: [{ path: "reference", value: "PO-4711" }] },
    });
    const event = await here.ledger.eventOf(done.events[0]!.eventHash);
    expect(event?.body.sealed?.reference).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(event)).not.toContain("PO-4711");
    expect(await here.ask(LEAD, { kind: "sell", items: ["L-7-0"] })).toMatchObject({
      problem: { code: "already-sold" },
    });
  });
});
