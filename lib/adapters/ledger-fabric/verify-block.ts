/** What a block proves by itself against a channel's configuration: who ordered it, and who endorsed what it calls valid (trust.md section 1). */
import { createHash, type X509Certificate } from "node:crypto";
import { common, ledger, peer } from "@hyperledger/fabric-protos";
import { BlockRefused, readable } from "./block-refused.ts";
import type { ChannelTrust } from "./channel-trust.ts";
import { identityOf, isOf, signedBy } from "./identity.ts";
import { isOneEnvelope } from "./one-envelope.ts";
import { appendsOf, headerDer, openEnvelope, TRANSACTIONS_FILTER, transactionIn, VALID } from "./read-block.ts";

/**
 * A transaction that the block calls valid although it must not be; for the audit. `voids`: its event changes nothing, since only
 * validation codes, which nobody signs, say that it is valid. Bytes that stand beside a good transaction take nothing from it.
 */
export type BlockFault = {
  readonly block: number;
  readonly transaction: string;
  readonly detail: string;
  readonly voids: boolean;
};

/** @throws BlockRefused unless a quorum of the channel's orderers signed exactly this header */
export function assertOrdered(block: common.Block, trust: ChannelTrust): void {
  const header = block.getHeader();
  const number = header?.getNumber();
  const metadata = signaturesOf(block);
  if (!header || !metadata) throw new BlockRefused(`Block ${number} carries no orderer's signature.`);
  const der = headerDer(header);
  const signers = new Set<string>();
  for (const one of metadata.getSignaturesList()) {
    // SmartBFT names a consenter of the configuration, Raft shows a certificate.
    const bft = one.getSignatureHeader_asU8().length === 0;
    const named = bft ? one.getIdentifierHeader_asU8() : one.getSignatureHeader_asU8();
    const certificate = readable(() => (bft ? consenterOf(named, trust) : ordererOf(named, trust)));
    if (!certificate) continue;
    const message = Buffer.concat([metadata.getValue_asU8(), named, der]);
    if (signedBy(certificate, message, one.getSignature_asU8())) signers.add(certificate.fingerprint256);
  }
  if (signers.size < trust.quorum)
    throw new BlockRefused(
      `Block ${number} is signed by ${signers.size} of the channel's orderers; ${trust.quorum} must sign.`,
    );
}

/** The number of the configuration under which the block was ordered; it stands in what the orderers signed. */
export function configurationNamed(block: common.Block): number | undefined {
  const value = signaturesOf(block)?.getValue_asU8();
  return value && readable(() => common.OrdererBlockMetadata.deserializeBinary(value).getLastConfig()?.getIndex());
}

/** @throws BlockRefused for content that the header does not name, or that is cut into other entries than were ordered */
export function assertWhole(block: common.Block, dataHashRight: boolean): void {
  const number = block.getHeader()?.getNumber();
  if (!dataHashRight) throw new BlockRefused(`Block ${number} holds another content than its header says.`);
  const at = (block.getData()?.getDataList_asU8() ?? []).findIndex((entry) => !isOneEnvelope(entry));
  if (at >= 0) throw new BlockRefused(`Block ${number} holds an entry, number ${at}, that is not one transaction.`);
}

/** The valid transactions of the chaincode that too few organisations endorsed, that their writer did not sign, that nobody can read, or that hold more bytes than their content. */
export function endorsementFaults(block: common.Block, trust: ChannelTrust, chaincode: string): BlockFault[] {
  const number = block.getHeader()?.getNumber() ?? 0;
  const codes = block.getMetadata()?.getMetadataList_asU8()[TRANSACTIONS_FILTER] ?? new Uint8Array();
  return (block.getData()?.getDataList_asU8() ?? []).flatMap((bytes, at) => {
    if (codes[at] !== VALID) return [];
    const opened = openEnvelope(bytes);
    const transaction = (opened && transactionIn(opened.channelHeader)) || `number ${at}`;
    const fault = (detail: string, voids: boolean) => [{ block: number, transaction, detail, voids }];
    if (!opened) return fault("cannot be read", true);
    if (opened.channelHeader.getType() !== common.HeaderType.ENDORSER_TRANSACTION) return [];
    const endorsed = readable(() => {
      appendsOf(opened, chaincode);
      return endorsedIn(opened.payload, chaincode);
    });
    if (!endorsed) return fault("cannot be read", true);
    const [detail] = endorsed.flatMap((one) => endorsementFault(one, trust) ?? []);
    if (detail !== undefined) return fault(detail, true);
    if (endorsed.length > 0 && !isSignedByItsWriter(bytes, opened.payload, trust))
      return fault("is not signed by its writer", true);
    const same = Buffer.from(common.Envelope.deserializeBinary(bytes).serializeBinary()).equals(bytes);
    return same ? [] : fault("bytes stand beside its content", false);
  });
}

/** MSP ids of the organisations whose peers endorsed what this transaction writes of the chaincode. */
export function endorsersOf(
  block: common.Block,
  transaction: string,
  trust: ChannelTrust,
  chaincode: string,
): readonly string[] {
  const opened = (block.getData()?.getDataList_asU8() ?? [])
    .map(openEnvelope)
    .find((one) => one && transactionIn(one.channelHeader) === transaction);
  const endorsed = (opened && readable(() => endorsedIn(opened.payload, chaincode))) ?? [];
  return [...new Set(endorsed.flatMap((one) => [...endorsersIn(one, trust)]))];
}

/** Whoever sent it: somebody of an organisation of the channel, as which kind of member is the peers' to judge. */
function isSignedByItsWriter(entry: Uint8Array, payload: common.Payload, trust: ChannelTrust): boolean {
  const envelope = common.Envelope.deserializeBinary(entry);
  const writer = readable(() =>
    common.SignatureHeader.deserializeBinary(payload.getHeader()?.getSignatureHeader_asU8() ?? new Uint8Array()),
  );
  const { mspId, certificate } = identityOf(writer?.getCreator_asU8() ?? new Uint8Array());
  return (
    isOf(certificate, mspId, "anybody", trust) &&
    signedBy(certificate, envelope.getPayload_asU8(), envelope.getSignature_asU8())
  );
}

/** `actors`: the organisations in whose name events are written. */
type Endorsed = {
  readonly answer: Uint8Array;
  readonly ofThisProposal: boolean;
  readonly endorsements: readonly peer.Endorsement[];
  readonly actors: readonly string[];
};

/** The actions that write something of the chaincode. Throws where the bytes are of another form. */
function endorsedIn(payload: common.Payload, chaincode: string): Endorsed[] {
  const actions = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  return actions.flatMap((action) => {
    const content = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
    const endorsed = content.getAction();
    const answer = endorsed?.getProposalResponsePayload_asU8() ?? new Uint8Array();
    const response = peer.ProposalResponsePayload.deserializeBinary(answer);
    const actors = actorsIn(response, chaincode);
    if (!actors) return [];
    const proposal = createHash("sha256")
      .update(payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array())
      .update(payload.getHeader()?.getSignatureHeader_asU8() ?? new Uint8Array())
      .update(content.getChaincodeProposalPayload_asU8())
      .digest();
    const ofThisProposal = proposal.equals(response.getProposalHash_asU8());
    return [{ answer, ofThisProposal, endorsements: endorsed?.getEndorsementsList() ?? [], actors }];
  });
}

function endorsersIn({ answer, endorsements }: Endorsed, trust: ChannelTrust): ReadonlySet<string> {
  const by = new Set<string>();
  for (const one of endorsements) {
    const endorser = one.getEndorser_asU8();
    const { mspId, certificate } = identityOf(endorser);
    if (!trust.endorsers.includes(mspId) || !isOf(certificate, mspId, "peer", trust)) continue;
    if (signedBy(certificate, Buffer.concat([answer, endorser]), one.getSignature_asU8())) by.add(mspId);
  }
  return by;
}

function endorsementFault(endorsed: Endorsed, trust: ChannelTrust): string | undefined {
  const { ofThisProposal, actors } = endorsed;
  if (!ofThisProposal) return "carries endorsements of another proposal";
  const by = endorsersIn(endorsed, trust);
  const majority = Math.floor(trust.endorsers.length / 2) + 1;
  const absent = actors.filter((mspId) => !by.has(mspId));
  if (by.size < majority) return `is endorsed by ${[...by].join(", ") || "nobody"}; a majority is ${majority}`;
  return absent.length > 0 ? `is not endorsed by ${absent.join(", ")}, whose event it is` : undefined;
}

/** The key under which the contract keeps which network this channel has. */
const NETWORK_KEY = "network~";

/**
 * The organisations in whose name events are written, or nothing where the chaincode writes none. Only the founder's own has no
 * policy yet: everybody who is admitted later is admitted by somebody who has one.
 */
function actorsIn(response: peer.ProposalResponsePayload, chaincode: string): string[] | undefined {
  const results = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8()).getResults_asU8();
  const sets = ledger.rwset.TxReadWriteSet.deserializeBinary(results)
    .getNsRwsetList()
    .filter((set) => set.getNamespace() === chaincode)
    .map((set) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()));
  const written = sets.flatMap((set) => set.getWritesList().map((write) => write.getKey()));
  if (written.length === 0) return undefined;
  const founds = written.includes(NETWORK_KEY);
  const given = new Set(sets.flatMap((set) => set.getMetadataWritesList().map((write) => write.getKey())));
  return written
    .map((key) => key.split("~"))
    .filter(([kind, mspId]) => kind === "event" && mspId && !(founds && given.has(`actor~${mspId}`)))
    .map(([, mspId]) => mspId!);
}

function signaturesOf(block: common.Block): common.Metadata | undefined {
  const bytes = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.SIGNATURES];
  return bytes && readable(() => common.Metadata.deserializeBinary(bytes));
}

function consenterOf(header: Uint8Array, { consenters }: ChannelTrust): X509Certificate | undefined {
  return consenters.get(common.IdentifierHeader.deserializeBinary(header).getIdentifier());
}

function ordererOf(header: Uint8Array, trust: ChannelTrust): X509Certificate | undefined {
  // A BFT channel takes no certificate that a block brings along.
  if (trust.consenters.size > 0) return undefined;
  const { mspId, certificate } = identityOf(common.SignatureHeader.deserializeBinary(header).getCreator_asU8());
  return trust.orderers.includes(mspId) && isOf(certificate, mspId, "orderer", trust) ? certificate : undefined;
}
