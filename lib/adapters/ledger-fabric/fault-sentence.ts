/** What a peer's complaint about us means, in one sentence that names the thing and the next step. */
import { status } from "@grpc/grpc-js";
import { GatewayError } from "@hyperledger/fabric-gateway";
import type { Gateways, PeerConnection } from "./gateways.ts";
import { messageOf } from "./refusal-of.ts";

type Asked = {
  readonly peer: Pick<PeerConnection, "address">;
  readonly gateways: Pick<Gateways, "organisation" | "channel" | "chaincode">;
};

/** Reads the words of Fabric 3.1; what it does not know it passes on with the peer's name before it. */
export function faultSentence(fault: unknown, { peer: { address }, gateways }: Asked): string {
  const { organisation, channel, chaincode } = gateways;
  const { mspId } = organisation;
  const said = messageOf(fault);
  const code = fault instanceof GatewayError ? fault.code : undefined;
  if (/could not launch chaincode|chaincode .* is not running|chaincode stream terminated/i.test(said))
    return `The chaincode service beside the peer ${endorserOf(fault) ?? address} does not run, so nothing can be endorsed there. Start it (npm run fabric:up), and look at its log if it ends again.`;
  if (/certificate has expired|CERT_HAS_EXPIRED/i.test(said))
    return `The peer ${address} shows an expired TLS certificate. Renew it at its organisation, then restart the peer.`;
  if (/unable to verify|self.signed|UNABLE_TO|SELF_SIGNED|unknown authority/i.test(said))
    return `The peer ${address} shows a certificate that its authority in FABRIC_TLS_CA did not issue. Take the TLS authority of that peer's organisation.`;
  if (/Hostname\/IP does not match|ERR_TLS_CERT_ALTNAME/i.test(said))
    return `The certificate of the peer ${address} does not carry that name. Set FABRIC_PEER_HOST_ALIAS to a name that it carries.`;
  if (/expired|not valid at|outside (?:of )?(?:its )?validity/i.test(said))
    return `The certificate of ${mspId} in FABRIC_CERT has expired. Get a new one from its certificate authority.`;
  if (/creator org unknown|MSP .* (?:is unknown|not found)|creator is malformed/i.test(said))
    return `The peer ${address} does not take FABRIC_CERT for ${mspId}. Set FABRIC_MSP_ID to the organisation that issued it, or have the channel admit that organisation.`;
  if (/access denied/i.test(said))
    return `The peer ${address} denies ${mspId} access to channel ${channel}. FABRIC_CERT and FABRIC_KEY must belong together and to ${mspId}, which must be a member of the channel.`;
  if (
    /failed to get config for channel|channel .*(?:not found|does not exist)|no such channel|invalid channel|Failed to get (?:ledger|channel)|NOT_FOUND/i.test(
      said,
    )
  )
    return `The peer ${address} has not joined channel ${channel}. Join it (npm run fabric:up does), or set FABRIC_CHANNEL to the right one.`;
  if (
    /chaincode .*(?:not found|not installed|could not be found)|namespace .* is not defined|no peers available to evaluate|No metadata was found for chaincode|make sure the chaincode|no chaincode/i.test(
      said,
    )
  )
    return `The chaincode ${chaincode} is not approved and committed on channel ${channel}, or not installed on ${address}. Run npm run fabric:up, or have the organisations approve it.`;
  if (/ProposalResponsePayloads do not match/i.test(said))
    return `The peers of different organisations came to different results: one of them runs other chaincode than was approved. Let each compare the label that npm run chaincode:package prints with the one that its peer has installed.`;
  if (code === status.FAILED_PRECONDITION || /no combination of peers/i.test(said))
    return `The peer ${address} finds too few organisations to endorse on channel ${channel} now. Start the peers of the other organisations, and wait until they know each other.`;
  if (code === status.UNAVAILABLE || code === status.DEADLINE_EXCEEDED)
    return `The peer ${address} does not answer. Start it (npm run fabric:up), or name another one in FABRIC_PEER_ENDPOINT.`;
  return `The peer ${endorserOf(fault) ?? address} says: ${said.split("\n").at(-1)!.slice(0, LONGEST)}`;
}

/** Of a peer's words that nobody here knows. */
const LONGEST = 400;

/** The peer that complained, where a gateway asked several. */
function endorserOf(fault: unknown): string | undefined {
  return fault instanceof GatewayError ? fault.details[0]?.address : undefined;
}
