/** Keys and X.509 certificates of a member: a root of its own, and what the root signs (RFC 5280, P-256). */
import "reflect-metadata"; // the X.509 library needs it loaded first
import * as x509 from "@peculiar/x509";
import type { MemberId, Time } from "../../domain/event/event.ts";

const P256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
/** Where Fabric's certificate authority writes attributes; `lib/domain/event/certificate.ts` reads them there. */
const FABRIC_ATTRIBUTES = "1.2.3.4.5.6.7.8.1";
/** Other machines' clocks may be behind ours. */
const SKEW_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
export const ROOT_DAYS = 20 * 365;
export const LEAF_DAYS = 365;

/** PEM of a PKCS #8 key and its certificate, one after the other: they belong together in one file. */
export type Credential = { readonly privateKeyPem: string; readonly certificate: x509.X509Certificate };

export function credentialText({ privateKeyPem, certificate }: Credential): string {
  return `${privateKeyPem}${certificate.toString("pem")}\n`;
}

/** @throws when the text is not what `credentialText` writes. */
export function parseCredential(text: string, path: string): Credential {
  const at = text.indexOf("-----BEGIN CERTIFICATE-----");
  if (at < 0) throw new Error(`${path} holds no certificate; restore it from a backup`);
  return { privateKeyPem: text.slice(0, at), certificate: new x509.X509Certificate(text.slice(at)) };
}

/** A root that signs itself, good for 20 years. */
export async function makeRoot(member: MemberId, now: Time): Promise<Credential> {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: nameOf(member, `${member} root`),
    ...validity(now, ROOT_DAYS),
    signingAlgorithm: P256,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { privateKeyPem: await pemOf(keys.privateKey), certificate };
}

/** A fresh key under the member's root, good for a year; `roles` stand where Fabric keeps attributes. */
export async function issue(
  root: Credential,
  member: MemberId,
  who: { readonly name: string; readonly roles: readonly string[] },
  now: Time,
): Promise<Credential> {
  const keys = await makeKeys();
  const attributes = JSON.stringify({ attrs: { "truelane.roles": [...who.roles].sort().join(",") } });
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: nameOf(member, who.name),
    issuer: root.certificate.subjectName.toJSON(),
    ...validity(now, LEAF_DAYS),
    signingAlgorithm: P256,
    publicKey: keys.publicKey,
    signingKey: await signingKeyOf(root.privateKeyPem),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      ...(who.roles.length > 0 ? [new x509.Extension(FABRIC_ATTRIBUTES, false, Buffer.from(attributes))] : []),
    ],
  });
  return { privateKeyPem: await pemOf(keys.privateKey), certificate };
}

function makeKeys() {
  return crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
}

async function pemOf(key: CryptoKey): Promise<string> {
  const base64 = Buffer.from(await crypto.subtle.exportKey("pkcs8", key)).toString("base64");
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join("\n")}\n-----END PRIVATE KEY-----\n`;
}

function signingKeyOf(pem: string) {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
  return crypto.subtle.importKey("pkcs8", der, P256, false, ["sign"]);
}

function nameOf(member: MemberId, commonName: string): x509.JsonName {
  return [{ O: [member] }, { CN: [commonName] }];
}

function validity(now: Time, days: number): { notBefore: Date; notAfter: Date } {
  const from = Date.parse(now) - SKEW_MS;
  return { notBefore: new Date(from), notAfter: new Date(from + days * DAY_MS) };
}

/** Positive, 127 random bits (RFC 5280 section 4.1.2.2). */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return Buffer.from(bytes).toString("hex");
}
