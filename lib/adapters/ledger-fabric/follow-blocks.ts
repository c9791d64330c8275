/** Blocks of the channel: contiguous, tied by hash, from whichever peer answers, exactly from where one stopped. */
import { GatewayError } from "@hyperledger/fabric-gateway";
import type { common } from "@hyperledger/fabric-protos";
import type { Examination, ExamineBlock } from "./block-verifier.ts";
import type { PeerConnection } from "./gateways.ts";
import { type BlockOfAppends, readBlock } from "./read-block.ts";
import { BlockNotOrdered } from "./verify-block.ts";

/** Two histories: kept whole, because the two hashes are the evidence. Nothing may be shown from here on. */
export class LedgerFork extends Error {
  override name = "LedgerFork";
  readonly block: number;
  readonly hashes: readonly [string, string];

  constructor(block: number, hashes: readonly [string, string]) {
    super(
      `Block ${block} does not follow the block before it: ${hashes[0]} was seen, ${hashes[1]} is named. Verdicts stop until a person has looked.`,
    );
    this.block = block;
    this.hashes = hashes;
  }
}

/** The end of a chain: what the next block must name. */
export type BlockEnd = { readonly number: number; readonly hash: string };

export type BlockSource = {
  readonly peers: readonly PeerConnection[];
  /** Only this chaincode's appends are read. */
  readonly chaincode: string;
  /** Called once for each run: what checks the signatures of its blocks. Without it hashes alone are checked. */
  readonly verifier?: () => ExamineBlock;
  /** Told of a block that was not taken from a peer, because its orderers have not signed it. */
  readonly onRefused?: (fault: BlockNotOrdered) => void;
  /** Told how to leave the peer that is followed now, for one that stopped growing while others go on. */
  readonly onStream?: (stream: { readonly address: string; leave(): void }) => void;
};

export type ExaminedBlock = BlockOfAppends & Examination;

const PAUSE = 500;
const NOTHING_FOUND: Examination = { faults: [], configures: false };

/**
 * Blocks after `last`, for ever. Reopens on the next peer when a stream ends; ends itself only when `signal` aborts.
 * @throws LedgerFork when a block does not follow the one before it, or when the last one has become another
 */
export async function* followBlocks(
  { peers, chaincode, verifier, onRefused, onStream }: BlockSource,
  last: BlockEnd | undefined,
  signal: AbortSignal,
): AsyncIterable<ExaminedBlock> {
  let end = last;
  const examine = verifier?.() ?? (async () => NOTHING_FOUND);
  for (let turn = 0; !signal.aborted; turn++) {
    const peer = peers[turn % peers.length]!;
    try {
      // The last block is read once more: if it has become another one, we are shown a fork.
      for await (const block of blocksFrom(peer, end?.number ?? 0, signal, onStream)) {
        const read = readBlock(block, chaincode);
        assertFollows(end, read);
        if (read.number === end?.number) continue;
        const found = await examine(block, peer);
        end = { number: read.number, hash: read.hash };
        yield { ...read, ...found };
      }
    } catch (fault) {
      if (signal.aborted) return;
      // A peer that does not answer is passed over. What it did say and we cannot read is somebody's to look at.
      if (fault instanceof BlockNotOrdered) onRefused?.(fault);
      else if (!(fault instanceof GatewayError || isEndOfStream(fault))) throw fault;
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

async function* blocksFrom(
  peer: PeerConnection,
  number: number,
  signal: AbortSignal,
  onStream: BlockSource["onStream"],
): AsyncIterable<common.Block> {
  const events = await peer.network.getBlockEvents({ startBlock: BigInt(number) });
  const close = () => events.close();
  signal.addEventListener("abort", close, { once: true });
  onStream?.({ address: peer.address, leave: close });
  try {
    yield* events as AsyncIterable<common.Block>;
  } finally {
    signal.removeEventListener("abort", close);
    events.close();
  }
}

function assertFollows(last: BlockEnd | undefined, block: BlockOfAppends): void {
  if (!block.dataHashRight) throw new LedgerFork(block.number, [block.hash, "another content than the header says"]);
  if (!last) {
    if (block.number !== 0) throw new LedgerFork(block.number, ["nothing", `a gap before block ${block.number}`]);
    return;
  }
  if (block.number === last.number) {
    if (block.hash !== last.hash) throw new LedgerFork(block.number, [last.hash, block.hash]);
    return;
  }
  if (block.number !== last.number + 1)
    throw new LedgerFork(block.number, [last.hash, `a gap after block ${last.number}`]);
  if (block.previousHash !== last.hash) throw new LedgerFork(block.number, [last.hash, block.previousHash]);
}

/** A peer that shuts down, or does not know the channel yet, ends the stream with a status; the library throws it as a plain error. */
function isEndOfStream(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  const cut = "code" in fault && fault.code === "ERR_STREAM_PREMATURE_CLOSE";
  return cut || fault.message.startsWith("Unexpected status response: ");
}
