import { createHash, randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeBirths } from "../../test/ports/small-world.ts";
import { openTestDatabase, type TestDatabase } from "../../test/postgres.ts";
import { giveSeat } from "../../test/seats.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { openJournal, openOffice } from "../adapters/journal-postgres/index.ts";
import { openEmbeddedLedger } from "../adapters/ledger-embedded/index.ts";
import { openFileLogSigner, openFileSigner } from "../adapters/signer-file/index.ts";
import type { Json } from "../domain/event/canonical-json.ts";
import { draftEvent } from "../domain/event/draft.ts";
import type { Birth, Subject } from "../domain/event/event.ts";
import { eventMessage } from "../domain/event/event-bytes.ts";
import {
  containerSubject,
  lotSubject,
  memberSubject,
  moduleSubject,
  productSubject,
  transferSubject,
} from "../domain/event/subject.ts";
import { expectOk, ok, refuse } from "../domain/result.ts";
import type { Journal } from "../ports/journal.ts";
import type { Ledger } from "../ports/ledger.ts";
import type { LedgerStates } from "../ports/ledger-states.ts";
import type { Consignments, ItemBook } from "../ports/records.ts";
import type { Signer } from "../ports/signer.ts";
import type { Actor, AppRole } from "./actor.ts";
import type { Command } from "./commands.ts";
import type { Operation } from "./operation.ts";
import { type PerformDeps, performCommand } from "./perform-command.ts";
import { type Engine, runEngine } from "./run-engine.ts";
import { submitCommand } from "./submit-command.ts";

const clock = { now: () => new Date().toISOString() };
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const silent = { warn: () => undefined, error: () => undefined };
const person = (member: string, userId: string, ...roles: AppRole[]): Actor => ({
  by: "person",
  member,
  userId,
  email: `${userId}@${member}`,
  roles,
});
const LEAD = person("lumen", "lead", "admin", "registrar", "shipper");
const ANNA = person("lumen", "anna", "release-approver", "admin");
const BO = person("lumen", "bo", "release-approver", "admin");
const CLEO = person("lumen", "cleo", "release-approver", "admin");
const BUYER = person("harbor", "hua", "admin", "shipper");

const PEOPLE = [LEAD, ANNA, BO, CLEO, BUYER].flatMap((actor) => (actor.by === "person" ? [actor] : []));

/** Serial numbers `S…` and SSCCs, as a read model would find them, straight from the ledger. */
function bookOver(states: LedgerStates, births: Map<string, Birth>): ItemBook {
  async function newestContainer(sscc: string) {
    for (let number = 9; number > 0; number -= 1) {
      const subject = containerSubject("lumen", sscc, number);
      if ((await states.states([subject])).has(subject))
        return { is: "container" as const, subject, member: "lumen", sscc, number, name: sscc };
    }
    return undefined;
  }
  return {
    newestContainer,
    recordedEvent: () => Promise.resolve(undefined),
    resolveItems: (_member, texts) =>
      Promise.all(
        texts.map(async (text) => {
          const birth = births.get(text);
          if (birth) {
            const { label } = birth.leaf;
            return ok({ is: "module" as const, subject: moduleSubject(label), label, lot: birth.lot, name: text });
          }
          const container = await newestContainer(text);
          return container ? ok(container) : refuse({ code: "item-unknown" as const, text });
        }),
      ),
    birthsOf: (labels) =>
      Promise.resolve(
        new Map(
          [...births.values()]
            .filter(({ leaf }) => labels.includes(leaf.label))
            .map((birth) => [birth.leaf.label, birth]),
        ),
      ),
  };
}

describe("the engine, from a request to events on the ledger", () => {
  let database: TestDatabase;
  let ledger: Ledger & LedgerStates;
  let signer: Signer;
  let journal: Journal;
  let deps: PerformDeps;
  let engine: Engine;
  const births = new Map<string, Birth>();
  const built: Subject[][] = [];
  let checked: "good" | "missing" = "good";
  const consignments: Consignments = {
    build({ items }) {
      built.push([...items]);
      return Promise.resolve(ok(createHash("sha256").update(items.join()).digest("hex")));
    },
    take: () => Promise.resolve(ok(undefined)),
    file: () => Promise.resolve(undefined),
    check: () =>
      Promise.resolve(
        checked === "good" ? ok(undefined) : refuse({ code: "consignment-missing", detail: "It is not here yet." }),
      ),
  };

  beforeAll(async () => {
    database = await openTestDatabase({ migrate: true });
    const folder = temporaryFolder("engine-keys");
    signer = await openFileSigner({ folder, clock });
    const logSigner = await openFileLogSigner({ folder });
    ledger = await openEmbeddedLedger({ pool: database.pool, logSigner, clock });
    journal = openJournal(database.pool);
    deps = {
      journal,
      ledger,
      states: ledger,
      signer,
      office: openOffice(database.pool),
      items: bookOver(ledger, births),
      consignments,
      clock,
      random,
      caughtUpTo: () => Promise.resolve(),
    };
    engine = await runEngine({ ...deps, log: silent });
    for (const { member, userId, roles } of PEOPLE) await giveSeat(database.pool, member, userId, ...roles);
  });
  afterAll(async () => {
    await engine.stop();
    await journal.close();
    await ledger.close();
    await database.close();
  });

  const ask = (actor: Actor, command: Command, idempotencyKey?: string): Promise<Operation> =>
    submitCommand({ journal, clock, random, waitMs: 20_000 }, actor, command, idempotencyKey ? { idempotencyKey } : {});
  const custodyOf = async (serial: string) => (await ledger.states([subjectOf(serial)])).get(subjectOf(serial));
  const subjectOf = (serial: string) => moduleSubject(births.get(serial)!.leaf.label);
  const member = (id: string, releaseApprovers: 1 | 2 = 1) => ({
    member: id,
    name: id,
    roles: [id === "lumen" ? ("maker" as const) : ("distributor" as const)],
    releaseApprovers,
    ...(id === "lumen" && { vendorNames: ["LUMEN"], gs1Prefixes: ["4012345"] }),
  });
  const product = (partNumber: string): Command => ({
    kind: "declare-product",
    partNumber,
    revision: "",
    vendorName: "LUMEN",
    formFactor: "SFP+",
    media: "10GBASE-SR",
  });

  /** A registered lot, as an import leaves it; its modules are called `{lotId}-0`, `{lotId}-1` … */
  async function registered(lotId: string, count: number): Promise<void> {
    const made = makeBirths(lotSubject("lumen", lotId), count);
    for (const birth of made.births) births.set(`${lotId}-${birth.index}`, birth);
    const { network } = (await ledger.founding())!;
    const states = await ledger.states([lotSubject("lumen", lotId), memberSubject("lumen")]);
    const draft = draftEvent({
      network,
      actor: "lumen",
      at: clock.now(),
      eventId: randomBytes(16).toString("hex"),
      fact: {
        kind: "lot-registered",
        lotId,
        product: productSubject("lumen", "PN", ""),
        count,
        root: made.root,
        manifest: "0".repeat(64),
        madeOn: "2026-01-01",
      },
      heads: new Map([...states].map(([subject, state]) => [subject, state.head])),
    });
    const signature = await signer.sign("lumen", { as: "service" }, eventMessage(draft.body));
    expectOk(await ledger.append({ ...draft, signatures: [signature] }));
  }
  async function released(lotId: string, count: number): Promise<void> {
    await registered(lotId, count);
    expect(await ask(ANNA, { kind: "release-lot", lotId })).toMatchObject({ state: "recorded" });
  }

  it("refuses everything before the network is founded, in words", async () => {
    const answer = await ask(LEAD, product("EARLY"));
    expect(answer).toMatchObject({ state: "refused", events: [] });
    expect(answer.problem?.sentence).toMatch(/\.$/);
  });

  it("founds the network once, and admits members only for its founder", async () => {
    const found: Command = { kind: "found-network", name: "Test", founder: member("lumen") };
    expect(await ask(LEAD, found)).toMatchObject({ state: "recorded", result: { member: "lumen" } });
    expect(await ask(LEAD, found)).toMatchObject({ state: "refused", problem: { code: "already-founded" } });
    expect(await ask(LEAD, { kind: "admit-member", admitted: member("harbor") })).toMatchObject({ state: "recorded" });
    expect(await ask(LEAD, { kind: "admit-member", admitted: member("rackco") })).toMatchObject({ state: "recorded" });
    expect(await ask(LEAD, { kind: "admit-member", admitted: member("auditco") })).toMatchObject({ state: "recorded" });
    expect(await ask(LEAD, { kind: "admit-member", admitted: member("harbor") })).toMatchObject({
      problem: { code: "already-admitted" },
    });
    expect(await ask(BUYER, { kind: "admit-member", admitted: member("other") })).toMatchObject({
      problem: { code: "not-permitted" },
    });
  });

  it("declares a product, and says why a second time or a foreign vendor name is no", async () => {
    expect(await ask(LEAD, product("PN"))).toMatchObject({ state: "recorded", events: [{ kind: "product-declared" }] });
    expect(await ask(LEAD, product("PN"))).toMatchObject({ problem: { code: "already-declared" } });
    expect(await ask(LEAD, { ...product("PN-X"), vendorName: "CISCO" } as Command)).toMatchObject({
      problem: { code: "vendor-name-not-yours" },
    });
    expect(await ask(LEAD, { ...product("PN-G"), gtin: "4012345000019" } as Command)).toMatchObject({
      problem: { code: "gtin-malformed", pointer: "/gtin" },
    });
  });

  it("asks for permission before it writes a row", async () => {
    const viewer = person("lumen", "vi", "viewer");
    const answer = await ask(viewer, product("PN-V"));
    expect(answer).toMatchObject({ state: "refused", problem: { code: "not-permitted" } });
    expect(await journal.entry(answer.id)).toBeUndefined();
  });

  it("makes one operation and one event of fifty equal requests with one key", async () => {
    const before = await ledger.size();
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(LEAD, product("PN-50"), "key-50")));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    for (const answer of answers) expect(answer).toMatchObject({ state: "recorded", events: [{ index: before }] });
    expect(await ledger.size()).toBe(before + 1);
  });

  it("refuses another body under a used key, and takes the same key of another member", async () => {
    expect(await ask(LEAD, product("PN-51"), "key-50")).toMatchObject({
      state: "refused",
      problem: { code: "idempotency-key-reused" },
    });
    const contact: Command = { kind: "change-member", contact: "desk@harbor" };
    expect(await ask(BUYER, contact, "key-50")).toMatchObject({ state: "recorded" });
  });

  it("refuses text that nobody could sign, before anything is stored", async () => {
    for (const contact of ["a\u0000b", "a\ud800b"]) {
      const answer = await ask(LEAD, { kind: "change-member", contact });
      expect(answer).toMatchObject({ state: "refused", problem: { code: "input-invalid" } });
    }
  });

  it("lets one person release while one is enough, and the service's key with the scope too", async () => {
    await released("L-1", 5);
    await registered("L-KEY", 1);
    const key: Actor = { by: "key", member: "lumen", keyId: "k1", scopes: ["lots:release"] };
    expect(await ask(key, { kind: "release-lot", lotId: "L-KEY" })).toMatchObject({ state: "recorded" });
    expect(await ask(ANNA, { kind: "release-lot", lotId: "L-KEY" })).toMatchObject({
      problem: { code: "lot-not-registered" },
    });
    expect(await ask(ANNA, { kind: "release-lot", lotId: "NONE" })).toMatchObject({ problem: { code: "lot-unknown" } });
  });

  it("waits for a second person when two must release, and does not count one person twice", async () => {
    expect(await ask(ANNA, { kind: "change-member", releaseApprovers: 2 })).toMatchObject({ state: "recorded" });
    await registered("L-2", 1);
    const release: Command = { kind: "release-lot", lotId: "L-2" };
    const waiting = { state: "recorded", events: [], result: { waitingForSecondApprover: true } };
    expect(await ask(ANNA, release)).toMatchObject(waiting);
    expect(await ask(ANNA, release)).toMatchObject(waiting);
    const key: Actor = { by: "key", member: "lumen", keyId: "k1", scopes: ["lots:release"] };
    expect(await ask(key, release)).toMatchObject({ problem: { code: "release-needs-people" } });
    const done = await ask(BO, release);
    expect(done).toMatchObject({ state: "recorded", events: [{ kind: "lot-released" }] });
    expect((await ledger.eventOf(done.events[0]!.eventHash))?.signatures).toHaveLength(2);
  });

  it("does not count the approval of a person who lost the role since, until the role is given back", async () => {
    await registered("L-2B", 1);
    const release: Command = { kind: "release-lot", lotId: "L-2B" };
    const waiting = { state: "recorded", events: [], result: { waitingForSecondApprover: true } };
    expect(await ask(CLEO, release)).toMatchObject(waiting);
    await giveSeat(database.pool, "lumen", "cleo", "viewer");
    expect(await ask(BO, release)).toMatchObject(waiting);
    await giveSeat(database.pool, "lumen", "cleo");
    expect(await ask(BO, release)).toMatchObject(waiting);
    await giveSeat(database.pool, "lumen", "cleo", "release-approver");
    expect(await ask(BO, release)).toMatchObject({ state: "recorded", events: [{ kind: "lot-released" }] });
  });

  it("goes back to one approver only when two ask for it, who both still are approvers", async () => {
    const lower: Command = { kind: "change-member", releaseApprovers: 1 };
    expect(await ask(LEAD, lower)).toMatchObject({ problem: { code: "approvers-missing" } });
    expect(await ask(CLEO, lower)).toMatchObject({ result: { waitingForSecondApprover: true } });
    await giveSeat(database.pool, "lumen", "cleo", "viewer");
    expect(await ask(ANNA, lower)).toMatchObject({ result: { waitingForSecondApprover: true } });
    expect(await ask(BO, lower)).toMatchObject({ state: "recorded", events: [{ kind: "member-changed" }] });
  });

  it("packs into a new container under its own prefix, and on into the same one", async () => {
    const packed = await ask(LEAD, { kind: "pack", items: ["L-1-0", "L-1-1"] });
    expect(packed).toMatchObject({ state: "recorded", events: [{ kind: "packed" }] });
    const sscc = String(packed.result?.sscc);
    expect(sscc).toMatch(/^04012345\d{10}$/);
    expect(await ask(LEAD, { kind: "pack", sscc, items: ["L-1-2"] })).toMatchObject({ state: "recorded" });
    const container = containerSubject("lumen", sscc, 1);
    expect((await ledger.states([container])).get(container)).toMatchObject({ count: 3 });
    expect(await custodyOf("L-1-2")).toMatchObject({ custody: { at: "inside", container } });
  });

  it("names every item that it does not know, and one that is there twice", async () => {
    const answer = await ask(LEAD, { kind: "pack", items: ["L-1-3", "NOPE", "L-1-3", "NADA"] });
    expect(answer.problem?.errors).toMatchObject([
      { code: "item-unknown", pointer: "/items/1" },
      { code: "item-twice", pointer: "/items/2" },
      { code: "item-unknown", pointer: "/items/3" },
    ]);
  });

  it("says which item the rule book refused, by the name that was asked with", async () => {
    const answer = await ask(LEAD, { kind: "pack", items: ["L-1-3", "L-1-0"] });
    expect(answer.problem).toMatchObject({ code: "not-top-level", pointer: "/items/1" });
    expect(answer.problem?.sentence).toContain("(L-1-0)");
  });

  it("takes a module out of a carton in a pallet by two events, and an emptied number starts anew", async () => {
    await released("L-3", 3);
    const carton = String((await ask(LEAD, { kind: "pack", items: ["L-3-0", "L-3-1"] })).result?.sscc);
    const pallet = String((await ask(LEAD, { kind: "pack", items: [carton] })).result?.sscc);
    const taken = await ask(LEAD, { kind: "unpack", sscc: pallet, items: ["L-3-0"] });
    expect(taken.events.map(({ kind }) => kind)).toEqual(["unpacked", "unpacked"]);
    expect(await custodyOf("L-3-0")).toMatchObject({ custody: { at: "holder", holder: "lumen" } });
    expect(await custodyOf("L-3-1")).toMatchObject({ custody: { at: "inside" } });
    expect(await ask(LEAD, { kind: "unpack", sscc: carton, items: ["L-3-2"] })).toMatchObject({
      problem: { code: "not-in-container", pointer: "/items/0" },
    });
    const again = await ask(LEAD, { kind: "pack", sscc: pallet, items: ["L-3-2"] });
    expect(again.result?.container).toBe(containerSubject("lumen", pallet, 2));
  });

  it("hands a carton over with one module missing, which stays with the giver", async () => {
    await released("L-4", 3);
    const carton = String((await ask(LEAD, { kind: "pack", items: ["L-4-0", "L-4-1"] })).result?.sscc);
    const offered = await ask(LEAD, { kind: "offer", to: "harbor", items: [carton, "L-4-2"] });
    expect(offered).toMatchObject({ state: "recorded", events: [{ kind: "transfer-offered" }] });
    expect(built.at(-1)).toEqual([containerSubject("lumen", carton, 1), subjectOf("L-4-2")]);
    const transferId = String(offered.result?.transferId);
    expect(await ask(LEAD, { kind: "pack", sscc: carton, items: ["L-1-3"] })).toMatchObject({
      problem: { code: "already-offered" },
    });
    expect(await ask(LEAD, { kind: "accept", transferId })).toMatchObject({ problem: { code: "not-the-receiver" } });
    const except = [{ item: "L-4-0", reason: "missing" as const, note: "seal was broken" }];
    expect(await ask(BUYER, { kind: "accept", transferId, except })).toMatchObject({ state: "recorded" });
    expect(await custodyOf("L-4-0")).toMatchObject({ custody: { holder: "lumen" }, disputed: true });
    expect(await custodyOf("L-4-2")).toMatchObject({ custody: { holder: "harbor" } });
    const { rows } = await database.pool.query("SELECT subject, note FROM transfer_note WHERE transfer = $1", [
      transferId,
    ]);
    expect(rows).toEqual([{ subject: subjectOf("L-4-0"), note: "seal was broken" }]);
    expect(await ask(BUYER, { kind: "accept", transferId })).toMatchObject({ problem: { code: "transfer-not-open" } });
  });

  it("does not accept goods whose records did not arrive", async () => {
    await released("L-5", 1);
    const offered = await ask(LEAD, { kind: "offer", to: "harbor", items: ["L-5-0"] });
    const transferId = String(offered.result?.transferId);
    checked = "missing";
    expect(await ask(BUYER, { kind: "accept", transferId })).toMatchObject({
      problem: { code: "consignment-missing" },
    });
    checked = "good";
    expect(await ask(BUYER, { kind: "decline", transferId, reason: "not ordered" })).toMatchObject({
      state: "recorded",
    });
    expect(await custodyOf("L-5-0")).toMatchObject({ custody: { holder: "lumen" } });
    const second = String((await ask(LEAD, { kind: "offer", to: "harbor", items: ["L-5-0"] })).result?.transferId);
    expect(await ask(BUYER, { kind: "withdraw-transfer", transferId: second })).toMatchObject({
      problem: { code: "not-the-giver" },
    });
    expect(await ask(LEAD, { kind: "withdraw-transfer", transferId: second })).toMatchObject({ state: "recorded" });
    const state = (await ledger.states([transferSubject(second)])).get(transferSubject(second));
    expect(state).toMatchObject({ status: "withdrawn" });
  });

  it("tells a stranger nothing of a transfer", async () => {
    await released("L-6", 1);
    const offered = await ask(LEAD, { kind: "offer", to: "harbor", items: ["L-6-0"] });
    const stranger = person("rackco", "r", "shipper");
    const transferId = String(offered.result?.transferId);
    expect(await ask(stranger, { kind: "accept", transferId })).toMatchObject({
      problem: { code: "transfer-unknown" },
    });
  });

  it("builds no consignment for what the member could not offer", async () => {
    const before = built.length;
    expect(await ask(LEAD, { kind: "offer", to: "nobody", items: ["L-1-3"] })).toMatchObject({
      problem: { code: "receiver-unknown" },
    });
    expect(built.length).toBe(before);
  });

  it("sells under a sealed reference that only the seller can open", async () => {
    await released("L-7", 1);
    const done = await ask(LEAD, { kind: "sell", items: ["L-7-0"], reference: "PO-4711" });
    expect(done).toMatchObject({
      state: "recorded",
      result: { sold: 1, sealed: [{ path: "reference", value: "PO-4711" }] },
    });
    const event = await ledger.eventOf(done.events[0]!.eventHash);
    expect(event?.body.sealed?.reference).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(event)).not.toContain("PO-4711");
    expect(await ask(LEAD, { kind: "sell", items: ["L-7-0"] })).toMatchObject({ problem: { code: "already-sold" } });
  });

  it("withdraws a lot that was never released, not one that was", async () => {
    await registered("L-8", 1);
    expect(await ask(LEAD, { kind: "withdraw-lot", lotId: "L-8", reason: "wrong file" })).toMatchObject({
      state: "recorded",
    });
    expect(await ask(LEAD, { kind: "withdraw-lot", lotId: "L-1", reason: "late" })).toMatchObject({ state: "refused" });
  });

  it("lets one of twenty racing offers of one module through, and tells the others who was first", async () => {
    await released("L-9", 1);
    const offers = Array.from({ length: 20 }, () => ask(LEAD, { kind: "offer", to: "harbor", items: ["L-9-0"] }));
    const answers = await Promise.all(offers);
    expect(answers.filter(({ state }) => state === "recorded")).toHaveLength(1);
    for (const answer of answers) if (answer.state === "refused") expect(answer.problem?.code).toBe("already-offered");
  });

  it("writes an event anew when somebody else's event left custody alone, and asks a person when it did not", async () => {
    await released("L-10", 2);
    const rival = async (serial: string, change: "touches" | "leaves") => {
      let first = true;
      const racing = await runEngineOver({
        append: async (event) => {
          if (first && event.body.kind === "transfer-offered") {
            first = false;
            if (change === "touches") await sellAtOnce(serial);
            else return refuse({ code: "stale-subject", heads: { [subjectOf(serial)]: null } });
          }
          return ledger.append(event);
        },
      });
      const opened = await racing.ask({ kind: "offer", to: "harbor", items: [serial] });
      await racing.stop();
      return opened;
    };
    expect(await rival("L-10-0", "leaves")).toMatchObject({
      state: "recorded",
      events: [{ kind: "transfer-offered" }],
    });
    expect(await rival("L-10-1", "touches")).toMatchObject({ state: "refused", problem: { code: "stale-subject" } });
  });

  it("sends the same bytes again after a crash between storing and recording", async () => {
    const sent: string[] = [];
    const crashed = await runEngineOver({
      append: (event) => {
        sent.push(JSON.stringify(event));
        return Promise.reject(new Error("the process died here"));
      },
    });
    const pending = await crashed.ask(product("PN-CRASH"), 300);
    expect(["pending", "checking"]).toContain(pending.state);
    await crashed.stop();
    const healed = await journal.settled(pending.id, 20_000);
    expect(healed.state).toBe("recorded");
    expect(healed.events).toHaveLength(1);
    expect(JSON.parse(healed.events[0]!.bytes)).toEqual(JSON.parse(sent[0]!));
  });

  it("finds the first receipt when the answer was lost after the commit", async () => {
    const before = await ledger.size();
    const deaf = await runEngineOver({
      append: async (event) => {
        await ledger.append(event);
        throw new Error("the answer was lost");
      },
    });
    const pending = await deaf.ask(product("PN-DEAF"), 300);
    await deaf.stop();
    const healed = await journal.settled(pending.id, 20_000);
    expect(healed).toMatchObject({ state: "recorded", events: [{ index: before, state: "recorded" }] });
    expect(await ledger.size()).toBe(before + 1);
  });

  describe("an operation of two events, of which the second is refused", () => {
    const unpackOf = (sscc: string, item: string): Command => ({ kind: "unpack", sscc, items: [item] });

    /** A module in a carton on a pallet: taking it out takes two events. */
    async function twoDeep(lotId: string): Promise<string> {
      await released(lotId, 2);
      const carton = String((await ask(LEAD, { kind: "pack", items: [`${lotId}-0`, `${lotId}-1`] })).result?.sscc);
      return String((await ask(LEAD, { kind: "pack", items: [carton] })).result?.sscc);
    }
    /** Takes every first event, and refuses every second one as stale. */
    function refusingEverySecond(): { append: Ledger["append"]; sent(): number } {
      let sent = 0;
      return {
        sent: () => sent,
        append: async (event) => {
          sent += 1;
          return sent % 2 === 1 ? ledger.append(event) : refuse({ code: "stale-subject", heads: {} });
        },
      };
    }

    it("is refused in words that say what is recorded, and its first half is not done a second time", async () => {
      const pallet = await twoDeep("L-11");
      const half = refusingEverySecond();
      const other = await runEngineOver({ append: half.append });
      const answer = await other.ask(unpackOf(pallet, "L-11-0"));
      await other.stop();
      expect(answer).toMatchObject({
        state: "refused",
        events: [{ kind: "unpacked" }],
        problem: { code: "stale-subject" },
      });
      expect(answer.problem?.sentence).toContain("Steps 1 to 1 of 2 are recorded");
      expect(half.sent()).toBe(2);
    });

    it("is refused just so when the process dies before it can say so", async () => {
      const pallet = await twoDeep("L-12");
      const half = refusingEverySecond();
      let dead = false;
      const dying: Journal = {
        ...journal,
        finish: () => {
          dead = true;
          return Promise.reject(new Error("the process died here"));
        },
      };
      await engine.stop();
      const second = await runEngine({
        ...deps,
        journal: dying,
        ledger: { ...ledger, append: half.append },
        log: silent,
      });
      const opened = await submitCommand({ journal, clock, random, waitMs: 10 }, LEAD, unpackOf(pallet, "L-12-0"));
      while (!dead) await new Promise((resolve) => setTimeout(resolve, 10));
      await second.stop();
      engine = await runEngine({ ...deps, log: silent });
      const healed = await journal.settled(opened.id, 20_000);
      expect(healed).toMatchObject({ state: "refused", problem: { code: "stale-subject" } });
      expect(JSON.stringify(healed.problem)).toContain("Steps 1 to 1 of 2 are recorded");
      expect(healed.events.map(({ state }) => state)).toEqual(["recorded", "superseded"]);
    });

    it("is recorded when both are, also after the process died between them", async () => {
      const pallet = await twoDeep("L-13");
      let sent = 0;
      const dies = await runEngineOver({
        append: (event) => {
          sent += 1;
          return sent === 1 ? ledger.append(event) : Promise.reject(new Error("the process died here"));
        },
      });
      const pending = await dies.ask(unpackOf(pallet, "L-13-0"), 300);
      await dies.stop();
      const healed = await journal.settled(pending.id, 20_000);
      expect(healed).toMatchObject({ state: "recorded", events: [{ state: "recorded" }, { state: "recorded" }] });
    });
  });

  /** Beside the engine, which is busy with another operation of this member. */
  async function sellAtOnce(serial: string): Promise<void> {
    const command = { kind: "sell", items: [serial] };
    const actor = JSON.parse(JSON.stringify(LEAD)) as Json;
    const row = { id: randomUUID(), member: "lumen", actor, kind: "sell", command, requestHash: "", at: clock.now() };
    await performCommand(deps, (await journal.open(row)).entry);
  }

  /** An engine of a process of its own over another ledger; the first one rests meanwhile and takes over after it. */
  async function runEngineOver(other: Pick<Ledger, "append">) {
    await engine.stop();
    const second = await runEngine({ ...deps, ledger: { ...ledger, ...other }, log: silent });
    return {
      ask: (command: Command, waitMs = 20_000) => submitCommand({ journal, clock, random, waitMs }, LEAD, command),
      async stop() {
        await second.stop();
        engine = await runEngine({ ...deps, log: silent });
      },
    };
  }
});
