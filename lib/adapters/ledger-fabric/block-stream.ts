/** A peer's own stream of blocks, from a number on and for as long as one listens. */
import type { common } from "@hyperledger/fabric-protos";
import type { PeerConnection } from "./gateways.ts";

/** @param onStream told how to leave it */
export async function* blocksFrom(
  peer: PeerConnection,
  number: number,
  signal: AbortSignal,
  onStream?: (stream: { readonly address: string; leave(): void }) => void,
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

/** A peer that shuts down, or does not know the channel yet, ends the stream with a status; the library throws it as a plain error. */
export function isEndOfStream(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  const cut = "code" in fault && fault.code === "ERR_STREAM_PREMATURE_CLOSE";
  return cut || fault.message.startsWith("Unexpected status response: ");
}
