/** Checks blocks in order against the configuration that was in force before each; after a restart that one is found by the hash that is kept of it. */
import { common } from "@hyperledger/fabric-protos";
import type { Queryable } from "../log-store.ts";
import { type ChannelTrust, trustOf } from "./channel-trust.ts";
import type { PeerConnection } from "./gateways.ts";
import { readBlock } from "./read-block.ts";
import { assertOrdered, type BlockFault, BlockNotOrdered, endorsementFaults } from "./verify-block.ts";

export type Examination = { readonly faults: readonly BlockFault[]; readonly configures: boolean };

/** @throws BlockNotOrdered for a block that the channel's orderers have not signed */
export type ExamineBlock = (block: common.Block, peer: PeerConnection) => Promise<Examination>;

/** For one run through the blocks after those that are kept. The first block of all is believed; everything after it is checked. */
export function blockVerifier(db: Queryable, chaincode: string): ExamineBlock {
  let trust: ChannelTrust | undefined;
  return async (block, peer) => {
    if ((block.getHeader()?.getNumber() ?? 0) > 0) {
      trust ??= await trustInForce(db, peer);
      assertOrdered(block, trust);
    }
    const configured = trustOf(block);
    const faults = trust ? endorsementFaults(block, trust, chaincode) : [];
    trust = configured ?? trust;
    return { faults, configures: configured !== undefined };
  };
}

/** The newest configuration that is kept here, or that of a block before `before`. */
export async function trustInForce(db: Queryable, peer: PeerConnection, before?: number): Promise<ChannelTrust> {
  const { rows } = await db.query<{ number: string; hash: string }>(
    `SELECT number, hash FROM fabric_block WHERE (configures OR number = 0) AND ($1::bigint IS NULL OR number < $1)
     ORDER BY number DESC LIMIT 1`,
    [before ?? null],
  );
  if (!rows[0]) throw new Error("no block of the channel is kept yet");
  const number = Number(rows[0].number);
  const block = await oneBlock(peer, number);
  const { hash, dataHashRight } = readBlock(block, "");
  const trust = hash === rows[0].hash && dataHashRight ? trustOf(block) : undefined;
  if (!trust) throw new BlockNotOrdered(`The peer ${peer.address} shows another block ${number} than is kept here.`);
  return trust;
}

/** Asked of Fabric's own system chaincode. @throws GatewayError where the peer does not answer */
export async function oneBlock({ network }: PeerConnection, number: number): Promise<common.Block> {
  const question = network.getContract("qscc");
  const bytes = await question.evaluateTransaction("GetBlockByNumber", network.getName(), String(number));
  return common.Block.deserializeBinary(bytes);
}
