/** Who signs in blocks: identities as they stand there, and whether an organisation of the channel issued them. */
import { verify, X509Certificate } from "node:crypto";
import { msp } from "@hyperledger/fabric-protos";
import { readable } from "./block-refused.ts";
import type { ChannelTrust } from "./channel-trust.ts";

type Identity = { readonly mspId: string; readonly certificate: X509Certificate | undefined };

const NOBODY: Identity = { mspId: "", certificate: undefined };
const known = new Map<string, Identity>();
const MOST_KNOWN = 1000;

/** The same few identities stand in every block. One that cannot be read is nobody's. */
export function identityOf(bytes: Uint8Array): Identity {
  const key = Buffer.from(bytes).toString("latin1");
  const found = known.get(key);
  if (found) return found;
  const read = readable(() => msp.SerializedIdentity.deserializeBinary(bytes));
  const pem = read?.getIdBytes_asU8();
  const identity = read
    ? { mspId: read.getMspid(), certificate: pem && readable(() => new X509Certificate(pem)) }
    : NOBODY;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, identity);
  return identity;
}

const members = new WeakMap<ChannelTrust, Map<string, boolean>>();

/** Issued by that organisation's authority, with that part in its network, or with any. Dates are for those who were there: a block outlives its signers' certificates. */
export function isOf(
  certificate: X509Certificate | undefined,
  mspId: string,
  part: "peer" | "orderer" | "anybody",
  trust: ChannelTrust,
): certificate is X509Certificate {
  if (!certificate) return false;
  const answers = members.get(trust) ?? new Map<string, boolean>();
  members.set(trust, answers);
  const key = `${mspId} ${part} ${certificate.fingerprint256}`;
  const before = answers.get(key);
  if (before !== undefined) return before;
  const issued = (trust.authorities.get(mspId) ?? []).some((authority) =>
    readable(() => certificate.checkIssued(authority) && certificate.verify(authority.publicKey)),
  );
  const answer = issued && (part === "anybody" || certificate.subject.split("\n").includes(`OU=${part}`));
  answers.set(key, answer);
  return answer;
}

/** Fabric signs with ECDSA over SHA-256; a key of another kind has signed nothing. */
export function signedBy(certificate: X509Certificate, message: Uint8Array, signature: Uint8Array): boolean {
  return readable(() => verify("sha256", message, certificate.publicKey, signature)) ?? false;
}
