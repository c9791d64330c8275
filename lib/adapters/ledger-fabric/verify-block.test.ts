import { generateKeyPairSync, sign, type X509Certificate } from "node:crypto";
import { common } from "@hyperledger/fabric-protos";
import { describe, expect, it } from "vitest";
import { BlockRefused } from "./block-refused.ts";
import { type ChannelTrust, trustOf } from "./channel-trust.ts";
import { identityOf, signedBy } from "./identity.ts";
import { CHANNEL, chainOf } from "./made-blocks.ts";
import { readBlock } from "./read-block.ts";
import { assertOrdered, endorsementFaults } from "./verify-block.ts";

/** A field of wire type 7, which protobuf does not have. */
const GARBAGE = Uint8Array.of(0x0f);
const TRUST: ChannelTrust = {
  block: 0,
  endorsers: ["M"],
  orderers: ["O"],
  authorities: new Map(),
  consenters: new Map(),
  quorum: 1,
};
const block = () => chainOf([Buffer.from("an event")])[0]!;

describe("bytes in a block that nobody can read", () => {
  it("are nobody's identity, and a key of another kind has signed nothing", () => {
    expect(identityOf(GARBAGE)).toEqual({ mspId: "", certificate: undefined });
    const message = Buffer.from("message");
    const certificateOf = (publicKey: X509Certificate["publicKey"]) => ({ publicKey }) as X509Certificate;
    const edwards = generateKeyPairSync("ed25519");
    const signature = sign(null, message, edwards.privateKey);
    expect(signedBy(certificateOf(edwards.publicKey), message, signature)).toBe(false);
    const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });
    expect(signedBy(certificateOf(curve.publicKey), message, sign("sha256", message, curve.privateKey))).toBe(true);
  });

  it("configure nothing", () => {
    const unreadable = block();
    unreadable.getData()!.setDataList([GARBAGE]);
    expect(trustOf(unreadable)).toBeUndefined();
  });

  it("are a block that is refused where its signatures stand, so that the next peer is asked", () => {
    const unreadable = block();
    unreadable.getMetadata()!.setMetadataList([GARBAGE]);
    expect(() => assertOrdered(unreadable, TRUST)).toThrow(BlockRefused);
    const one = new common.MetadataSignature();
    one.setSignatureHeader(GARBAGE);
    const metadata = new common.Metadata();
    metadata.setSignaturesList([one]);
    unreadable.getMetadata()!.setMetadataList([metadata.serializeBinary()]);
    expect(() => assertOrdered(unreadable, TRUST)).toThrow("signed by 0 of the channel's orderers");
  });

  it("are a fault where the block calls them valid, and no append", () => {
    const payload = common.Payload.deserializeBinary(
      common.Envelope.deserializeBinary(block().getData()!.getDataList_asU8()[0]!).getPayload_asU8(),
    );
    payload.setData(GARBAGE);
    const envelope = new common.Envelope();
    envelope.setPayload(payload.serializeBinary());
    const unreadable = block();
    unreadable.getData()!.setDataList([envelope.serializeBinary()]);
    expect(readBlock(unreadable, CHANNEL.chaincode).appends).toEqual([]);
    expect(endorsementFaults(unreadable, TRUST, CHANNEL.chaincode)).toEqual([
      { block: 0, transaction: "tx0", detail: "cannot be read", voids: true },
    ]);
  });
});
