/** One event out of a block that is known to hold it. */
import type { common } from "@hyperledger/fabric-protos";
import type { Hash, LedgerEvent } from "../../domain/event/event.ts";
import { eventHash } from "../../domain/event/event-bytes.ts";
import { parseEvent } from "../../domain/event/parse-event.ts";
import type { Gateways } from "./gateways.ts";
import type { FabricChannel } from "./organisation.ts";
import { readBlock } from "./read-block.ts";

export function readEventAt(
  gateways: Gateways,
  { chaincode }: FabricChannel,
  number: number,
  hash: Hash,
): Promise<LedgerEvent | undefined> {
  return gateways.ask(async ({ network }) => {
    const blocks = await network.getBlockEvents({ startBlock: BigInt(number) });
    try {
      for await (const block of blocks as AsyncIterable<common.Block>) {
        const events = readBlock(block, chaincode).appends.map(({ bytes }) => parseEvent(bytes));
        return events.flatMap((event) => (event.ok ? [event.value] : [])).find(({ body }) => eventHash(body) === hash);
      }
      return undefined;
    } finally {
      blocks.close();
    }
  });
}
