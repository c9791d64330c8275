/** What every Ledger promises, whatever keeps it. A runner beside this file opens one adapter after the other. */
import { randomBytes } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hexOf } from "../../lib/domain/bytes/hex.ts";
import { signClaim } from "../../lib/domain/event/claim.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import {
  keySubject,
  labelSubject,
  lotSubject,
  moduleSubject,
  transferSubject,
} from "../../lib/domain/event/subject.ts";
import { labelKeyIdOf } from "../../lib/domain/label/label-key.ts";
import { expectOk } from "../../lib/domain/result.ts";
import type { Committed, Ledger, Position } from "../../lib/ports/ledger.ts";
import type { LedgerStates } from "../../lib/ports/ledger-states.ts";
import type { Signer } from "../../lib/ports/signer.ts";
import { approver, DISTRIBUTOR, hash32, id16, MAKER, openSmallWorld } from "./small-world.ts";

export type LedgerUnderTest = {
  readonly ledger: Ledger;
  readonly states: LedgerStates;
  readonly signer: Signer;
  readonly mspIds?: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

/** `own`: the ledger's clock, never backward. `claimed`: each writer's, within the window that the peers allow. */
export type TimeKind = "own" | "claimed";

export function ledgerSuite(name: string, open: () => Promise<LedgerUnderTest>, time: TimeKind = "own"): void {
  describe(`${name} keeps the promises of a Ledger`, () => {
    let under: LedgerUnderTest;
    let ledger: Ledger;
    let world: ReturnType<typeof openSmallWorld>;

    beforeAll(async () => {
      under = await open();
      ledger = under.ledger;
      world = openSmallWorld(under);
    });
    afterAll(() => under.close());

    it("takes nothing before the network is founded", async () => {
      await under.signer.createMember(MAKER);
      expect(await world.declareProduct("EARLY")).toMatchObject({ ok: false });
      expect(await under.states.founding()).toBeUndefined();
    });

    it("is founded once", async () => {
      await world.found();
      expect(await under.states.founding()).toEqual({ network: world.network, founder: MAKER });
      expect(await ledger.append(await world.founded())).toMatchObject({ ok: false });
      expect(await ledger.append(await openSmallWorld(under).founded())).toMatchObject({
        ok: false,
        error: { code: "already-founded" },
      });
    });

    it("takes one registration of a lot and refuses the second", async () => {
      expectOk(await world.declareProduct("PN-1"));
      const { fact } = world.registration("L-1", "PN-1", 3);
      const receipt = await world.record({ fact });
      expect(receipt.eventHash).toMatch(/^[0-9a-f]{64}$/);
      expect(await world.append({ fact })).toMatchObject({ ok: false, error: { code: "already-registered" } });
    });

    it("answers a repeated event with the first receipt, and keeps one entry", async () => {
      const event = await world.productEvent("PN-AGAIN");
      const [first, ...others] = await Promise.all(Array.from({ length: 10 }, () => ledger.append(event)));
      const later = await ledger.append(event);
      for (const answer of [...others, later]) expect(answer).toEqual(first);
      const entries = (await everything()).filter((one) => one.event.body.eventId === event.body.eventId);
      expect(entries.map((one) => one.position.index)).toEqual([expectOk(first!).position.index]);
    });

    it("refuses another event under a known id", async () => {
      const event = await world.productEvent("PN-A");
      expectOk(await ledger.append(event));
      const other = await world.productEvent("PN-B");
      const stolen = { ...other, body: { ...other.body, eventId: event.body.eventId } };
      expect(await ledger.append(stolen)).toMatchObject({ ok: false, error: { code: "malformed" } });
    });

    it("refuses a changed byte, and a signature of somebody else", async () => {
      const event = await world.productEvent("PN-C");
      const changed = { ...event, body: { ...event.body, at: "2026-01-02T00:00:00.000Z" } };
      expect(await ledger.append(changed)).toMatchObject({ ok: false, error: { code: "signature-invalid" } });
      const foreign = await under.signer.sign(DISTRIBUTOR, { as: "service" }, new TextEncoder().encode("x"));
      expect(await ledger.append({ ...event, signatures: [foreign] })).toMatchObject({ ok: false });
      expectOk(await ledger.append(event));
    });

    it("refuses what has no form, and says so as an answer", async () => {
      const event = await world.productEvent("PN-D");
      const extra = { ...event, body: { ...event.body, colour: "red" } };
      expect(await ledger.append(extra)).toMatchObject({ ok: false, error: { code: "malformed" } });
      expect(await ledger.append({ ...event, signatures: [] })).toMatchObject({ ok: false });
    });

    it("releases a lot when an approver signed, not when the service did alone", async () => {
      const lot = lotSubject(MAKER, "L-1");
      const release = { kind: "lot-released" as const, lot };
      expect(await world.append({ fact: release })).toMatchObject({ ok: false, error: { code: "approvers-missing" } });
      await world.record({ fact: release, signers: [approver("a1")] });
    });

    it("refuses a stale event with the current heads, and takes it written anew", async () => {
      const [birth] = await world.releasedLot("L-STALE", 1);
      const item = moduleSubject(birth!.leaf.label);
      const late = await world.sign(world.offer([item], [birth!]));
      const container = world.nextContainer();
      const packed = await world.record({ fact: { kind: "packed", container }, contents: [item], births: [birth!] });
      expect(await ledger.append(late)).toMatchObject({
        ok: false,
        error: { code: "stale-subject", heads: { [item]: packed.eventHash } },
      });
      await world.record(world.offer([container]));
    });

    it("lets one of fifty racing offers of one module win", async () => {
      const [birth] = await world.releasedLot("L-RACE", 1);
      const item = moduleSubject(birth!.leaf.label);
      const offers = await Promise.all(Array.from({ length: 50 }, () => world.sign(world.offer([item], [birth!]))));
      const answers = await Promise.all(offers.map((offer) => ledger.append(offer)));
      const won = answers.flatMap((answer, at) => (answer.ok ? [at] : []));
      expect(won).toHaveLength(1);
      for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe("stale-subject");
      const winner = offers[won[0]!]!;
      const state = (await under.states.states([item])).get(item);
      expect(state).toMatchObject({ is: "module", offer: "transfer" in winner.body ? winner.body.transfer : "" });
    });

    it("does not let a refused event spoil good ones beside it", async () => {
      const births = await world.releasedLot("L-MIX", 20);
      const items = births.map(({ leaf }) => moduleSubject(leaf.label));
      const good = await Promise.all(items.map((item, at) => world.sign(world.offer([item], [births[at]!]))));
      const events = good.flatMap((event, at) => [event, { ...good[(at + 1) % 20]!, signatures: event.signatures }]);
      const answers = await Promise.all(events.map((event) => ledger.append(event)));
      expect(answers.filter((_, at) => at % 2 === 0).every((answer) => answer.ok)).toBe(true);
      expect(answers.filter((_, at) => at % 2 === 1).some((answer) => answer.ok)).toBe(false);
    });

    it("lets one of ten racing claims of one module win, and refuses whoever comes later", async () => {
      const secret = randomBytes(32);
      const activation = hexOf(ed25519.getPublicKey(secret));
      const [birth] = await world.releasedLot("L-CLAIM", 1, activation);
      const module = moduleSubject(birth!.leaf.label);
      const claimOf = (buyer: Uint8Array) => {
        const buyerKey = hexOf(ed25519.getPublicKey(buyer));
        const checkpoint = { root: hash32(), size: 1 };
        const claim = { v: 1, network: world.network, module, buyerKey, checkpoint, nonce: id16() } as const;
        return { kind: "activated", ...signClaim(claim, secret, buyer) } as const;
      };
      const sign = (buyer: Uint8Array) => world.sign({ fact: claimOf(buyer), births: [birth!], by: DISTRIBUTOR });
      const buyers = Array.from({ length: 10 }, () => randomBytes(32));
      const claims = await Promise.all(buyers.map(sign));
      const answers = await Promise.all(claims.map((claim) => ledger.append(claim)));
      const won = answers.flatMap((answer, at) => (answer.ok ? [at] : []));
      expect(won).toHaveLength(1);
      for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe("stale-subject");
      const buyerKey = hexOf(ed25519.getPublicKey(buyers[won[0]!]!));
      expect((await under.states.states([module])).get(module)).toMatchObject({ activated: { buyerKey } });
      for (const buyer of buyers)
        expect(await ledger.append(await sign(buyer))).toMatchObject({ error: { code: "already-activated" } });
    });

    it("counts the labels of racing lots against the quota of their key", async () => {
      const publicKey = hexOf(ed25519.getPublicKey(randomBytes(32)));
      const validity = { notBefore: "2020-01-01T00:00:00.000Z", notAfter: "2099-01-01T00:00:00.000Z", quota: 10 };
      await world.record({ fact: { kind: "label-key-declared", algorithm: "ed25519", publicKey, ...validity } });
      const labelKey = keySubject(MAKER, labelKeyIdOf({ algorithm: "ed25519", publicKey })!);
      expectOk(await world.declareProduct("PN-QUOTA"));
      const lots = ["Q-1", "Q-2"].map((lotId) => ({ ...world.registration(lotId, "PN-QUOTA", 6).fact, labelKey }));
      const events = await Promise.all(lots.map((fact) => world.sign({ fact: fact as Fact })));
      const answers = await Promise.all(events.map((event) => ledger.append(event)));
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      const late = lots[answers.findIndex((answer) => !answer.ok)]!;
      expect(await world.append({ fact: late as Fact })).toMatchObject({ error: { code: "quota-exceeded" } });
      expect((await under.states.states([labelKey])).get(labelKey)).toMatchObject({ issued: 6 });
    });

    it("takes voided labels and a theft inside a carton, with births and ways that it can check", async () => {
      const births = await world.releasedLot("L-MARKS", 3);
      const [first, second, third] = births.map(({ leaf }) => leaf.label);
      const label = labelSubject(first!);
      const voided = { kind: "labels-voided", reason: "misprint" } as const;
      expect(await world.append({ fact: voided, contents: [label] })).toMatchObject({
        error: { code: "birth-missing" },
      });
      await world.record({ fact: voided, contents: [label], births: [births[0]!] });
      const container = world.nextContainer();
      const inside = [second!, third!].map(moduleSubject);
      await world.record({ fact: { kind: "packed", container }, contents: inside, births: births.slice(1) });
      const stolen = { kind: "reported-stolen" } as const;
      expect(await world.append({ fact: stolen, contents: inside })).toMatchObject({
        error: { code: "not-top-level" },
      });
      await world.record({ fact: { ...stolen, within: [container] }, contents: inside });
      const states = await under.states.states([label, ...inside]);
      expect(states.get(label)).toMatchObject({ status: "void", reason: "misprint" });
      for (const module of inside) expect(states.get(module)).toHaveProperty("stolen");
    });

    it("moves custody by an offer and its acceptance", async () => {
      const births = await world.releasedLot("L-MOVE", 2);
      const items = births.map(({ leaf }) => moduleSubject(leaf.label));
      const transfer = id16();
      await world.record(world.offer(items, births, transfer));
      const accepted = { kind: "transfer-accepted" as const, transfer };
      expect(await world.append({ fact: accepted, contents: items })).toMatchObject({
        error: { code: "not-the-receiver" },
      });
      await world.record({ fact: accepted, by: DISTRIBUTOR, contents: items });
      const states = await under.states.states([...items, transferSubject(transfer)]);
      expect(states.get(transferSubject(transfer))).toMatchObject({ status: "accepted" });
      for (const item of items) expect(states.get(item)).toMatchObject({ custody: { holder: DISTRIBUTOR } });
    });

    it("gives every follower each event once and in order, wherever it resumes", async () => {
      const all = await everything();
      expect(all.map(({ position }) => position.index)).toEqual(all.map((_, index) => index));
      for (const after of [0, 3, all.length - 2]) {
        const rest = await follow(all[after]!.position, all.length - after - 1);
        expect(rest).toEqual(all.slice(after + 1));
      }
    });

    it("wakes a follower that is at the end", async () => {
      const all = await everything();
      const waiting = follow(all.at(-1)!.position, 2);
      const first = expectOk(await world.declareProduct("PN-WAKE-1"));
      const second = expectOk(await world.declareProduct("PN-WAKE-2"));
      const seen = await waiting;
      expect(seen.map(({ position }) => position)).toEqual([first.position, second.position]);
    });

    it("ends a follower when its signal aborts", async () => {
      const size = await under.states.size();
      const ended = new AbortController();
      setTimeout(() => ended.abort(), 50);
      for await (const _ of ledger.follow({ index: size - 1 }, ended.signal)) expect.unreachable();
      expect(ended.signal.aborted).toBe(true);
    });

    it(time === "own" ? "never lets its time run backward" : "takes only times near its own", async () => {
      const times = (await everything()).map((one) => one.time);
      if (time === "own") expect(times).toEqual([...times].sort());
      const quarterOfAnHour = 15 * 60 * 1000;
      for (const one of times) expect(Math.abs(Date.parse(one) - Date.now())).toBeLessThan(quarterOfAnHour);
    });

    it("finds a committed event by its hash and nothing by another", async () => {
      const receipt = expectOk(await world.declareProduct("PN-FIND"));
      const found = await under.states.eventOf(receipt.eventHash);
      expect(found?.body).toMatchObject({ kind: "product-declared", partNumber: "PN-FIND" });
      expect(await under.states.eventOf(hash32())).toBeUndefined();
    });

    async function everything(): Promise<Committed[]> {
      return follow(undefined, await under.states.size());
    }

    async function follow(after: Position | undefined, count: number): Promise<Committed[]> {
      const seen: Committed[] = [];
      const ended = new AbortController();
      if (count === 0) return seen;
      for await (const committed of ledger.follow(after, ended.signal)) {
        seen.push(committed);
        if (seen.length === count) break;
      }
      return seen;
    }
  });
}
