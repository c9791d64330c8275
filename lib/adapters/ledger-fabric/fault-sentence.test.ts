import { describe, expect, it } from "vitest";
import { faultSentence } from "./fault-sentence.ts";
import type { Gateways } from "./gateways.ts";

const gateways = { organisation: { mspId: "MakerMSP" }, channel: "c", chaincode: "t" } as Gateways;
const said = (text: string) => faultSentence(new Error(text), { peer: { address: "peer:1" }, gateways });

describe("what a peer's complaint means, where no test network makes one complain so", () => {
  it("names other chaincode behind different results", () => {
    expect(
      said("10 ABORTED: failed to assemble transaction: ProposalResponsePayloads do not match (base64): …"),
    ).toMatch(/^The peers of different organisations came to different results.*Let each compare the label/);
  });

  it("names a peer's certificate for another host", () => {
    expect(said("14 UNAVAILABLE: Hostname/IP does not match certificate's altnames")).toMatch(
      /^The certificate of the peer peer:1 does not carry that name\. Set FABRIC_PEER_HOST_ALIAS/,
    );
  });

  it("names a chaincode service that ended while it was asked", () => {
    expect(
      said("error in simulation: failed to execute transaction 7f: error sending: chaincode stream terminated"),
    ).toMatch(/^The chaincode service beside the peer peer:1 does not run.*Start it/);
  });

  it("passes on words that it does not know, the last of them, with the peer's name and not without end", () => {
    expect(said("10 ABORTED: failed to endorse, see attached details\nthe moon is full")).toBe(
      "The peer peer:1 says: the moon is full",
    );
    expect(said("x".repeat(10_000)).length).toBeLessThan(500);
  });
});
