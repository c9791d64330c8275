import { GatewayError } from "@hyperledger/fabric-gateway";
import { common } from "@hyperledger/fabric-protos";
import { describe, expect, it } from "vitest";
import { type BlockEnd, followBlocks } from "./follow-blocks.ts";
import type { PeerConnection } from "./gateways.ts";
import { CHANNEL, chainOf, peerOver } from "./made-blocks.ts";
import { readBlock } from "./read-block.ts";

const value = (text: string) => Buffer.from(text);
const CHAIN = chainOf(["a", "b", "c", "d"].map(value));
const endOf = (block: common.Block): BlockEnd => readBlock(block, CHANNEL.chaincode);

async function follow(peers: readonly PeerConnection[], count: number, after?: BlockEnd): Promise<number[]> {
  const stop = new AbortController();
  const seen: number[] = [];
  for await (const { number } of followBlocks({ peers, chaincode: CHANNEL.chaincode }, after, stop.signal)) {
    seen.push(number);
    if (seen.length === count) stop.abort();
  }
  return seen;
}

const gone = Object.assign(Object.create(GatewayError.prototype), { code: 14, details: [], message: "gone" });

describe("a block stream", () => {
  it("gives every block once, also to who comes back later", async () => {
    expect(await follow([peerOver(CHAIN)], 4)).toEqual([0, 1, 2, 3]);
    expect(await follow([peerOver(CHAIN)], 2, endOf(CHAIN[1]!))).toEqual([2, 3]);
  });

  it("goes on at the next peer where one stopped answering, and repeats nothing", async () => {
    const cuts = [
      { after: 2, fault: gone },
      { after: 1, fault: new Error("Unexpected status response: 503") },
    ];
    expect(await follow([peerOver(CHAIN, cuts), peerOver(CHAIN)], 4)).toEqual([0, 1, 2, 3]);
  });

  it("says what became of each transaction", () => {
    expect(readBlock(CHAIN[2]!, CHANNEL.chaincode).outcomes).toEqual([{ transaction: "tx2", code: 0 }]);
  });

  it("ends with a fault that is no peer's silence, instead of trying in silence for ever", async () => {
    const cuts = [{ after: 1, fault: new TypeError("a mistake of ours") }];
    await expect(follow([peerOver(CHAIN, cuts)], 3)).rejects.toThrow("a mistake of ours");
    await expect(follow([peerOver([new common.Block()])], 1)).rejects.toThrow("without header or data");
  });

  it("ends with both hashes when a peer shows another history", async () => {
    const other = chainOf(["a", "b", "x", "d"].map(value));
    await expect(follow([peerOver(other)], 2, endOf(CHAIN[2]!))).rejects.toMatchObject({
      name: "LedgerFork",
      block: 2,
      hashes: [endOf(CHAIN[2]!).hash, endOf(other[2]!).hash],
    });
    const grafted = [...CHAIN.slice(0, 3), other[3]!];
    await expect(follow([peerOver(grafted)], 4)).rejects.toMatchObject({ name: "LedgerFork", block: 3 });
  });

  it("ends when a block is missing, or holds another content than its header says", async () => {
    await expect(follow([peerOver([CHAIN[0]!, CHAIN[2]!])], 2)).rejects.toThrow("a gap after block 0");
    const forged = common.Block.deserializeBinary(CHAIN[1]!.serializeBinary());
    forged.getData()!.setDataList([Buffer.concat([forged.getData()!.getDataList_asU8()[0]!, Buffer.from([0])])]);
    await expect(follow([peerOver([CHAIN[0]!, forged])], 2)).rejects.toThrow("another content than the header says");
  });
});
