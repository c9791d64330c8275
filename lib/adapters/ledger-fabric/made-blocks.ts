/** Blocks as a peer shows them, for tests without a network. */
import { createHash } from "node:crypto";
import { common, ledger, peer } from "@hyperledger/fabric-protos";
import type { PeerConnection } from "./gateways.ts";

export const CHANNEL = { channel: "c", chaincode: "truelane" };
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
export function chainOf(values: readonly Uint8Array[]): common.Block[] {
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

/** Changes the id of a block's one transaction, and with it the data hash. */
export function renameTransaction(block: common.Block, id: string): void {
  const envelope = common.Envelope.deserializeBinary(block.getData()!.getDataList_asU8()[0]!);
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const channelHeader = common.ChannelHeader.deserializeBinary(payload.getHeader()!.getChannelHeader_asU8());
  channelHeader.setTxId(id);
  payload.getHeader()!.setChannelHeader(channelHeader.serializeBinary());
  envelope.setPayload(payload.serializeBinary());
  const data = envelope.serializeBinary();
  block.getData()!.setDataList([data]);
  block.getHeader()!.setDataHash(sha256(data));
}

/** A peer that shows the chain from where it is asked; `cut` ends a stream after that many blocks, once for each entry. */
export function peerOver(
  chain: readonly common.Block[],
  cuts: { after: number; fault: Error }[] = [],
  authority = "one",
): PeerConnection {
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
  return { address: "127.0.0.1:1", authority, network } as unknown as PeerConnection;
}
