import { createHash } from "node:crypto";
import { common } from "@hyperledger/fabric-protos";
import { describe, expect, it } from "vitest";
import { CHANNEL, chainOf } from "./made-blocks.ts";
import { isOneEnvelope } from "./one-envelope.ts";
import { readBlock } from "./read-block.ts";
import { assertWhole } from "./verify-block.ts";

/** As an orderer writes it: the payload, then the signature. */
function ordered(text: string): Buffer {
  const [made] = chainOf([Buffer.from(text)]);
  const envelope = common.Envelope.deserializeBinary(made!.getData()!.getDataList_asU8()[0]!);
  envelope.setSignature(Buffer.from(`signed ${text}`));
  return Buffer.from(envelope.serializeBinary());
}
const FIRST = ordered("one");
const SECOND = ordered("two");

/** A block of these entries whose header names the hash that both transactions have one after the other. */
function blockOf(...entries: Uint8Array[]): common.Block {
  const [block] = chainOf([Buffer.from("any")]);
  block!.getData()!.setDataList(entries);
  block!.getMetadata()!.setMetadataList([new Uint8Array(), new Uint8Array(), new Uint8Array(entries.length)]);
  block!.getHeader()!.setDataHash(createHash("sha256").update(FIRST).update(SECOND).digest());
  return block!;
}

describe("an entry of a block", () => {
  it("is one envelope as an orderer writes it, also with a field that an envelope does not have", () => {
    for (const beside of [[], [0x7a, 1, 0], [0x78, 0x81, 0x01], [0x7b, 0x0a, 1, 0, 0x7c], [0x7d, 1, 2, 3, 4]])
      expect(isOneEnvelope(Buffer.concat([FIRST, Buffer.from(beside)]))).toBe(true);
    expect(isOneEnvelope(Buffer.from("bytes that are no envelope at all"))).toBe(true);
  });

  it("is no longer one when two are glued, although the data hash is the same and the first would vanish", () => {
    const glued = blockOf(Buffer.concat([FIRST, SECOND]));
    const { dataHashRight, appends } = readBlock(glued, CHANNEL.chaincode);
    expect(dataHashRight).toBe(true);
    expect(appends.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(["two"]);
    expect(() => assertWhole(glued, dataHashRight)).toThrow("number 0, that is not one transaction");
    const honest = blockOf(FIRST, SECOND);
    expect(readBlock(honest, CHANNEL.chaincode).appends).toHaveLength(2);
    expect(() => assertWhole(honest, readBlock(honest, CHANNEL.chaincode).dataHashRight)).not.toThrow();
  });

  it("is no longer one when it is cut between its fields, whatever the code of the transaction", () => {
    const payload = (bytes: Uint8Array) => {
      const only = new common.Envelope();
      only.setPayload(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
      return only.serializeBinary().length;
    };
    const [one, two] = [payload(FIRST), payload(SECOND)];
    const pieces = [
      FIRST.subarray(0, one),
      Buffer.concat([FIRST.subarray(one), SECOND.subarray(0, two)]),
      SECOND.subarray(two),
    ];
    const cut = blockOf(...pieces);
    cut.getMetadata()!.setMetadataList([new Uint8Array(), new Uint8Array(), Uint8Array.of(10, 10, 10)]);
    expect(readBlock(cut, CHANNEL.chaincode).dataHashRight).toBe(true);
    expect(() => assertWhole(cut, true)).toThrow("number 1, that is not one transaction");
    expect(isOneEnvelope(pieces[2]!)).toBe(false);
  });
});
