import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectGateways, type Gateways } from "../../lib/adapters/ledger-fabric/gateways.ts";
import { messageOf } from "../../lib/adapters/ledger-fabric/refusal-of.ts";
import { eventMessage } from "../../lib/domain/event/event-bytes.ts";
import { moduleSubject, productSubject } from "../../lib/domain/event/subject.ts";
import { DISTRIBUTOR, MAKER, openSmallWorld } from "../ports/small-world.ts";
import { CODE, proposalOf, submitted } from "./submitted.ts";
import { AUDITOR, channel, openTestNetwork, type TestNetwork } from "./test-network.ts";

describe("who must endorse an append", () => {
  let network: TestNetwork;
  let world: ReturnType<typeof openSmallWorld>;
  let maker: Gateways;
  let distributor: Gateways;

  beforeAll(async () => {
    network = await openTestNetwork();
    world = openSmallWorld(network);
    await world.found();
    const of = (member: string) =>
      connectGateways(network.organisations.find((one) => one.member === member)!, channel);
    maker = of(MAKER);
    distributor = of(DISTRIBUTOR);
  });
  afterAll(async () => {
    maker.close();
    distributor.close();
    await network.close();
  });

  it("takes the actor's organisation and one more", async () => {
    expect(await submitted(maker, await world.productEvent("PN-BOTH"), ["MakerMSP", "AuditorMSP"])).toBe(CODE.valid);
  });

  it("marks an append that only one organisation endorsed as invalid in the block", async () => {
    expect(await submitted(maker, await world.productEvent("PN-ALONE"), ["MakerMSP"])).toBe(CODE.endorsementPolicy);
    expect(await stateOf("PN-ALONE")).toBeUndefined();
  });

  it("marks an append that a majority endorsed without the actor's own organisation as invalid in the block", async () => {
    const event = await world.productEvent("PN-WITHOUT-ME");
    expect(await submitted(maker, event, ["DistributorMSP", "AuditorMSP"])).toBe(CODE.endorsementPolicy);
    expect(await stateOf("PN-WITHOUT-ME")).toBeUndefined();
  });

  it("lets one of two appends win that were endorsed over the same state", async () => {
    const births = await world.releasedLot("L-RACE", 1);
    const item = moduleSubject(births[0]!.leaf.label);
    const events = [await world.sign(world.offer([item], births)), await world.sign(world.offer([item], births))];
    const endorsed = await Promise.all(events.map((event) => proposalOf(maker, event).endorse()));
    const commits = await Promise.all(endorsed.map((transaction) => transaction.submit()));
    const codes = await Promise.all(commits.map(async (commit) => (await commit.getStatus()).code));
    expect(codes.sort()).toEqual([CODE.valid, CODE.readConflict]);
  });

  it("refuses another member's name at every honest peer", async () => {
    const event = await world.productEvent("PN-STOLEN");
    const attempt = proposalOf(distributor, event).endorse();
    expect(messageOf(await attempt.catch((fault) => fault))).toContain("E_REFUSED member-unknown");
  });

  it("refuses an acceptance that only the sender signed", async () => {
    const births = await world.releasedLot("L-SENDER", 1);
    const offer = world.offer([moduleSubject(births[0]!.leaf.label)], births);
    await world.record(offer);
    const transfer = "transfer" in offer.fact ? offer.fact.transfer : "";
    const accepted = await world.sign({
      fact: { kind: "transfer-accepted", transfer },
      contents: offer.contents ?? [],
      by: DISTRIBUTOR,
    });
    const message = eventMessage(accepted.body);
    const forged = { ...accepted, signatures: [await network.signer.sign(MAKER, { as: "service" }, message)] };
    expect(await network.ledger.append(forged)).toMatchObject({ ok: false, error: { code: "certificate-invalid" } });
    expect(await network.ledger.append(accepted)).toMatchObject({ ok: true });
  });

  it("refuses a suspended member at every honest peer", async () => {
    const admitted = await world.profile(AUDITOR);
    const admission = { kind: "member-admitted", admitted, approvers: [MAKER, DISTRIBUTOR] } as const;
    await world.record({ fact: admission, with: [DISTRIBUTOR] });
    const renamed = { kind: "member-changed", member: DISTRIBUTOR, set: { name: "Harbour" } } as const;
    await world.record({ fact: renamed, by: DISTRIBUTOR });
    const approvers = [MAKER, AUDITOR];
    const suspension = { kind: "member-suspended", member: DISTRIBUTOR, reason: "forged papers", approvers } as const;
    await world.record({ fact: suspension, with: [AUDITOR] });
    const event = await world.sign({ fact: renamed, by: DISTRIBUTOR });
    const attempt = proposalOf(distributor, event).endorse();
    expect(messageOf(await attempt.catch((fault) => fault))).toContain("E_REFUSED member-not-active");
  });

  const stateOf = async (partNumber: string) => {
    const subject = productSubject(MAKER, partNumber, "");
    return (await network.ledger.states([subject])).get(subject);
  };
});
