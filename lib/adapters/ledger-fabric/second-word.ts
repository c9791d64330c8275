/** What peers of other organisations show of a block: validation codes are signed by nobody, so one peer's word is not enough where they matter. */
import { GatewayError } from "@hyperledger/fabric-gateway";
import type { common } from "@hyperledger/fabric-protos";
import { BlockRefused } from "./block-refused.ts";
import { blocksFrom, isEndOfStream } from "./block-stream.ts";
import type { PeerConnection } from "./gateways.ts";
import { TRANSACTIONS_FILTER } from "./read-block.ts";

const WITHIN_MS = 5000;

/**
 * Returns at once where all peers that are known here are one organisation's: there is nobody else to ask.
 * @throws BlockRefused unless a peer of another organisation shows the same header, entries and validation codes
 */
export async function assertShownElsewhere(
  block: common.Block,
  peer: PeerConnection,
  peers: readonly PeerConnection[],
  signal: AbortSignal,
): Promise<void> {
  const others = peers.filter(({ authority }) => authority !== peer.authority);
  const number = block.getHeader()?.getNumber() ?? 0;
  for (const other of others) {
    const shown = await firstFrom(other, number, signal);
    if (shown && isSame(shown, block)) return;
  }
  if (others.length === 0) return;
  throw new BlockRefused(
    `Block ${number} calls a transaction valid that was not endorsed as it must be, and no other organisation's peer shows it so.`,
  );
}

async function firstFrom(peer: PeerConnection, number: number, signal: AbortSignal): Promise<common.Block | undefined> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]);
  try {
    for await (const block of blocksFrom(peer, number, within)) return block;
  } catch (fault) {
    if (!(fault instanceof GatewayError || isEndOfStream(fault))) throw fault;
  }
  return undefined;
}

/** The data hash in the header does not say where entries begin and end. */
function isSame(one: common.Block, other: common.Block): boolean {
  const parts = (block: common.Block) => [
    block.getHeader()?.serializeBinary() ?? new Uint8Array(),
    block.getMetadata()?.getMetadataList_asU8()[TRANSACTIONS_FILTER] ?? new Uint8Array(),
    ...(block.getData()?.getDataList_asU8() ?? []),
  ];
  const [here, there] = [parts(one), parts(other)];
  return here.length === there.length && here.every((bytes, at) => Buffer.from(bytes).equals(there[at]!));
}
