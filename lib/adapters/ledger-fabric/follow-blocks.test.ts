import { createHash } from "node:crypto";
import { GatewayError } from "@hyperledger/fabric-gateway";
import { common, ledger, peer } from "@hyperledger/fabric-protos";
import { describe, expect, it } from "vitest";
import { foundedBook } from "../../../test/model/book.ts";
import { eventBytes } from "../../domain/event/event-bytes.ts";
import type { Position } from "../../ports/ledger.ts";
import { type BrokenAppend, followBlocks } from "./follow-blocks.ts";
import type { Gateways } from "./gateways.ts";

const signatures = [{ certificate: "AAAA", signature: "A".repeat(86) }];
const EVENTS = foundedBook().events.map((event) => eventBytes({ ...event, signatures }));
const NONSENSE = Buffer.from("not an event");
const CHANNEL = { channel: "c", chaincode: "truelane" };
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

/** A valid transaction `tx{id}` of the contract that wrote this value under an event's key. */
function envelope(value: Uint8Array, id: number): Uint8Array {
  const write = new ledger.rwset.kvrwset.KVWrite();
  write.setKey(`event~M~${id}`);
  write.setValue(value);
  const writes = new ledger.rwset.kvrwset.KVRWSet();
  writes.setWritesList([write]);
  const space = new ledger.rwset.NsReadWriteSet();
  space.setNamespace(CHANNEL.chaincode);
  space.setRwset(writes.serializeBinary());
  const results = new ledger.rwset.TxReadWriteSet();
  results.setNsRwsetList([space]);
  const chaincodeAction = new peer.ChaincodeAction();
  chaincodeAction.setResults(results.serializeBinary());
  const response = new peer.ProposalResponsePayload();
  response.setExtension$(chaincodeAction.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response.serializeBinary());
  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setAction(endorsed);
  const action = new peer.TransactionAction();
  action.setPayload(actionPayload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList([action]);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTxId(`tx${id}`);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(transaction.serializeBinary());
  const whole = new common.Envelope();
  whole.setPayload(payload.serializeBinary());
  return whole.serializeBinary();
}

/** One block for each value, tied by hash as a peer ties them. */
function chainOf(values: readonly Uint8Array[]): common.Block[] {
  let previous: Buffer = Buffer.alloc(0);
  return values.map((value, number) => {
    const data = envelope(value, number);
    const dataHash = sha256(data);
    const header = new common.BlockHeader();
    header.setNumber(number);
    header.setPreviousHash(previous);
    header.setDataHash(dataHash);
    const der = Buffer.concat([
      Buffer.from([2, 1, number, 4, previous.length]),
      previous,
      Buffer.from([4, dataHash.length]),
      dataHash,
    ]);
    previous = sha256(Buffer.concat([Buffer.from([0x30, der.length]), der]));
    const blockData = new common.BlockData();
    blockData.setDataList([data]);
    const metadata = new common.BlockMetadata();
    metadata.setMetadataList([new Uint8Array(), new Uint8Array(), Uint8Array.of(0)]);
    const block = new common.Block();
    block.setHeader(header);
    block.setData(blockData);
    block.setMetadata(metadata);
    return block;
  });
}

/** A peer that shows the chain from where it is asked; `cut` ends a stream after that many blocks, once for each entry. */
function peersOver(chain: readonly common.Block[], cuts: { after: number; fault: Error }[] = []): Gateways {
  const network = {
    async getBlockEvents({ startBlock }: { startBlock: bigint }) {
      const cut = cuts.shift();
      const closed = Promise.withResolvers<void>();
      async function* blocks() {
        for (const [at, block] of chain.slice(Number(startBlock)).entries()) {
          if (cut?.after === at) throw cut.fault;
          yield block;
        }
        await closed.promise;
      }
      return Object.assign(blocks(), { close: () => closed.resolve() });
    },
  };
  return { peers: [{ network }] } as unknown as Gateways;
}

async function follow(gateways: Gateways, count: number, after?: Position) {
  const broken: BrokenAppend[] = [];
  const stop = new AbortController();
  const seen: { index: number; transaction: string | undefined }[] = [];
  for await (const { position } of followBlocks(gateways, CHANNEL, after, stop.signal, (one) => broken.push(one))) {
    seen.push({ index: position.index, transaction: position.transaction });
    if (seen.length === count) stop.abort();
  }
  return { seen, broken };
}

describe("a block stream", () => {
  it("numbers what it can read, and reports what nobody can", async () => {
    const { seen, broken } = await follow(peersOver(chainOf([EVENTS[0]!, NONSENSE, EVENTS[1]!])), 2);
    expect(seen).toEqual([
      { index: 0, transaction: "tx0" },
      { index: 1, transaction: "tx2" },
    ]);
    expect(broken).toMatchObject([{ block: 1, transaction: "tx1" }]);
  });

  it("gives the same numbers to who comes back later", async () => {
    const chain = chainOf([EVENTS[0]!, NONSENSE, EVENTS[1]!, EVENTS[2]!]);
    const later = await follow(peersOver(chain), 2, { index: 0, block: 0, transaction: "tx0" });
    const byIndex = await follow(peersOver(chain), 2, { index: 0 });
    expect(later.seen).toEqual([
      { index: 1, transaction: "tx2" },
      { index: 2, transaction: "tx3" },
    ]);
    expect(byIndex.seen).toEqual(later.seen);
  });

  it("goes on where a peer stopped answering, and reports nothing twice", async () => {
    const gone: unknown = Object.assign(Object.create(GatewayError.prototype), {
      code: 14,
      details: [],
      message: "gone",
    });
    const cuts = [
      { after: 2, fault: gone as GatewayError },
      { after: 1, fault: new Error("Unexpected status response: 503") },
    ];
    const { seen, broken } = await follow(peersOver(chainOf([EVENTS[0]!, NONSENSE, EVENTS[1]!]), cuts), 2);
    expect(seen.map(({ index }) => index)).toEqual([0, 1]);
    expect(broken).toHaveLength(1);
  });

  it("ends with a fault that is no peer's silence, instead of trying in silence for ever", async () => {
    const cuts = [{ after: 1, fault: new TypeError("a mistake of ours") }];
    await expect(follow(peersOver(chainOf(EVENTS), cuts), 3)).rejects.toThrow("a mistake of ours");
    const headless = peersOver([new common.Block()]);
    await expect(follow(headless, 1)).rejects.toThrow("without header or data");
  });
});
