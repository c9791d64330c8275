/** One event of every kind that the rule book knows, each of them accepted: whoever must not forget a kind plays this. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { hexOf } from "../../lib/domain/bytes/hex.ts";
import { signClaim } from "../../lib/domain/event/claim.ts";
import { correctionOf } from "../../lib/domain/event/corrections.ts";
import type { Birth, LedgerEvent, MemberId, Subject } from "../../lib/domain/event/event.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import { ruleOf } from "../../lib/domain/event/rules.ts";
import type { States } from "../../lib/domain/event/state.ts";
import {
  containerSubject,
  keySubject,
  labelIdOfSubject,
  labelSubject,
  moduleSubject,
} from "../../lib/domain/event/subject.ts";
import { unbornOf } from "../../lib/domain/event/unborn.ts";
import { labelKeyIdOf } from "../../lib/domain/label/label-key.ts";
import { hashText, LATER, lotOf, makerSscc, NETWORK, profileOf, seedOf, type TestLot, transferId } from "./book.ts";

/** The lot that everything happens to: each module with a covered secret, `seedOf(module)`. */
export const everyKindLot: TestLot = lotOf(12, "L-1", "lumina", true);
const { modules, subject: lot } = everyKindLot;
export const [one = "", two = "", three = "", four = "", five = ""] = modules;
export const carton = containerSubject("lumina", makerSscc(1), 1);
export const FRESH_LABEL = hashText("fresh label");
export const BUYER = hexOf(ed25519.getPublicKey(seedOf("buyer")));

const publicKey = hexOf(ed25519.getPublicKey(seedOf("label key")));
const declared = { algorithm: "ed25519", publicKey } as const;
export const labelKey = keySubject("lumina", labelKeyIdOf(declared) ?? "");

/**
 * Says a fact by the first member, signed by all of them, and answers with the event; births of `everyKindLot` are its to add.
 * @throws if it is not accepted
 */
export type Say = (by: MemberId | readonly MemberId[], fact: Fact, contents?: readonly Subject[]) => LedgerEvent;

/** What `Say` is to add: the births of what the fact is the first event of. */
export function birthsWith(states: States, actor: MemberId, fact: Fact, contents: readonly Subject[] = []): Birth[] {
  const linked = (subjects: readonly Subject[]) =>
    subjects.map((subject) => ({ subject, previous: states.get(subject)?.head ?? null }));
  const singles = ruleOf(fact.kind).singles(fact, { network: NETWORK, actor });
  return unbornOf(linked(singles), linked(contents)).map(({ label }) => everyKindLot.birthOf(moduleSubject(label)));
}

/** @param say of a network of lumina (maker, approves releases), nordwind and arcus (operator), with the product declared */
export function playEveryKind(say: Say): void {
  const withdrawn = lotOf(2, "L-2");
  const key = { kind: "label-key-declared", ...declared, quota: 100 } as const;
  say("lumina", { ...key, notBefore: "2026-01-01T00:00:00.000Z", notAfter: LATER });
  say("lumina", withdrawn.fact);
  say("lumina", { kind: "lot-withdrawn", lot: withdrawn.subject, reason: "wrong file" });
  say("lumina", { ...everyKindLot.fact, labelKey });
  say("lumina", { kind: "labels-voided", reason: "misprint" }, [labelSubject(labelIdOfSubject(modules[11] ?? ""))]);
  say("lumina", { kind: "lot-released", lot });
  say("lumina", { kind: "member-changed", member: "lumina", set: { contact: "help@lumina.example" } });
  say("lumina", { kind: "packed", container: carton }, [one, two, three]);
  say("lumina", { kind: "unpacked", container: carton }, [three]);
  playTransfers(say);
  playLabels(say);
  playService(say);
  say("lumina", { kind: "label-key-revoked", key: labelKey, reason: "retired" });
  const approvers = ["lumina", "nordwind"];
  say(["lumina", "nordwind", "arcus"], {
    kind: "member-admitted",
    admitted: profileOf("newcomer"),
    approvers: ["arcus", ...approvers],
  });
  say(["lumina", "nordwind", "arcus"], {
    kind: "member-suspended",
    member: "newcomer",
    reason: "gone out of business",
    approvers: ["arcus", ...approvers],
  });
}

function playTransfers(say: Say): void {
  const offer = (number: number, to: MemberId, things: readonly Subject[], from = "lumina") =>
    say(
      from,
      { kind: "transfer-offered", transfer: transferId(number), to, expiresAt: LATER, consignment: hashText("c") },
      things,
    );
  offer(1, "nordwind", [three]);
  say("nordwind", { kind: "transfer-declined", transfer: transferId(1) }, [three]);
  offer(2, "nordwind", [three]);
  say("lumina", { kind: "transfer-withdrawn", transfer: transferId(2), reason: "typo" }, [three]);
  offer(3, "nordwind", [carton, four]);
  const except = [{ path: [carton, one], reason: "damaged" }] as const;
  say("nordwind", { kind: "transfer-accepted", transfer: transferId(3), except }, [carton, four]);
  offer(4, "arcus", [five]);
  say("arcus", { kind: "transfer-accepted", transfer: transferId(4) }, [five]);
  say("nordwind", { kind: "sold" }, [carton]);
  say("nordwind", { kind: "returned", within: [carton] }, [two]);
}

function playLabels(say: Say): void {
  const replacement = { label: FRESH_LABEL, activation: hexOf(ed25519.getPublicKey(seedOf("fresh"))), labelKey };
  say("lumina", { kind: "label-replaced", module: two, label: labelIdOfSubject(two), replacement, reason: "damaged" });
  const checkpoint = { root: hashText("root"), size: 12 };
  const claim = { v: 1, network: NETWORK, module: two, buyerKey: BUYER, checkpoint, nonce: "ab".repeat(16) } as const;
  say("arcus", { kind: "activated", ...signClaim(claim, seedOf("fresh"), seedOf("buyer")), region: "DE" });
}

function playService(say: Say): void {
  const digests = { core: hashText("core") };
  say("nordwind", { kind: "inspected", module: two, result: "passed", eeprom: { ...digests, map: "SFF-8636" } });
  say("nordwind", { kind: "repaired", module: two, what: "new latch" });
  const after = { core: hashText("recoded"), full: hashText("recoded full") };
  say("nordwind", { kind: "recoded", module: two, map: "SFF-8636", before: digests, after, hostCoding: "Arista" });
  say("arcus", { kind: "installed", module: five });
  say("arcus", { kind: "removed", module: five });
  say("nordwind", { kind: "reported-stolen" }, [four]);
  say("nordwind", { kind: "recovered" }, [four]);
  const scrapped = say("lumina", { kind: "scrapped", destroyed: false, reason: "dead laser" }, [one, three]);
  say("lumina", correctionOf(scrapped, [three], "wrong shelf"));
  const recall = { kind: "recalled", target: lot, leaves: [[0, 5]], reason: "laser ages" } as const;
  say("lumina", { ...recall, recall: transferId(90) });
  say(["lumina", "nordwind"], {
    kind: "recall-lifted",
    recall: transferId(90),
    target: lot,
    approver: "nordwind",
    reason: "measured again",
  });
}
