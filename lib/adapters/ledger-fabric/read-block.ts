/** A block as the ledger's follower needs it: our valid appends in order, and the hashes that tie it to its neighbours. */
import { createHash } from "node:crypto";
import { common, ledger, peer } from "@hyperledger/fabric-protos";
import { BlockRefused, readable } from "./block-refused.ts";
import { toTime } from "./block-time.ts";

export type Append = { readonly transaction: string; readonly time: string; readonly bytes: Uint8Array };
/** Fabric's validation code of a transaction, whoever made it; 0 is VALID. */
export type Outcome = { readonly transaction: string; readonly code: number };
export type BlockOfAppends = {
  readonly number: number;
  /** SHA-256 over the header's DER: what the next block names as its previous hash. */
  readonly hash: string;
  readonly previousHash: string;
  readonly dataHashRight: boolean;
  readonly appends: readonly Append[];
  readonly outcomes: readonly Outcome[];
};

export const VALID = 0;
const NOT_VALIDATED = 254;
/** Index of the validation codes among the block's metadata (common.proto, BlockMetadataIndex). */
export const TRANSACTIONS_FILTER = 2;

/**
 * @param chaincode only its VALID transactions that create a key `event~…` are appends
 * @throws BlockRefused for what has no header or no data
 */
export function readBlock(block: common.Block, chaincode: string): BlockOfAppends {
  const header = block.getHeader();
  const data = block.getData();
  if (!header || !data) throw new BlockRefused("A block came without header or data.");
  const envelopes = data.getDataList_asU8();
  const codes = block.getMetadata()?.getMetadataList_asU8()[TRANSACTIONS_FILTER] ?? new Uint8Array();
  return {
    number: header.getNumber(),
    hash: sha256(headerDer(header)),
    previousHash: Buffer.from(header.getPreviousHash_asU8()).toString("hex"),
    dataHashRight: sha256(...envelopes) === Buffer.from(header.getDataHash_asU8()).toString("hex"),
    ...contentsOf(envelopes, codes, chaincode),
  };
}

type Opened = { readonly payload: common.Payload; readonly channelHeader: common.ChannelHeader };

/** Whoever orders may put bytes into a block that are no envelope: peers mark them invalid, and they must not stop a reader. */
export function openEnvelope(bytes: Uint8Array): Opened | undefined {
  return readable(() => {
    const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
    const header = payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array();
    return { payload, channelHeader: common.ChannelHeader.deserializeBinary(header) };
  });
}

function contentsOf(
  envelopes: readonly Uint8Array[],
  codes: Uint8Array,
  chaincode: string,
): { appends: Append[]; outcomes: Outcome[] } {
  const opened = envelopes.map(openEnvelope);
  return {
    // A valid one that nobody can read is a fault of its own (verify-block.ts).
    appends: opened.flatMap((one, index) =>
      one && codes[index] === VALID ? (readable(() => appendsOf(one, chaincode)) ?? []) : [],
    ),
    outcomes: opened.flatMap((one, index) =>
      one ? [{ transaction: transactionIn(one.channelHeader), code: codes[index] ?? NOT_VALIDATED }] : [],
    ),
  };
}

/** Its id as its writer put it, who may have put anything; a row takes no NUL. */
export function transactionIn(header: common.ChannelHeader): string {
  return header.getTxId().replaceAll("\0", "\ufffd");
}

/** Throws where the bytes are of another form. */
export function appendsOf({ payload, channelHeader }: Opened, chaincode: string): Append[] {
  if (channelHeader.getType() !== common.HeaderType.ENDORSER_TRANSACTION) return [];
  const stamp = channelHeader.getTimestamp();
  const time = toTime({ seconds: stamp?.getSeconds() ?? 0, nanos: stamp?.getNanos() ?? 0 });
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  return transaction.getActionsList().flatMap((action) =>
    writesOf(action.getPayload_asU8(), chaincode)
      .filter((write) => write.getKey().startsWith("event~") && !write.getIsDelete())
      .map((write) => ({ transaction: transactionIn(channelHeader), time, bytes: write.getValue_asU8() })),
  );
}

function writesOf(actionPayload: Uint8Array, chaincode: string): ledger.rwset.kvrwset.KVWrite[] {
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(actionPayload)
    .getAction()
    ?.getProposalResponsePayload_asU8();
  const response = peer.ProposalResponsePayload.deserializeBinary(endorsed ?? new Uint8Array());
  const results = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8()).getResults_asU8();
  return ledger.rwset.TxReadWriteSet.deserializeBinary(results)
    .getNsRwsetList()
    .filter((set) => set.getNamespace() === chaincode)
    .flatMap((set) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()).getWritesList());
}

/** SEQUENCE { INTEGER number, OCTET STRING previous, OCTET STRING data }: the header is hashed as DER, not as protobuf. */
export function headerDer(header: common.BlockHeader): Uint8Array {
  const digits = header.getNumber().toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  const number = Buffer.from(Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even, "hex");
  const body = Buffer.concat([
    tagged(0x02, number),
    tagged(0x04, header.getPreviousHash_asU8()),
    tagged(0x04, header.getDataHash_asU8()),
  ]);
  return tagged(0x30, body);
}

/** Short lengths only: nothing in a header is longer than 127 bytes. */
function tagged(tag: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag, bytes.length]), bytes]);
}

function sha256(...parts: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
