import { GatewayError } from "@hyperledger/fabric-gateway";
import { common } from "@hyperledger/fabric-protos";
import { describe, expect, it } from "vitest";
import { BlockRefused } from "./block-refused.ts";
import type { BlockVerifier } from "./block-verifier.ts";
import { type BlockEnd, type BlockSource, type ExaminedBlock, followBlocks } from "./follow-blocks.ts";
import type { PeerConnection } from "./gateways.ts";
import { CHANNEL, chainOf, peerOver } from "./made-blocks.ts";
import { readBlock, TRANSACTIONS_FILTER } from "./read-block.ts";

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

  it("goes to the next peer where one leaves a block out, or shows another content than the header says, or no block", async () => {
    const forged = copyOf(CHAIN[1]!);
    forged.getData()!.setDataList([Buffer.concat([forged.getData()!.getDataList_asU8()[0]!, Buffer.from([0])])]);
    for (const [shown, why] of [
      [[CHAIN[0]!, CHAIN[2]!], "Block 2 was shown where block 1 was due."],
      [[CHAIN[0]!, forged], "Block 1 holds another content than its header says."],
      [[new common.Block()], "A block came without header or data."],
    ] as const) {
      const { blocks, refused } = await taken({ peers: [peerOver(shown), peerOver(CHAIN)] }, 4);
      expect(blocks.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
      expect(refused).toEqual([why]);
    }
  });
});

describe("a block stream that checks signatures", () => {
  const verifier = (): BlockVerifier => ({
    async assertOrdered(block) {
      if (!block.getMetadata()!.getMetadataList_asU8()[0]!.length) throw new BlockRefused("nobody signed");
    },
    // Transactions of this chain are endorsed by too few: one that is called valid is a fault.
    examine: (block) => ({
      configures: false,
      faults: codeOf(block) === 0 && readBlock(block, "").number === 2 ? [FAULT] : [],
    }),
  });
  const FAULT = { block: 2, transaction: "tx2", detail: "is endorsed by nobody", voids: true };
  const codeOf = (block: common.Block) => block.getMetadata()!.getMetadataList_asU8()[TRANSACTIONS_FILTER]![0]!;
  const shown = (chain: readonly common.Block[], { signed = true, code = 0 } = {}) =>
    chain.map((block, at) => {
      const copy = copyOf(block);
      const signature = signed || at === 0 ? Uint8Array.of(1) : new Uint8Array();
      copy.getMetadata()!.setMetadataList([signature, new Uint8Array(), Uint8Array.of(at === 2 ? code : 0)]);
      return copy;
    });

  it("calls a fork only what the orderers signed; an unsigned contradiction is one peer's word", async () => {
    const other = chainOf(["a", "b", "x", "d"].map(value));
    const grafted = [...CHAIN.slice(0, 2), other[2]!, other[3]!];
    const honest = peerOver(shown(CHAIN, { code: 10 }));
    for (const liar of [other, [...CHAIN.slice(0, 3), other[3]!]]) {
      const peers = [peerOver(shown(liar, { signed: false })), honest];
      const { blocks, refused } = await taken({ peers, verifier }, 1, endOf(CHAIN[2]!));
      expect(blocks.map(({ hash }) => hash)).toEqual([endOf(CHAIN[3]!).hash]);
      expect(refused).toEqual(["nobody signed"]);
    }
    const both = { peers: [peerOver(shown(grafted)), honest], verifier };
    await expect(taken(both, 1, endOf(CHAIN[2]!))).rejects.toMatchObject({ name: "LedgerFork", block: 2 });
  });

  it("does not believe one peer that a transaction is valid which too few endorsed", async () => {
    const peers = [peerOver(shown(CHAIN), [], "one"), peerOver(shown(CHAIN, { code: 10 }), [], "two")];
    const { blocks, refused, from } = await taken({ peers, verifier }, 4);
    expect(blocks[2]).toMatchObject({ faults: [], outcomes: [{ transaction: "tx2", code: 10 }] });
    expect(refused).toEqual([expect.stringContaining("no other organisation's peer shows it so")]);
    expect(from).toHaveLength(4);
  });

  it("keeps the fault where a second organisation's peer shows the same, or there is nobody else to ask", async () => {
    const lying = shown(CHAIN);
    for (const peers of [
      [peerOver(lying, [], "one"), peerOver(shown(CHAIN), [], "two")],
      [peerOver(lying, [], "one"), peerOver(shown(CHAIN, { code: 10 }), [], "one")],
    ]) {
      const { blocks, refused } = await taken({ peers, verifier }, 4);
      expect(blocks[2]!.faults).toEqual([FAULT]);
      expect(refused).toEqual([]);
    }
  });
});

function copyOf(block: common.Block): common.Block {
  return common.Block.deserializeBinary(block.serializeBinary());
}

/** The first `count` blocks, why others were refused, and from which peers those were taken. */
async function taken(source: Omit<BlockSource, "chaincode">, count: number, after?: BlockEnd) {
  const stop = new AbortController();
  const blocks: ExaminedBlock[] = [];
  const refused: string[] = [];
  const from: string[] = [];
  const told = {
    onRefused: ({ message }: BlockRefused) => refused.push(message),
    onTaken: (address: string) => from.push(address),
  };
  for await (const block of followBlocks({ chaincode: CHANNEL.chaincode, ...source, ...told }, after, stop.signal)) {
    blocks.push(block);
    if (blocks.length === count) stop.abort();
  }
  return { blocks, refused, from };
}
