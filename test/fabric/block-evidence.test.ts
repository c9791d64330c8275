import { common } from "@hyperledger/fabric-protos";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blockVerifier, oneBlock } from "../../lib/adapters/ledger-fabric/block-verifier.ts";
import { type ChannelTrust, trustOf } from "../../lib/adapters/ledger-fabric/channel-trust.ts";
import { examineBlocks } from "../../lib/adapters/ledger-fabric/examine-blocks.ts";
import { followBlocks } from "../../lib/adapters/ledger-fabric/follow-blocks.ts";
import { connectGateways, type Gateways, type PeerConnection } from "../../lib/adapters/ledger-fabric/gateways.ts";
import {
  assertOrdered,
  type BlockNotOrdered,
  endorsementFaults,
} from "../../lib/adapters/ledger-fabric/verify-block.ts";
import type { Position } from "../../lib/ports/ledger.ts";
import { MAKER, openSmallWorld } from "../ports/small-world.ts";
import { CODE, submitted } from "./submitted.ts";
import { channel, openTestNetwork, type TestNetwork } from "./test-network.ts";

const { SIGNATURES, TRANSACTIONS_FILTER } = common.BlockMetadataIndex;

describe("what a block of the channel proves", () => {
  let network: TestNetwork;
  let maker: Gateways;
  let trust: ChannelTrust;
  let position: Position;

  beforeAll(async () => {
    network = await openTestNetwork();
    const world = openSmallWorld(network);
    await world.found();
    maker = connectGateways(network.organisations.find(({ member }) => member === MAKER)!, channel);
    const receipt = await world.declareProduct("PN-PROVED");
    if (!receipt.ok) throw new Error(receipt.error.code);
    position = receipt.value.position;
    expect(await submitted(maker, await world.productEvent("PN-ALONE"), ["MakerMSP"])).toBe(CODE.endorsementPolicy);
    trust = trustOf(await oneBlock(maker.peers[0]!, 0))!;
  });
  afterAll(async () => {
    maker.close();
    await network.close();
  });

  const blockAt = async (number: number) => oneBlock(maker.peers[0]!, number);
  const proved = () => blockAt(position.block!);

  /** The block once more, with one part of its metadata changed. */
  function withMetadata(block: common.Block, index: number, change: (bytes: Uint8Array) => Uint8Array): common.Block {
    const copy = common.Block.deserializeBinary(block.serializeBinary());
    const list = copy.getMetadata()!.getMetadataList_asU8();
    list[index] = change(list[index]!);
    copy.getMetadata()!.setMetadataList(list);
    return copy;
  }

  it("names three organisations that endorse, four orderers of which three must sign", () => {
    expect([...trust.endorsers].sort()).toEqual(["AuditorMSP", "DistributorMSP", "MakerMSP"]);
    expect([trust.orderers.length, trust.consenters.size, trust.quorum]).toEqual([4, 4, 3]);
  });

  it("is shown for an entry as the whole block, which bears its own check", async () => {
    const attested = await network.ledger.attestation(position);
    expect(attested?.kind).toBe("fabric-block");
    const block = common.Block.deserializeBinary(attested!.bytes);
    expect(block.getHeader()!.getNumber()).toBe(position.block);
    expect(() => assertOrdered(block, trust)).not.toThrow();
    expect(endorsementFaults(block, trust, channel.chaincode)).toEqual([]);
    expect(await network.ledger.attestation({ index: 1_000_000 })).toBeUndefined();
  });

  it("is no longer ordered with fewer signatures than a quorum, or with one that is another block's", async () => {
    const block = await proved();
    const only = (count: number) => (bytes: Uint8Array) => {
      const metadata = common.Metadata.deserializeBinary(bytes);
      metadata.setSignaturesList(metadata.getSignaturesList().slice(0, count));
      return metadata.serializeBinary();
    };
    expect(() => assertOrdered(withMetadata(block, SIGNATURES, only(3)), trust)).not.toThrow();
    expect(() => assertOrdered(withMetadata(block, SIGNATURES, only(2)), trust)).toThrow("signed by 2 of the channel");
    // The same signature three times is one orderer's.
    const thrice = withMetadata(block, SIGNATURES, (bytes) => {
      const metadata = common.Metadata.deserializeBinary(bytes);
      const [first] = metadata.getSignaturesList();
      metadata.setSignaturesList([first!, first!, first!]);
      return metadata.serializeBinary();
    });
    expect(() => assertOrdered(thrice, trust)).toThrow("signed by 1 of");
    const other = (await blockAt(position.block! - 1)).getMetadata()!.getMetadataList_asU8()[SIGNATURES]!;
    expect(() =>
      assertOrdered(
        withMetadata(block, SIGNATURES, () => other),
        trust,
      ),
    ).toThrow("signed by 0 of");
  });

  it("shows a peer that calls valid what one organisation alone endorsed", async () => {
    const alone = await lastWith(CODE.endorsementPolicy);
    expect(endorsementFaults(alone, trust, channel.chaincode)).toEqual([]);
    const flipped = withMetadata(alone, TRANSACTIONS_FILTER, (codes) => codes.map(() => CODE.valid));
    expect(endorsementFaults(flipped, trust, channel.chaincode)).toMatchObject([
      { detail: expect.stringContaining("is endorsed by MakerMSP; a majority is 2") },
    ]);
  });

  it("shows an endorser whom the channel does not know, and bytes that hide behind a transaction", async () => {
    const block = await proved();
    const without = { ...trust, authorities: new Map([...trust.authorities].filter(([id]) => id !== "MakerMSP")) };
    expect(endorsementFaults(block, without, channel.chaincode)).toHaveLength(1);
    const glued = common.Block.deserializeBinary(block.serializeBinary());
    const envelopes = glued.getData()!.getDataList_asU8();
    // A field that an envelope does not have: it parses, and everything else stays as it was.
    glued.getData()!.setDataList([Buffer.concat([envelopes[0]!, Buffer.from([0x7a, 0x01, 0x00])])]);
    expect(endorsementFaults(glued, trust, channel.chaincode)).toMatchObject([
      { detail: "bytes stand beside its content" },
    ]);
  });

  it("is not taken from a peer that shows it without its orderers' signatures, and is taken from the next", async () => {
    const [honest] = maker.peers;
    const refused: string[] = [];
    const source = {
      peers: [await withoutSignatures(honest!), honest!],
      chaincode: channel.chaincode,
      verifier: () => blockVerifier(network.database.pool, channel.chaincode),
      onRefused: ({ message }: BlockNotOrdered) => refused.push(message),
    };
    const { rows } = await network.database.pool.query("SELECT hash FROM fabric_block WHERE number = 0");
    const first = { number: 0, hash: String(rows[0].hash) };
    for await (const { number } of followBlocks(source, first, new AbortController().signal)) {
      expect(number).toBe(1);
      break;
    }
    expect(refused).toEqual([expect.stringContaining("Block 1 is signed by 0 of")]);
  });

  it("has left nothing for the audit", async () => {
    expect((await examineBlocks(network.database.pool)).wrong).toEqual([]);
  });

  /** A peer that shows block 0 as it is, and block 1 without signatures. */
  async function withoutSignatures(peer: PeerConnection): Promise<PeerConnection> {
    const shown = [await blockAt(0), withMetadata(await blockAt(1), SIGNATURES, () => new Uint8Array())];
    async function* blocks() {
      yield* shown;
    }
    const liar = {
      getName: () => peer.network.getName(),
      getContract: (name: string) => peer.network.getContract(name),
      getBlockEvents: async () => Object.assign(blocks(), { close() {} }),
    };
    return { ...peer, address: "liar", network: liar as unknown as PeerConnection["network"] };
  }

  async function lastWith(code: number): Promise<common.Block> {
    for (let number = position.block! + 1; ; number++) {
      const block = await blockAt(number);
      if (block.getMetadata()!.getMetadataList_asU8()[TRANSACTIONS_FILTER]?.[0] === code) return block;
    }
  }
});
