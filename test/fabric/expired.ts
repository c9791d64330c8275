/** Certificates of a test network that have run out: issued by the same authority, for the same key. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { authorityFolder, organisationMsp } from "../../fabric/folders.ts";
import type { Installation, Organisation } from "../../fabric/network.ts";

const AUTHORITIES = {
  ca: { certificate: "cacerts/ca.pem", key: "ca-key.pem" },
  tlsca: { certificate: "tlscacerts/ca.pem", key: "tlsca-key.pem" },
} as const;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY = 24 * 3600 * 1000;

/** @param pem a certificate in force; answers with one that ran out yesterday and is alike otherwise */
export async function expired(
  installation: Installation,
  organisation: Organisation,
  authority: keyof typeof AUTHORITIES,
  pem: string,
): Promise<string> {
  const { certificate, key } = AUTHORITIES[authority];
  const issuer = new x509.X509Certificate(
    readFileSync(join(organisationMsp(installation, organisation), certificate), "utf8"),
  );
  const keyBytes = x509.PemConverter.decodeFirst(
    readFileSync(join(authorityFolder(installation, organisation), key), "utf8"),
  );
  const now = new x509.X509Certificate(pem);
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: now.serialNumber,
    subject: now.subject,
    issuer: issuer.subject,
    notBefore: new Date(Date.now() - 30 * DAY),
    notAfter: new Date(Date.now() - DAY),
    signingAlgorithm: ALGORITHM,
    signingKey: await crypto.subtle.importKey("pkcs8", keyBytes, ALGORITHM, false, ["sign"]),
    publicKey: await now.publicKey.export(),
    extensions: now.extensions,
  });
  return made.toString("pem");
}
