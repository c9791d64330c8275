/** What a channel can show a stranger of one entry: its whole block, endorsed and ordered as the channel asks, checked here before it is given. */
import type { Attestation, Position } from "../../ports/ledger.ts";
import type { Queryable } from "../log-store.ts";
import { oneBlock, trustInForce } from "./block-verifier.ts";
import type { Gateways } from "./gateways.ts";
import { readBlock } from "./read-block.ts";
import { assertOrdered, BlockNotOrdered, endorsementFaults } from "./verify-block.ts";

/**
 * `kind: "fabric-block"`, `bytes`: the block as protobuf, signatures of orderers and endorsers included. Nothing for a place that the
 * log does not have.
 * @throws BlockNotOrdered when the peer shows another block than is kept, or one that does not bear its own check
 */
export async function attestationOf(
  db: Queryable,
  { ask, chaincode }: Gateways,
  { index }: Position,
): Promise<Attestation | undefined> {
  const { rows } = await db.query<{ number: string; hash: string }>(
    "SELECT b.number, b.hash FROM ledger_entry e JOIN fabric_block b ON b.number = e.block WHERE e.log_index = $1",
    [index],
  );
  if (!rows[0]) return undefined;
  const number = Number(rows[0].number);
  const kept = rows[0].hash;
  return ask(async (peer) => {
    const block = await oneBlock(peer, number);
    const { hash, dataHashRight } = readBlock(block, chaincode);
    if (hash !== kept || !dataHashRight)
      throw new BlockNotOrdered(`The peer ${peer.address} shows another block ${number} than is kept here.`);
    const trust = await trustInForce(db, peer, number);
    assertOrdered(block, trust);
    const [fault] = endorsementFaults(block, trust, chaincode);
    if (fault) throw new BlockNotOrdered(`Transaction ${fault.transaction} in block ${number} ${fault.detail}.`);
    return { kind: "fabric-block", bytes: block.serializeBinary() };
  });
}
