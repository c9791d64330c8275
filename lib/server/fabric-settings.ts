import "server-only";

/** Whom this installation acts for on a Fabric channel: one organisation from `FABRIC_*`, or several from a file. */
import { createPublicKey, X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import type { FabricChannel, FabricOrganisation } from "../adapters/ledger-fabric/index.ts";
import type { FabricVariables } from "./env.ts";
import { CannotStart } from "./postgres/cannot-start.ts";

export type FabricParts = { readonly channel: FabricChannel; readonly organisations: readonly FabricOrganisation[] };

const DEFAULT_CHANNEL = "truelane";
const DEFAULT_CHAINCODE = "truelane";

/** Paths beside the file, or PEM. `member`: the member id of an organisation whose record does not name its MSP yet. */
const organisationsFile = z.object({
  channel: z.string().optional(),
  chaincode: z.string().optional(),
  organisations: z
    .array(
      z.object({
        member: z.string(),
        mspId: z.string(),
        certificate: z.string(),
        key: z.string(),
        peers: z
          .array(z.object({ address: z.string(), tlsAuthority: z.string(), hostAlias: z.string().optional() }))
          .min(1),
      }),
    )
    .min(1),
});

/** Throws `CannotStart` with one sentence for the first thing that is wrong. */
export function readFabricSettings(variables: FabricVariables, now = new Date()): FabricParts {
  const parts =
    variables.cert || variables.key || variables.peerEndpoint ? fromVariables(variables) : fromFile(variables);
  for (const organisation of parts.organisations) assertUsable(organisation, now);
  return parts;
}

/** The organisation of a member: its own, or, for a member without one, the first that this installation acts for. */
export function mspIdsOf({ organisations }: FabricParts): (member: string) => string | undefined {
  return (member) => (organisations.find((one) => one.member === member) ?? organisations[0])?.mspId;
}

function fromVariables(variables: FabricVariables): FabricParts {
  const need = (name: string, value: string | undefined): string => {
    if (value) return value;
    throw new CannotStart(
      `${name} is not set. One organisation needs FABRIC_PEER_ENDPOINT, FABRIC_TLS_CA, FABRIC_MSP_ID, FABRIC_CERT and FABRIC_KEY.`,
    );
  };
  const endpoints = listOf(need("FABRIC_PEER_ENDPOINT", variables.peerEndpoint));
  const authorities = listOf(need("FABRIC_TLS_CA", variables.tlsCa));
  const aliases = listOf(variables.peerHostAlias ?? "");
  if (authorities.length !== 1 && authorities.length !== endpoints.length)
    throw new CannotStart(
      `FABRIC_TLS_CA names ${authorities.length} authorities for ${endpoints.length} peers. Name one for all, or one for each in the same order.`,
    );
  const key = need("FABRIC_KEY", variables.key);
  if (key.startsWith("pkcs11:"))
    throw new CannotStart(
      "FABRIC_KEY is a PKCS#11 address; this version reads keys from files only. Give the path of a PEM file.",
    );
  return {
    channel: channelOf(variables, {}),
    organisations: [
      {
        member: "",
        mspId: need("FABRIC_MSP_ID", variables.mspId),
        certificate: pemOf("FABRIC_CERT", need("FABRIC_CERT", variables.cert), "."),
        key: pemOf("FABRIC_KEY", key, "."),
        peers: endpoints.map((address, at) => ({
          address,
          tlsAuthority: pemOf("FABRIC_TLS_CA", authorities[at] ?? authorities[0]!, "."),
          ...((aliases[at] ?? aliases[0]) && { hostAlias: aliases[at] ?? aliases[0] }),
        })),
      },
    ],
  };
}

/** With FABRIC_MSP_ID only that one of the file's organisations. */
function fromFile(variables: FabricVariables): FabricParts {
  const { organisations: path, mspId } = variables;
  if (!existsSync(path))
    throw new CannotStart(
      `LEDGER=fabric finds no network: ${path} is not there. Run npm run fabric:up first, or set FABRIC_PEER_ENDPOINT, FABRIC_TLS_CA, FABRIC_MSP_ID, FABRIC_CERT and FABRIC_KEY.`,
    );
  const read = organisationsFile.safeParse(jsonOf(path));
  if (!read.success)
    throw new CannotStart(
      `${path} is not a file of organisations (${read.error.issues[0]?.path.join(".")}: ${read.error.issues[0]?.message}). Run npm run fabric:up to write it anew.`,
    );
  const chosen = read.data.organisations.filter((one) => mspId === undefined || one.mspId === mspId);
  if (chosen.length === 0)
    throw new CannotStart(
      `FABRIC_MSP_ID=${mspId} is none of the organisations in ${path} (${read.data.organisations.map((one) => one.mspId).join(", ")}). Choose one of them.`,
    );
  const pem = (what: string, text: string) => pemOf(what, text, dirname(path));
  return {
    channel: channelOf(variables, read.data),
    organisations: chosen.map((one) => ({
      member: one.member,
      mspId: one.mspId,
      certificate: pem(`the certificate of ${one.mspId}`, one.certificate),
      key: pem(`the key of ${one.mspId}`, one.key),
      peers: one.peers.map(({ address, tlsAuthority, hostAlias }) => ({
        address,
        tlsAuthority: pem(`the TLS authority of ${address}`, tlsAuthority),
        ...(hostAlias && { hostAlias }),
      })),
    })),
  };
}

function channelOf(variables: FabricVariables, file: { channel?: string | undefined; chaincode?: string | undefined }) {
  return {
    channel: variables.channel ?? file.channel ?? DEFAULT_CHANNEL,
    chaincode: variables.chaincode ?? file.chaincode ?? DEFAULT_CHAINCODE,
  };
}

function assertUsable({ mspId, certificate, key, peers }: FabricOrganisation, now: Date): void {
  const leaf = certificateOf(`the certificate of ${mspId}`, certificate);
  assertInForce(`The certificate of ${mspId}`, leaf, now, "Get a new one from its certificate authority.");
  let publicKey: string;
  try {
    publicKey = createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
  } catch {
    throw new CannotStart(`The key of ${mspId} is no private key in PEM. Set FABRIC_KEY to its PKCS#8 file.`);
  }
  if (publicKey !== leaf.publicKey.export({ type: "spki", format: "pem" }).toString())
    throw new CannotStart(
      `The key of ${mspId} does not belong to its certificate. Set FABRIC_CERT and FABRIC_KEY to a pair.`,
    );
  for (const { address, tlsAuthority } of peers) {
    const authority = certificateOf(`the TLS authority of ${address}`, tlsAuthority);
    assertInForce(`The TLS authority of ${address}`, authority, now, "Get the new one from that peer's organisation.");
  }
}

function assertInForce(what: string, { validFrom, validTo }: X509Certificate, now: Date, next: string): void {
  if (Date.parse(validTo) < now.getTime()) throw new CannotStart(`${what} expired on ${dayOf(validTo)}. ${next}`);
  if (Date.parse(validFrom) > now.getTime())
    throw new CannotStart(
      `${what} is valid from ${dayOf(validFrom)} on only. Set this machine's clock, or get another one.`,
    );
}

function certificateOf(what: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new CannotStart(`What stands for ${what} is no certificate in PEM. Give the path of a PEM file.`);
  }
}

function pemOf(what: string, text: string, folder: string): string {
  if (text.includes("-----BEGIN ")) return text;
  try {
    return readFileSync(resolve(folder, text), "utf8");
  } catch {
    throw new CannotStart(
      `The file for ${what}, ${resolve(folder, text)}, cannot be read. Set it to a PEM file that is there.`,
    );
  }
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function listOf(text: string): string[] {
  if (text.includes("-----BEGIN ")) return [text];
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function dayOf(date: string): string {
  return new Date(date).toISOString().slice(0, 10);
}
