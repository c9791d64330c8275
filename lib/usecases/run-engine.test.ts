import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANNA, BO, CLEO, type EngineBench, member, openEngineBench, product } from "../../test/model/engine.ts";
import { BUYER, LEAD, person } from "../../test/model/installation.ts";
import { giveSeat } from "../../test/seats.ts";
import type { Actor } from "./actor.ts";
import type { Command } from "./commands.ts";

describe("the engine, from a request to events on the ledger", () => {
  let here: EngineBench;
  beforeAll(async () => {
    here = await openEngineBench();
  });
  afterAll(() => here.close());

  it("refuses everything before the network is founded, in words", async () => {
    const answer = await here.ask(LEAD, product("EARLY"));
    expect(answer).toMatchObject({ state: "refused", events: [] });
    expect(answer.problem?.sentence).toMatch(/\.$/);
  });

  it("founds the network once, and admits members only for its founder", async () => {
    const found: Command = { kind: "found-network", name: "Test", founder: member("lumen") };
    expect(await here.ask(LEAD, found)).toMatchObject({ state: "recorded", result: { member: "lumen" } });
    expect(await here.ask(LEAD, found)).toMatchObject({ state: "refused", problem: { code: "already-founded" } });
    expect(await here.ask(LEAD, { kind: "admit-member", admitted: member("harbor") })).toMatchObject({
      state: "recorded",
    });
    expect(await here.ask(LEAD, { kind: "admit-member", admitted: member("rackco") })).toMatchObject({
      state: "recorded",
    });
    expect(await here.ask(LEAD, { kind: "admit-member", admitted: member("auditco") })).toMatchObject({
      state: "recorded",
    });
    expect(await here.ask(LEAD, { kind: "admit-member", admitted: member("harbor") })).toMatchObject({
      problem: { code: "already-admitted" },
    });
    expect(await here.ask(BUYER, { kind: "admit-member", admitted: member("other") })).toMatchObject({
      problem: { code: "not-permitted" },
    });
  });

  it("declares a product, and says why a second time or a foreign vendor name is no", async () => {
    expect(await here.ask(LEAD, product("PN"))).toMatchObject({
      state: "recorded",
      events: [{ kind: "product-declared" }],
    });
    expect(await here.ask(LEAD, product("PN"))).toMatchObject({ problem: { code: "already-declared" } });
    expect(await here.ask(LEAD, { ...product("PN-X"), vendorName: "CISCO" } as Command)).toMatchObject({
      problem: { code: "vendor-name-not-yours" },
    });
    expect(await here.ask(LEAD, { ...product("PN-G"), gtin: "4012345000019" } as Command)).toMatchObject({
      problem: { code: "gtin-malformed", pointer: "/gtin" },
    });
  });

  it("asks for permission before it writes a row", async () => {
    const viewer = person("lumen", "vi", "viewer");
    const answer = await here.ask(viewer, product("PN-V"));
    expect(answer).toMatchObject({ state: "refused", problem: { code: "not-permitted" } });
    expect(await here.journal.entry(answer.id)).toBeUndefined();
  });

  it("makes one operation and one event of fifty equal requests with one key", async () => {
    const before = await here.ledger.size();
    const answers = await Promise.all(Array.from({ length: 50 }, () => here.ask(LEAD, product("PN-50"), "key-50")));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    for (const answer of answers) expect(answer).toMatchObject({ state: "recorded", events: [{ index: before }] });
    expect(await here.ledger.size()).toBe(before + 1);
  });

  it("refuses another body under a used key, and takes the same key of another member", async () => {
    expect(await here.ask(LEAD, product("PN-51"), "key-50")).toMatchObject({
      state: "refused",
      problem: { code: "idempotency-key-reused" },
    });
    const contact: Command = { kind: "change-member", contact: "desk@harbor" };
    expect(await here.ask(BUYER, contact, "key-50")).toMatchObject({ state: "recorded" });
  });

  it("refuses text that nobody could sign, before anything is stored", async () => {
    for (const contact of ["a\u0000b", "a\ud800b"]) {
      const answer = await here.ask(LEAD, { kind: "change-member", contact });
      expect(answer).toMatchObject({ state: "refused", problem: { code: "input-invalid" } });
    }
  });

  it("lets one person release while one is enough, and the service's key with the scope too", async () => {
    await here.released("L-1", 5);
    await here.registered("L-KEY", 1);
    const key: Actor = { by: "key", member: "lumen", keyId: "k1", scopes: ["lots:release"] };
    expect(await here.ask(key, { kind: "release-lot", lotId: "L-KEY" })).toMatchObject({ state: "recorded" });
    expect(await here.ask(ANNA, { kind: "release-lot", lotId: "L-KEY" })).toMatchObject({
      problem: { code: "lot-not-registered" },
    });
    expect(await here.ask(ANNA, { kind: "release-lot", lotId: "NONE" })).toMatchObject({
      problem: { code: "lot-unknown" },
    });
  });

  it("waits for a second person when two must release, and does not count one person twice", async () => {
    expect(await here.ask(ANNA, { kind: "change-member", releaseApprovers: 2 })).toMatchObject({ state: "recorded" });
    await here.registered("L-2", 1);
    const release: Command = { kind: "release-lot", lotId: "L-2" };
    const waiting = { state: "recorded", events: [], result: { waitingForSecondApprover: true } };
    expect(await here.ask(ANNA, release)).toMatchObject(waiting);
    expect(await here.ask(ANNA, release)).toMatchObject(waiting);
    const key: Actor = { by: "key", member: "lumen", keyId: "k1", scopes: ["lots:release"] };
    expect(await here.ask(key, release)).toMatchObject({ problem: { code: "release-needs-people" } });
    const done = await here.ask(BO, release);
    expect(done).toMatchObject({ state: "recorded", events: [{ kind: "lot-released" }] });
    expect((await here.ledger.eventOf(done.events[0]!.eventHash))?.signatures).toHaveLength(2);
  });

  it("does not count the approval of a person who lost the role since, until the role is given back", async () => {
    await here.registered("L-2B", 1);
    const release: Command = { kind: "release-lot", lotId: "L-2B" };
    const waiting = { state: "recorded", events: [], result: { waitingForSecondApprover: true } };
    expect(await here.ask(CLEO, release)).toMatchObject(waiting);
    await giveSeat(here.pool, "lumen", "cleo", "viewer");
    expect(await here.ask(BO, release)).toMatchObject(waiting);
    await giveSeat(here.pool, "lumen", "cleo");
    expect(await here.ask(BO, release)).toMatchObject(waiting);
    await giveSeat(here.pool, "lumen", "cleo", "release-approver");
    expect(await here.ask(BO, release)).toMatchObject({ state: "recorded", events: [{ kind: "lot-released" }] });
  });

  it("goes back to one approver only when two ask for it, who both still are approvers", async () => {
    const lower: Command = { kind: "change-member", releaseApprovers: 1 };
    expect(await here.ask(LEAD, lower)).toMatchObject({ problem: { code: "approvers-missing" } });
    expect(await here.ask(CLEO, lower)).toMatchObject({ result: { waitingForSecondApprover: true } });
    await giveSeat(here.pool, "lumen", "cleo", "viewer");
    expect(await here.ask(ANNA, lower)).toMatchObject({ result: { waitingForSecondApprover: true } });
    expect(await here.ask(BO, lower)).toMatchObject({ state: "recorded", events: [{ kind: "member-changed" }] });
  });

  it("withdraws a lot that was never released, not one that was", async () => {
    await here.registered("L-8", 1);
    expect(await here.ask(LEAD, { kind: "withdraw-lot", lotId: "L-8", reason: "wrong file" })).toMatchObject({
      state: "recorded",
    });
    expect(await here.ask(LEAD, { kind: "withdraw-lot", lotId: "L-1", reason: "late" })).toMatchObject({
      state: "refused",
    });
  });
});
