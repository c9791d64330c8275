/** Checks blocks in order against the configuration that was in force before each; after a restart that one is found by the hash that is kept of it. */
import { common } from "@hyperledger/fabric-protos";
import type { Queryable } from "../log-store.ts";
import { BlockRefused, readable } from "./block-refused.ts";
import { type ChannelTrust, trustOf } from "./channel-trust.ts";
import type { PeerConnection } from "./gateways.ts";
import { readBlock } from "./read-block.ts";
import { assertOrdered, assertWhole, type BlockFault, configurationNamed, endorsementFaults } from "./verify-block.ts";

export type Examination = { readonly faults: readonly BlockFault[]; readonly configures: boolean };

export type BlockVerifier = {
  /** @throws BlockRefused for a block that the channel's orderers have not signed; the first of all is signed by nobody */
  assertOrdered(block: common.Block, peer: PeerConnection): Promise<void>;
  /** For a block that is ordered and whole; the channel's first one is believed. What it configures holds for those after it. */
  examine(block: common.Block): Examination;
};

/** For one run through the blocks after those that are kept. */
export function blockVerifier(db: Queryable, chaincode: string): BlockVerifier {
  const known = new Map<number, ChannelTrust>();
  const newestBefore = (number: number) =>
    [...known.values()].filter(({ block }) => block < number).sort((a, b) => b.block - a.block)[0];

  return {
    async assertOrdered(block, peer) {
      const number = numberOf(block);
      const named = configurationNamed(block) ?? -1;
      let trust = newestBefore(number);
      if (!trust || (named > trust.block && named < number)) {
        trust = await trustInForce(db, peer, block);
        known.set(trust.block, trust);
      }
      assertOrderedUnder(block, trust);
    },
    examine(block) {
      const trust = newestBefore(numberOf(block));
      const configured = trustOf(block);
      if (configured) known.set(configured.block, configured);
      return {
        faults: trust ? endorsementFaults(block, trust, chaincode) : [],
        configures: configured !== undefined,
      };
    },
  };
}

/** @throws BlockRefused unless a quorum of that configuration's orderers signed the header, and signed that this one is in force */
export function assertOrderedUnder(block: common.Block, trust: ChannelTrust): void {
  assertOrdered(block, trust);
  const number = numberOf(block);
  const named = configurationNamed(block);
  if (named !== undefined && named !== trust.block && named !== number)
    throw new BlockRefused(`Block ${number} names block ${named} as its configuration, not block ${trust.block}.`);
}

/**
 * The newest configuration before this block: of those that are kept here, or the one that the block names. The name is a hint
 * until the signatures are checked, for blocks that were kept before anybody noted which of them configure.
 * @throws BlockRefused when the peer shows that configuration otherwise than it is kept
 */
export async function trustInForce(db: Queryable, peer: PeerConnection, block: common.Block): Promise<ChannelTrust> {
  const { rows } = await db.query<{ number: string; hash: string }>(
    `SELECT number, hash FROM fabric_block WHERE number < $1 AND (configures OR number IN (0, $2)) ORDER BY number DESC LIMIT 1`,
    [numberOf(block), configurationNamed(block) ?? 0],
  );
  if (!rows[0]) throw new BlockRefused(`No block is kept that says who may order block ${numberOf(block)}.`);
  const number = Number(rows[0].number);
  const configuration = await oneBlock(peer, number);
  const { hash, dataHashRight } = readBlock(configuration, "");
  if (hash !== rows[0].hash) throw new BlockRefused(anotherThanKept(number));
  assertWhole(configuration, dataHashRight);
  const trust = trustOf(configuration);
  if (!trust) throw new BlockRefused(`Block ${number} configures nothing, but stands for the channel's configuration.`);
  return trust;
}

/** Each channel begins with a block of its own: another first block is another channel, such as that of a network made anew. */
function anotherThanKept(number: number): string {
  const another = `Block ${number} is another one than is kept here.`;
  return number > 0
    ? another
    : `${another} So this is another channel: where the network was made anew, start with an empty DATA_DIR (an empty database with DATABASE_URL).`;
}

/** Asked of Fabric's own system chaincode. @throws GatewayError where the peer does not answer, BlockRefused for what is no block */
export async function oneBlock({ network }: PeerConnection, number: number): Promise<common.Block> {
  const question = network.getContract("qscc");
  const bytes = await question.evaluateTransaction("GetBlockByNumber", network.getName(), String(number));
  const block = readable(() => common.Block.deserializeBinary(bytes));
  if (!block) throw new BlockRefused(`Block ${number} cannot be read.`);
  return block;
}

function numberOf(block: common.Block): number {
  return block.getHeader()?.getNumber() ?? 0;
}
