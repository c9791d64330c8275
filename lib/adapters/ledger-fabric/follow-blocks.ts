/** Blocks of the channel: contiguous, tied by hash, from whichever peer answers, exactly from where one stopped. */
import { GatewayError } from "@hyperledger/fabric-gateway";
import { BlockRefused } from "./block-refused.ts";
import { blocksFrom, isEndOfStream } from "./block-stream.ts";
import type { BlockVerifier, Examination } from "./block-verifier.ts";
import type { PeerConnection } from "./gateways.ts";
import { type BlockOfAppends, readBlock } from "./read-block.ts";
import { assertShownElsewhere } from "./second-word.ts";
import { assertWhole } from "./verify-block.ts";

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
  readonly verifier?: () => BlockVerifier;
  /** Told of a block that was not taken from the peer at this address. */
  readonly onRefused?: (fault: BlockRefused, address: string) => void;
  /** Told of each block that was taken from the peer at this address. */
  readonly onTaken?: (address: string) => void;
  /** Told how to leave the peer that is followed now, for one that stopped growing while others go on. */
  readonly onStream?: (stream: { readonly address: string; leave(): void }) => void;
};

export type ExaminedBlock = BlockOfAppends & Examination;

const PAUSE = 500;
const NOTHING_FOUND: Examination = { faults: [], configures: false };

/**
 * Blocks after `last`, for ever. Reopens on the next peer when a stream ends; ends itself only when `signal` aborts.
 * @throws LedgerFork when a block that the orderers signed contradicts the one before it, or what the last one was
 */
export async function* followBlocks(
  source: BlockSource,
  last: BlockEnd | undefined,
  signal: AbortSignal,
): AsyncIterable<ExaminedBlock> {
  const { peers, chaincode, verifier, onRefused, onTaken, onStream } = source;
  let end = last;
  const verify = verifier?.();
  for (let turn = 0; !signal.aborted; turn++) {
    const peer = peers[turn % peers.length]!;
    try {
      // The last block is read once more: if it has become another one, we are shown a fork.
      for await (const block of blocksFrom(peer, end?.number ?? 0, signal, onStream)) {
        const read = readBlock(block, chaincode);
        if (read.number === end?.number && read.hash === end.hash) continue;
        assertNext(end, read);
        // A header that nobody signed is one peer's word, and no fork, whatever it names.
        if (end) await verify?.assertOrdered(block, peer);
        assertFollows(end, read);
        assertWhole(block, read.dataHashRight);
        const found = verify?.examine(block) ?? NOTHING_FOUND;
        if (found.faults.some(({ voids }) => voids)) await assertShownElsewhere(block, peer, peers, signal);
        end = { number: read.number, hash: read.hash };
        onTaken?.(peer.address);
        yield { ...read, ...found };
      }
    } catch (fault) {
      if (signal.aborted) return;
      // A peer that does not answer is passed over, and so is one whose word cannot be taken.
      if (fault instanceof BlockRefused) onRefused?.(fault, peer.address);
      else if (!(fault instanceof GatewayError || isEndOfStream(fault))) throw fault;
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** A gap is no other history: the peer has left something out. */
function assertNext(last: BlockEnd | undefined, { number }: BlockOfAppends): void {
  const due = last ? last.number + 1 : 0;
  if (number !== due && number !== last?.number)
    throw new BlockRefused(`Block ${number} was shown where block ${due} was due.`);
}

function assertFollows(last: BlockEnd | undefined, block: BlockOfAppends): void {
  if (!last) return;
  if (block.number === last.number) throw new LedgerFork(block.number, [last.hash, block.hash]);
  if (block.previousHash !== last.hash) throw new LedgerFork(block.number, [last.hash, block.previousHash]);
}
