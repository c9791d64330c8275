/** What a channel can show a stranger of one entry: its whole block, endorsed and ordered as the channel asks, checked here before it is given. */
import { GatewayError } from "@hyperledger/fabric-gateway";
import type { Queryable } from "../log-store.ts";
import { BlockRefused } from "./block-refused.ts";
import { assertOrderedUnder, oneBlock, trustInForce } from "./block-verifier.ts";
import type { Gateways, PeerConnection } from "./gateways.ts";
import { readBlock } from "./read-block.ts";
import { assertWhole, endorsementFaults, endorsersOf } from "./verify-block.ts";

/** The entry stands in its block, but those who had to endorse it did not: no evidence is given of it. */
export class EntryNotEndorsed extends Error {
  override name = "EntryNotEndorsed";
}

export type BlockOfEntry = {
  readonly number: number;
  /** SHA-256 of the header's DER, hex. */
  readonly hash: string;
  readonly transaction: string;
  /** MSP ids of the organisations whose peers endorsed the entry. */
  readonly endorsedBy: readonly string[];
  /** So many orderers at least have signed the header. */
  readonly orderers: number;
  /** common.Block as protobuf, signatures of orderers and endorsers included. */
  readonly bytes: Uint8Array;
};

type Kept = { readonly number: number; readonly hash: string; readonly transaction: string; readonly bytes: string };

/**
 * Nothing for an index that the log does not have. Peers are asked in their order until one shows the block as it is kept.
 * @throws EntryNotEndorsed for an entry that too few organisations endorsed
 * @throws BlockRefused when the last peer shows another block than is kept, or one without the entry or its signatures
 * @throws GatewayError when the last peer does not answer
 */
export async function blockOfEntry(
  db: Queryable,
  { peers, chaincode }: Pick<Gateways, "peers" | "chaincode">,
  index: number,
): Promise<BlockOfEntry | undefined> {
  const { rows } = await db.query<Omit<Kept, "number"> & { number: string }>(
    `SELECT b.number, b.hash, e.transaction, e.bytes FROM ledger_entry e JOIN fabric_block b ON b.number = e.block
     WHERE e.log_index = $1`,
    [index],
  );
  if (!rows[0]) return undefined;
  const kept = { ...rows[0], number: Number(rows[0].number) };
  let fault: unknown;
  for (const peer of peers) {
    try {
      return await shownBy(peer, db, kept, chaincode);
    } catch (thrown) {
      if (!(thrown instanceof BlockRefused || thrown instanceof GatewayError)) throw thrown;
      fault = thrown;
    }
  }
  throw fault;
}

async function shownBy(peer: PeerConnection, db: Queryable, kept: Kept, chaincode: string): Promise<BlockOfEntry> {
  const { number, hash, transaction } = kept;
  const block = await oneBlock(peer, number);
  const read = readBlock(block, chaincode);
  if (read.hash !== hash) throw new BlockRefused(`Block ${number} is another one than is kept here.`);
  const trust = await trustInForce(db, peer, block);
  assertOrderedUnder(block, trust);
  assertWhole(block, read.dataHashRight);
  assertStands(read, kept);
  const fault = endorsementFaults(block, trust, chaincode).find((one) => one.transaction === transaction && one.voids);
  if (fault) throw new EntryNotEndorsed(`Transaction ${transaction} in block ${number} ${fault.detail}.`);
  const endorsedBy = endorsersOf(block, transaction, trust, chaincode);
  return { number, hash, transaction, endorsedBy, orderers: trust.quorum, bytes: block.serializeBinary() };
}

function assertStands({ appends }: ReturnType<typeof readBlock>, { number, transaction, bytes }: Kept): void {
  const stands = appends.some(
    (append) => append.transaction === transaction && Buffer.from(append.bytes).equals(Buffer.from(bytes)),
  );
  if (!stands) throw new BlockRefused(`Block ${number} does not show transaction ${transaction} as a valid entry.`);
}
