import { createHash, sign, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { common, ledger, msp, peer } from "@hyperledger/fabric-protos";
import { beforeAll, describe, expect, it } from "vitest";
import { identityMsp } from "../../../fabric/folders.ts";
import { makeIdentities } from "../../../fabric/identities.ts";
import { type Installation, PEER_ORGANISATIONS } from "../../../fabric/network.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import type { ChannelTrust } from "./channel-trust.ts";
import { CHANNEL, chainOf } from "./made-blocks.ts";
import { endorsementFaults } from "./verify-block.ts";

const MSP_IDS = PEER_ORGANISATIONS.map(({ mspId }) => mspId);
const [OWN, SECOND, THIRD] = MSP_IDS as [string, string, string];

describe("what a block calls valid", () => {
  const installation: Installation = { folder: temporaryFolder("endorsers"), consensus: "BFT", ports: {} };
  let trust: ChannelTrust;
  beforeAll(async () => {
    for (const organisation of PEER_ORGANISATIONS) await makeIdentities(installation, organisation);
    const authorities = MSP_IDS.map((id) => [id, [new X509Certificate(pem(id, "cacerts/ca.pem"))]] as const);
    trust = {
      block: 0,
      endorsers: MSP_IDS,
      orderers: [],
      authorities: new Map(authorities),
      consenters: new Map(),
      quorum: 1,
    };
  });

  function pem(mspId: string, file: string): Buffer {
    const organisation = PEER_ORGANISATIONS.find((one) => one.mspId === mspId)!;
    return readFileSync(join(identityMsp(installation, organisation, "peer"), file));
  }

  function endorsement(mspId: string, answer: Uint8Array): peer.Endorsement {
    const identity = new msp.SerializedIdentity();
    identity.setMspid(mspId);
    identity.setIdBytes(pem(mspId, "signcerts/cert.pem"));
    const endorser = identity.serializeBinary();
    const one = new peer.Endorsement();
    one.setEndorser(endorser);
    one.setSignature(sign("sha256", Buffer.concat([answer, endorser]), pem(mspId, "keystore/key.pem").toString()));
    return one;
  }

  type Made = {
    by: string[];
    writes?: string[];
    policies?: string[];
    beside?: peer.Endorsement[];
    proposal?: string;
    writer?: string;
    signer?: string;
  };

  /** The faults of a block with one transaction that writes these keys, sets these keys' policies, and is endorsed by these. */
  function faultsOf(made: Made): string[] {
    const { by, writes = [`event~${OWN}~1`], policies = [], beside = [], proposal = "own" } = made;
    const { writer = OWN, signer = writer } = made;
    const set = new ledger.rwset.kvrwset.KVRWSet();
    set.setWritesList(
      writes.map((key) => {
        const write = new ledger.rwset.kvrwset.KVWrite();
        write.setKey(key);
        return write;
      }),
    );
    set.setMetadataWritesList(
      policies.map((key) => {
        const write = new ledger.rwset.kvrwset.KVMetadataWrite();
        write.setKey(key);
        return write;
      }),
    );
    const space = new ledger.rwset.NsReadWriteSet();
    space.setNamespace(CHANNEL.chaincode);
    space.setRwset(set.serializeBinary());
    const results = new ledger.rwset.TxReadWriteSet();
    results.setNsRwsetList([space]);
    const outcome = new peer.ChaincodeAction();
    outcome.setResults(results.serializeBinary());

    const [block] = chainOf([Buffer.from("any")]);
    const envelope = common.Envelope.deserializeBinary(block!.getData()!.getDataList_asU8()[0]!);
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
    const header = payload.getHeader()!;
    const creator = new msp.SerializedIdentity();
    creator.setMspid(writer);
    creator.setIdBytes(pem(signer, "signcerts/cert.pem"));
    const signatureHeader = new common.SignatureHeader();
    signatureHeader.setCreator(creator.serializeBinary());
    header.setSignatureHeader(signatureHeader.serializeBinary());
    const response = new peer.ProposalResponsePayload();
    response.setExtension$(outcome.serializeBinary());
    const proposed = [header.getChannelHeader_asU8(), header.getSignatureHeader_asU8(), Buffer.from(proposal)];
    response.setProposalHash(createHash("sha256").update(Buffer.concat(proposed)).digest());
    const answer = response.serializeBinary();
    const endorsed = new peer.ChaincodeEndorsedAction();
    endorsed.setProposalResponsePayload(answer);
    endorsed.setEndorsementsList([...beside, ...by.map((mspId) => endorsement(mspId, answer))]);
    const content = new peer.ChaincodeActionPayload();
    content.setAction(endorsed);
    content.setChaincodeProposalPayload(Buffer.from("own"));
    const action = new peer.TransactionAction();
    action.setPayload(content.serializeBinary());
    const transaction = new peer.Transaction();
    transaction.setActionsList([action]);
    payload.setData(transaction.serializeBinary());
    envelope.setPayload(payload.serializeBinary());
    envelope.setSignature(sign("sha256", envelope.getPayload_asU8(), pem(signer, "keystore/key.pem").toString()));
    block!.getData()!.setDataList([envelope.serializeBinary()]);
    return endorsementFaults(block!, trust, CHANNEL.chaincode).map(({ detail }) => detail);
  }

  it("is endorsed by a majority, the actor's own organisation among them", () => {
    expect(faultsOf({ by: [OWN, SECOND] })).toEqual([]);
    expect(faultsOf({ by: [OWN] })).toEqual([`is endorsed by ${OWN}; a majority is 2`]);
    expect(faultsOf({ by: [OWN, OWN] })).toEqual([`is endorsed by ${OWN}; a majority is 2`]);
    expect(faultsOf({ by: [SECOND, THIRD] })).toEqual([`is not endorsed by ${OWN}, whose event it is`]);
  });

  it("is not spoiled by endorsements beside those that nobody can read", () => {
    const unreadable = new peer.Endorsement();
    unreadable.setEndorser(Uint8Array.of(0x0f));
    const noSignature = endorsement(THIRD, new Uint8Array());
    noSignature.setSignature(Uint8Array.of(1, 2, 3));
    expect(faultsOf({ by: [OWN, SECOND], beside: [unreadable, noSignature] })).toEqual([]);
    expect(faultsOf({ by: [OWN], beside: [unreadable, noSignature] })).toHaveLength(1);
  });

  it("was endorsed for exactly its own proposal", () => {
    expect(faultsOf({ by: [OWN, SECOND], proposal: "another" })).toEqual(["carries endorsements of another proposal"]);
  });

  it("is signed by a writer whom an organisation of the channel issued", () => {
    const by = [OWN, SECOND];
    expect(faultsOf({ by, writer: THIRD })).toEqual([]);
    for (const writer of ["NobodyMSP", ""]) {
      expect(faultsOf({ by, writer, signer: OWN })).toEqual(["is not signed by its writer"]);
    }
    expect(faultsOf({ by, writer: OWN, signer: THIRD })).toEqual(["is not signed by its writer"]);
  });

  it("goes without the actor's own organisation only where it founds the network", () => {
    const by = [SECOND, THIRD];
    const policies = [`actor~${OWN}`];
    const absent = [`is not endorsed by ${OWN}, whose event it is`];
    expect(faultsOf({ by, policies, writes: [`event~${OWN}~1`, "network~"] })).toEqual([]);
    expect(faultsOf({ by, policies })).toEqual(absent);
    expect(faultsOf({ by, writes: [`event~${OWN}~1`, "network~"] })).toEqual(absent);
    expect(faultsOf({ by, policies, writes: [`event~${OWN}~1`, "network~network/1"] })).toEqual(absent);
  });
});
