import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectGateways, type Gateways } from "../../lib/adapters/ledger-fabric/gateways.ts";
import { openOutbox } from "../../lib/adapters/ledger-fabric/outbox.ts";
import { MAKER, openSmallWorld } from "../ports/small-world.ts";
import { CODE, codesInBlocks, endorsed } from "./submitted.ts";
import { channel, openTestNetwork, type TestNetwork } from "./test-network.ts";

describe("a network that orders by Raft", () => {
  let network: TestNetwork;
  let world: ReturnType<typeof openSmallWorld>;
  let maker: Gateways;

  beforeAll(async () => {
    network = await openTestNetwork("etcdraft");
    world = openSmallWorld(network);
    await world.found();
    maker = connectGateways(network.organisations.find(({ member }) => member === MAKER)!, channel);
  });
  afterAll(async () => {
    maker.close();
    await network.close();
  });

  it("takes records", async () => {
    expect(await world.declareProduct("PN-RAFT")).toMatchObject({ ok: true });
  });

  it("marks the second copy of the same signed bytes as a duplicate; the event stands once, and its transaction stays committed", async () => {
    const event = await world.productEvent("PN-TWICE");
    const transaction = await endorsed(maker, event);
    const id = transaction.getTransactionId();
    const bytes = transaction.getBytes();
    await openOutbox(network.database.pool).store({ eventId: event.body.eventId, transaction: id, bytes });
    await Promise.all([1, 2].map(() => maker.peers[0]!.gateway.newTransaction(bytes).submit()));
    expect(await codesInBlocks(maker, [id], 2)).toEqual([CODE.valid, CODE.duplicateId]);
    // The same event once more is the first answer, not a third copy.
    const again = await network.ledger.append(event);
    expect(again).toMatchObject({ ok: true, value: { position: { transaction: id } } });
    const { rows } = await network.database.pool.query("SELECT state, code FROM fabric_transaction WHERE id = $1", [
      id,
    ]);
    expect(rows).toEqual([{ state: "COMMITTED", code: CODE.valid }]);
    const entries = await network.database.pool.query("SELECT FROM ledger_entry WHERE event_id = $1", [
      event.body.eventId,
    ]);
    expect(entries.rowCount).toBe(1);
  });
});
