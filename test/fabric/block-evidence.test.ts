import { sign } from "node:crypto";
import { common, peer as protos } from "@hyperledger/fabric-protos";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blockOfEntry } from "../../lib/adapters/ledger-fabric/block-of-entry.ts";
import type { BlockRefused } from "../../lib/adapters/ledger-fabric/block-refused.ts";
import { blockVerifier, oneBlock } from "../../lib/adapters/ledger-fabric/block-verifier.ts";
import { type ChannelTrust, trustOf } from "../../lib/adapters/ledger-fabric/channel-trust.ts";
import { examineBlocks } from "../../lib/adapters/ledger-fabric/examine-blocks.ts";
import { followBlocks } from "../../lib/adapters/ledger-fabric/follow-blocks.ts";
import { connectGateways, type Gateways, type PeerConnection } from "../../lib/adapters/ledger-fabric/gateways.ts";
import { readBlock } from "../../lib/adapters/ledger-fabric/read-block.ts";
import { assertOrdered, configurationNamed, endorsementFaults } from "../../lib/adapters/ledger-fabric/verify-block.ts";
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
    const shown = await blockOfEntry(network.database.pool, maker, position.index);
    expect(shown).toMatchObject({ number: position.block, transaction: position.transaction, orderers: 3 });
    expect(shown!.endorsedBy).toContain("MakerMSP");
    expect(shown!.endorsedBy.length).toBeGreaterThanOrEqual(2);
    const block = common.Block.deserializeBinary(shown!.bytes);
    expect(block.getHeader()!.getNumber()).toBe(position.block);
    expect(() => assertOrdered(block, trust)).not.toThrow();
    expect(endorsementFaults(block, trust, channel.chaincode)).toEqual([]);
    expect(await blockOfEntry(network.database.pool, maker, 1_000_000)).toBeUndefined();
  });

  it("names the configuration under which it was ordered, among what the orderers signed", async () => {
    const block = await proved();
    expect(configurationNamed(block)).toBe(0);
    const named = withMetadata(block, SIGNATURES, (bytes) => {
      const metadata = common.Metadata.deserializeBinary(bytes);
      const value = common.OrdererBlockMetadata.deserializeBinary(metadata.getValue_asU8());
      value.getLastConfig()!.setIndex(1);
      metadata.setValue(value.serializeBinary());
      return metadata.serializeBinary();
    });
    expect(() => assertOrdered(named, trust)).toThrow("signed by 0 of");
  });

  it("is shown for an entry only where it stands as valid, by the next peer where one says otherwise", async () => {
    const [honest] = maker.peers;
    const hiding = showing(
      honest!,
      withMetadata(await proved(), TRANSACTIONS_FILTER, (codes) => codes.map(() => 11)),
    );
    const asked = (...peers: PeerConnection[]) =>
      blockOfEntry(network.database.pool, { peers, chaincode: channel.chaincode }, position.index);
    expect((await asked(hiding, honest!))?.number).toBe(position.block);
    await expect(asked(hiding)).rejects.toMatchObject({
      name: "BlockRefused",
      message: expect.stringContaining("as a valid entry"),
    });
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

  it("is not spoiled by an endorsement that nobody can read, and shows endorsements of another proposal", async () => {
    const unreadable = new protos.Endorsement();
    unreadable.setEndorser(Uint8Array.of(0x0f));
    const spoiled = withTransaction(await proved(), (payload) => {
      const transaction = protos.Transaction.deserializeBinary(payload.getData_asU8());
      const [action] = transaction.getActionsList();
      const content = protos.ChaincodeActionPayload.deserializeBinary(action!.getPayload_asU8());
      const endorsements = content.getAction()!.getEndorsementsList();
      content.getAction()!.setEndorsementsList([unreadable, ...endorsements]);
      action!.setPayload(content.serializeBinary());
      payload.setData(transaction.serializeBinary());
    });
    expect(endorsementFaults(spoiled, trust, channel.chaincode)).toEqual([]);
    const moved = withTransaction(await proved(), (payload) => {
      const header = common.ChannelHeader.deserializeBinary(payload.getHeader()!.getChannelHeader_asU8());
      header.setTxId("another");
      payload.getHeader()!.setChannelHeader(header.serializeBinary());
    });
    expect(endorsementFaults(moved, trust, channel.chaincode)).toMatchObject([
      { transaction: "another", detail: "carries endorsements of another proposal", voids: true },
    ]);
  });

  it("shows a transaction that its writer did not sign, or whose writer the channel does not know", async () => {
    const block = await proved();
    const unsigned = [{ detail: "is not signed by its writer", voids: true }];
    const envelope = (change: (one: common.Envelope) => void) => {
      const copy = common.Block.deserializeBinary(block.serializeBinary());
      const [first, ...others] = copy.getData()!.getDataList_asU8();
      const one = common.Envelope.deserializeBinary(first!);
      change(one);
      copy.getData()!.setDataList([one.serializeBinary(), ...others]);
      return copy;
    };
    const { key } = network.organisations.find(({ mspId }) => mspId === "DistributorMSP")!;
    for (const changed of [
      envelope((one) => one.setSignature(new Uint8Array())),
      envelope((one) => one.setSignature(sign("sha256", one.getPayload_asU8(), key))),
    ])
      expect(endorsementFaults(changed, trust, channel.chaincode)).toMatchObject(unsigned);
    expect(
      endorsementFaults(
        envelope((one) => one.setSignature(sign("sha256", one.getPayload_asU8(), maker.organisation.key))),
        trust,
        channel.chaincode,
      ),
    ).toEqual([]);
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
      { detail: "bytes stand beside its content", voids: false },
    ]);
  });

  it("is not taken from a peer that shows it without its orderers' signatures, and is taken from the next", async () => {
    const [honest] = maker.peers;
    const refused: string[] = [];
    const source = {
      peers: [await withoutSignatures(honest!), honest!],
      chaincode: channel.chaincode,
      verifier: () => blockVerifier(network.database.pool, channel.chaincode),
      onRefused: ({ message }: BlockRefused) => refused.push(message),
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

  it("is no evidence of an entry that too few endorsed", async () => {
    const alone = await lastWith(CODE.endorsementPolicy);
    const flipped = withMetadata(alone, TRANSACTIONS_FILTER, (codes) => codes.map(() => CODE.valid));
    const { number, appends } = readBlock(flipped, channel.chaincode);
    const { transaction, bytes } = appends[0]!;
    const index = 900_000;
    await network.database.pool.query(
      `INSERT INTO ledger_entry (log_index, event_id, event_hash, bytes, entry, committed_at, block, transaction)
       VALUES ($1, 'alone', 'alone', $2, $5, '', $3, $4)`,
      [index, Buffer.from(bytes).toString(), number, transaction, Buffer.alloc(64)],
    );
    const peers = [showing(maker.peers[0]!, flipped)];
    const asked = blockOfEntry(network.database.pool, { peers, chaincode: channel.chaincode }, index);
    await expect(asked).rejects.toMatchObject({ name: "EntryNotEndorsed" });
  });

  /** The block once more, with its first transaction changed, and signed by the maker. */
  function withTransaction(block: common.Block, change: (payload: common.Payload) => void): common.Block {
    const copy = common.Block.deserializeBinary(block.serializeBinary());
    const [first, ...others] = copy.getData()!.getDataList_asU8();
    const envelope = common.Envelope.deserializeBinary(first!);
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
    change(payload);
    envelope.setPayload(payload.serializeBinary());
    const { key } = maker.organisation;
    envelope.setSignature(sign("sha256", envelope.getPayload_asU8(), key));
    copy.getData()!.setDataList([envelope.serializeBinary(), ...others]);
    return copy;
  }

  /** A peer that answers with this block when it is asked for it, and with the truth otherwise. */
  function showing(peer: PeerConnection, block: common.Block): PeerConnection {
    const question = peer.network.getContract("qscc");
    const asked = String(block.getHeader()!.getNumber());
    const liar = {
      getName: () => peer.network.getName(),
      getContract: () => ({
        evaluateTransaction: async (name: string, ...words: string[]) =>
          words[1] === asked ? block.serializeBinary() : question.evaluateTransaction(name, ...words),
      }),
    };
    return { ...peer, address: "liar", network: liar as unknown as PeerConnection["network"] };
  }

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
