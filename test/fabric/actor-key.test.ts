/** The blind write with a key-level policy, tried on the network (trust.md section 9): what makes the actor's own organisation necessary. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectGateways, type Gateways } from "../../lib/adapters/ledger-fabric/gateways.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import { DISTRIBUTOR, MAKER, openSmallWorld } from "../ports/small-world.ts";
import { CODE, codesInBlocks, endorsed, submitted } from "./submitted.ts";
import { channel, openTestNetwork, type TestNetwork } from "./test-network.ts";

const AT_ONCE = 200;
const LANES = 20;

describe("the key actor~, written blindly by each append under its organisation's own policy", () => {
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

  const product = (partNumber: string) => world.productEvent(partNumber);
  const contact = (text: string) => {
    const fact: Fact = { kind: "member-changed", member: DISTRIBUTOR, set: { contact: text } };
    return world.sign({ fact, by: DISTRIBUTOR });
  };

  it("is followed by the default plan, and by whoever names the own organisation and one more", async () => {
    expect(await submitted(maker, await product("PN-DEFAULT"))).toBe(CODE.valid);
    expect(await submitted(maker, await product("PN-M-D"), ["MakerMSP", "DistributorMSP"])).toBe(CODE.valid);
    expect(await submitted(distributor, await contact("one"))).toBe(CODE.valid);
  });

  it.each([
    ["two others", ["DistributorMSP", "AuditorMSP"]],
    ["the own organisation alone", ["MakerMSP"]],
    ["another one alone", ["AuditorMSP"]],
  ])("makes an append endorsed by %s invalid in the block", async (name, organisations) => {
    expect(await submitted(maker, await product(`PN ${name}`), organisations)).toBe(CODE.endorsementPolicy);
  });

  it("makes a distributor's append invalid that everybody but the distributor endorsed", async () => {
    expect(await submitted(distributor, await contact("two"), ["MakerMSP", "AuditorMSP"])).toBe(CODE.endorsementPolicy);
  });

  it(`lets ${AT_ONCE} appends of one actor through at once, without a conflict`, async () => {
    const events = await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => product(`PN-${at}`)));
    // Some at a time, which a busy machine bears within the gateway's deadline; none is submitted before all are endorsed.
    const transactions: Awaited<ReturnType<typeof endorsed>>[] = [];
    for (let from = 0; from < AT_ONCE; from += LANES)
      transactions.push(
        ...(await Promise.all(events.slice(from, from + LANES).map((event) => endorsed(maker, event)))),
      );
    // A slow orderer's complaint about a submission says nothing: the blocks do.
    await Promise.allSettled(transactions.map((transaction) => transaction.submit()));
    const ids = transactions.map((transaction) => transaction.getTransactionId());
    const codes = await codesInBlocks(maker, ids);
    expect(codes).toHaveLength(AT_ONCE);
    expect(codes.filter((code) => code !== CODE.valid)).toEqual([]);
  }, 240_000);
});
