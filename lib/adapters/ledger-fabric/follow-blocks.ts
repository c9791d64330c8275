/** Committed events from block events: contiguous, tied by hash, from whichever peer answers, exactly from where one stopped. */
import { GatewayError } from "@hyperledger/fabric-gateway";
import type { common } from "@hyperledger/fabric-protos";
import type { LedgerEvent } from "../../domain/event/event.ts";
import { parseEvent } from "../../domain/event/parse-event.ts";
import type { Committed, Position } from "../../ports/ledger.ts";
import type { Gateways, PeerConnection } from "./gateways.ts";
import type { FabricChannel } from "./organisation.ts";
import { type Append, type BlockOfAppends, readBlock } from "./read-block.ts";

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

/** A valid transaction that wrote what is no event: endorsers have agreed on it against the contract. It has no place in the log. */
export type BrokenAppend = { readonly block: number; readonly transaction: string; readonly detail: string };

const PAUSE = 500;

/**
 * Reopens on the next peer when a stream ends; ends itself only when `signal` aborts or the chain is broken.
 * @param onBroken is told of each append that nobody can read; those after it keep their places without it
 */
export async function* followBlocks(
  gateways: Gateways,
  channel: FabricChannel,
  after: Position | undefined,
  signal: AbortSignal,
  onBroken: (broken: BrokenAppend) => void = () => undefined,
): AsyncIterable<Committed> {
  // A position without its block (somebody kept only the log index) is found again by counting from the first block.
  let position = after?.block === undefined ? undefined : after;
  const skipTo = after?.block === undefined ? after?.index : undefined;
  let last: BlockOfAppends | undefined;
  for (let turn = 0; !signal.aborted; turn++) {
    const peer = gateways.peers[turn % gateways.peers.length]!;
    try {
      for await (const block of blocksFrom(peer, channel, last ? last.number : (position?.block ?? 0), signal)) {
        assertFollows(last, block);
        const seenBefore = block.number === last?.number;
        for (const committed of committedIn(block, position, seenBefore ? () => undefined : onBroken)) {
          position = committed.position;
          if (skipTo === undefined || position.index > skipTo) yield committed;
        }
        last = block;
      }
    } catch (fault) {
      if (signal.aborted) return;
      // A peer that does not answer is passed over. What it did say and we cannot read is somebody's to look at.
      if (!(fault instanceof GatewayError || isEndOfStream(fault))) throw fault;
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

async function* blocksFrom(
  peer: PeerConnection,
  { chaincode }: FabricChannel,
  number: number,
  signal: AbortSignal,
): AsyncIterable<BlockOfAppends> {
  const events = await peer.network.getBlockEvents({ startBlock: BigInt(number) });
  const close = () => events.close();
  signal.addEventListener("abort", close, { once: true });
  try {
    for await (const block of events as AsyncIterable<common.Block>) yield readBlock(block, chaincode);
  } finally {
    signal.removeEventListener("abort", close);
    events.close();
  }
}

/** The block that we stopped at is read once more: if it has become another one, we were shown a fork. */
function assertFollows(last: BlockOfAppends | undefined, block: BlockOfAppends): void {
  if (!block.dataHashRight) throw new LedgerFork(block.number, [block.hash, "another content than the header says"]);
  if (!last) return;
  if (block.number === last.number) {
    if (block.hash !== last.hash) throw new LedgerFork(block.number, [last.hash, block.hash]);
    return;
  }
  if (block.number !== last.number + 1)
    throw new LedgerFork(block.number, [last.hash, `a gap after block ${last.number}`]);
  if (block.previousHash !== last.hash) throw new LedgerFork(block.number, [last.hash, block.previousHash]);
}

/** The block's appends that come after `position`, numbered on from it. */
function committedIn(
  block: BlockOfAppends,
  position: Position | undefined,
  onBroken: (broken: BrokenAppend) => void,
): Committed[] {
  if (position?.block !== undefined && block.number < position.block) return [];
  const readable = block.appends.flatMap((append) => {
    const read = readAppend(append);
    if ("event" in read) return [read];
    onBroken({ block: block.number, transaction: append.transaction, detail: read.detail });
    return [];
  });
  const seen =
    position?.block === block.number
      ? readable.findIndex(({ append }) => append.transaction === position.transaction) + 1
      : 0;
  let index = position?.index ?? -1;
  return readable.slice(seen).map(({ append: { time, transaction }, event }) => {
    index += 1;
    return { position: { index, block: block.number, transaction }, event, time };
  });
}

function readAppend(append: Append): { append: Append; event: LedgerEvent } | { detail: string } {
  const event = parseEvent(append.bytes);
  return event.ok ? { append, event: event.value } : { detail: event.error.detail ?? event.error.code };
}

/** A peer that shuts down, or does not know the channel yet, ends the stream with a status; the library throws it as a plain error. */
function isEndOfStream(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  const cut = "code" in fault && fault.code === "ERR_STREAM_PREMATURE_CLOSE";
  return cut || fault.message.startsWith("Unexpected status response: ");
}
