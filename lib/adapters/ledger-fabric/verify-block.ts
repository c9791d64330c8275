/** What a block proves by itself against a channel's configuration: who ordered it, and who endorsed what it calls valid (trust.md section 1). */
import { verify, X509Certificate } from "node:crypto";
import { common, ledger, msp, peer } from "@hyperledger/fabric-protos";
import type { ChannelTrust } from "./channel-trust.ts";
import { headerDer, openEnvelope, TRANSACTIONS_FILTER, VALID } from "./read-block.ts";

/** Nobody entitled has signed the block as it is: it is not taken from this peer. */
export class BlockNotOrdered extends Error {
  override name = "BlockNotOrdered";
}

/** A transaction that the block calls valid although it must not be; for the audit. */
export type BlockFault = { readonly block: number; readonly transaction: string; readonly detail: string };

/** @throws BlockNotOrdered unless a quorum of the channel's orderers signed exactly this header */
export function assertOrdered(block: common.Block, trust: ChannelTrust): void {
  const header = block.getHeader();
  const number = header?.getNumber();
  const bytes = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.SIGNATURES];
  if (!header || !bytes) throw new BlockNotOrdered(`Block ${number} carries no orderer's signature.`);
  const metadata = common.Metadata.deserializeBinary(bytes);
  const der = headerDer(header);
  const signers = new Set<string>();
  for (const one of metadata.getSignaturesList()) {
    // SmartBFT names a consenter of the configuration, Raft shows a certificate.
    const bft = one.getSignatureHeader_asU8().length === 0;
    const named = bft ? one.getIdentifierHeader_asU8() : one.getSignatureHeader_asU8();
    const certificate = bft ? consenterOf(named, trust) : ordererOf(named, trust);
    if (!certificate) continue;
    const message = Buffer.concat([metadata.getValue_asU8(), named, der]);
    if (signedBy(certificate, message, one.getSignature_asU8())) signers.add(certificate.fingerprint256);
  }
  if (signers.size < trust.quorum)
    throw new BlockNotOrdered(
      `Block ${number} is signed by ${signers.size} of the channel's orderers; ${trust.quorum} must sign.`,
    );
}

/** The valid transactions of the chaincode that too few organisations endorsed, or that hold more bytes than their content. */
export function endorsementFaults(block: common.Block, trust: ChannelTrust, chaincode: string): BlockFault[] {
  const number = block.getHeader()?.getNumber() ?? 0;
  const codes = block.getMetadata()?.getMetadataList_asU8()[TRANSACTIONS_FILTER] ?? new Uint8Array();
  return (block.getData()?.getDataList_asU8() ?? []).flatMap((bytes, at) => {
    const opened = codes[at] === VALID ? openEnvelope(bytes) : undefined;
    if (opened?.channelHeader.getType() !== common.HeaderType.ENDORSER_TRANSACTION) return [];
    const fault = (detail: string) => [{ block: number, transaction: opened.channelHeader.getTxId(), detail }];
    const same = Buffer.from(common.Envelope.deserializeBinary(bytes).serializeBinary()).equals(bytes);
    if (!same) return fault("bytes stand beside its content");
    const actions = peer.Transaction.deserializeBinary(opened.payload.getData_asU8()).getActionsList();
    const details = actions.flatMap((action) => {
      const payload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
      return endorsementFault(payload, trust, chaincode) ?? [];
    });
    return details.flatMap(fault);
  });
}

function endorsementFault(
  payload: peer.ChaincodeActionPayload,
  trust: ChannelTrust,
  chaincode: string,
): string | undefined {
  const endorsed = payload.getAction();
  const answer = endorsed?.getProposalResponsePayload_asU8() ?? new Uint8Array();
  const needed = actorsIn(answer, chaincode);
  if (!needed) return undefined;
  const by = new Set<string>();
  for (const one of endorsed?.getEndorsementsList() ?? []) {
    const endorser = one.getEndorser_asU8();
    const { mspId, certificate } = identityOf(endorser);
    if (!trust.endorsers.includes(mspId) || !isOf(certificate, mspId, "peer", trust)) continue;
    if (signedBy(certificate, Buffer.concat([answer, endorser]), one.getSignature_asU8())) by.add(mspId);
  }
  const majority = Math.floor(trust.endorsers.length / 2) + 1;
  const absent = needed.filter((mspId) => !by.has(mspId));
  if (by.size < majority) return `is endorsed by ${[...by].join(", ") || "nobody"}; a majority is ${majority}`;
  return absent.length > 0 ? `is not endorsed by ${absent.join(", ")}, whose event it is` : undefined;
}

/** The organisations in whose name events are written, or nothing where the chaincode writes none. Whom the event itself admits has no policy yet. */
function actorsIn(answer: Uint8Array, chaincode: string): string[] | undefined {
  const extension = peer.ProposalResponsePayload.deserializeBinary(answer).getExtension_asU8();
  const results = peer.ChaincodeAction.deserializeBinary(extension).getResults_asU8();
  const sets = ledger.rwset.TxReadWriteSet.deserializeBinary(results)
    .getNsRwsetList()
    .filter((set) => set.getNamespace() === chaincode)
    .map((set) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()));
  if (sets.every((set) => set.getWritesList().length === 0)) return undefined;
  const admitted = new Set(sets.flatMap((set) => set.getMetadataWritesList().map((write) => write.getKey())));
  return sets
    .flatMap((set) => set.getWritesList().map((write) => write.getKey().split("~")))
    .flatMap(([kind, mspId]) => (kind === "event" && mspId && !admitted.has(`actor~${mspId}`) ? [mspId] : []));
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

type Identity = { readonly mspId: string; readonly certificate: X509Certificate | undefined };
const known = new Map<string, Identity>();
const MOST_KNOWN = 1000;

/** The same few identities stand in every block. */
function identityOf(bytes: Uint8Array): Identity {
  const key = Buffer.from(bytes).toString("latin1");
  const found = known.get(key);
  if (found) return found;
  const read = msp.SerializedIdentity.deserializeBinary(bytes);
  const identity = { mspId: read.getMspid(), certificate: certificateOf(read.getIdBytes_asU8()) };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, identity);
  return identity;
}

function certificateOf(pem: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

const members = new WeakMap<ChannelTrust, Map<string, boolean>>();

/** Issued by that organisation's authority, with that part in its network. Dates are for those who were there: a block outlives its signers' certificates. */
function isOf(
  certificate: X509Certificate | undefined,
  mspId: string,
  part: "peer" | "orderer",
  trust: ChannelTrust,
): certificate is X509Certificate {
  if (!certificate) return false;
  const answers = members.get(trust) ?? new Map<string, boolean>();
  members.set(trust, answers);
  const key = `${mspId} ${part} ${certificate.fingerprint256}`;
  const before = answers.get(key);
  if (before !== undefined) return before;
  const issued = (trust.authorities.get(mspId) ?? []).some(
    (authority) => certificate.checkIssued(authority) && certificate.verify(authority.publicKey),
  );
  const answer = issued && certificate.subject.split("\n").includes(`OU=${part}`);
  answers.set(key, answer);
  return answer;
}

function signedBy({ publicKey }: X509Certificate, message: Uint8Array, signature: Uint8Array): boolean {
  return verify("sha256", message, publicKey, signature);
}
