/** A certificate that this machine makes for itself: browsers give the camera to https pages only. Nobody vouches for it. */
import "reflect-metadata"; // the X.509 library needs it loaded first
import { X509Certificate as NodeCertificate, webcrypto } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";

/** `fingerprint`: SHA-256 over the certificate, as browsers show it. */
export type LanCertificate = { readonly key: string; readonly cert: string; readonly fingerprint: string };

const DAY_MS = 86_400_000;
/** Phones refuse server certificates that are good for longer than 825 days. */
const DAYS = 90;

/** The kept one while it fits, so that a phone that trusted it once is not asked again. @param now milliseconds since 1970 */
export async function lanCertificate(dataDir: string, address: string, now: number): Promise<LanCertificate> {
  const folder = join(dataDir, "lan");
  const kept = readKept(folder);
  if (kept && fits(kept.cert, address, now)) return kept;
  const made = await make(address, now);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "key.pem"), made.key, { mode: 0o600 });
  writeFileSync(join(folder, "certificate.pem"), made.cert);
  return made;
}

function readKept(folder: string): LanCertificate | undefined {
  try {
    const cert = readFileSync(join(folder, "certificate.pem"), "utf8");
    const key = readFileSync(join(folder, "key.pem"), "utf8");
    return { key, cert, fingerprint: new NodeCertificate(cert).fingerprint256 };
  } catch {
    return undefined;
  }
}

function fits(cert: string, address: string, now: number): boolean {
  const certificate = new NodeCertificate(cert);
  const named = isIP(address) ? certificate.checkIP(address) : certificate.checkHost(address);
  return named !== undefined && Date.parse(certificate.validTo) > now + DAY_MS;
}

async function make(address: string, now: number): Promise<LanCertificate> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: `0${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString("hex")}1`,
    name: "CN=TrueLane on the local network",
    // A phone's clock may be behind ours.
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + DAYS * DAY_MS),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: isIP(address) ? "ip" : "dns", value: address },
        { type: "dns", value: "localhost" },
      ]),
    ],
  });
  const cert = certificate.toString("pem");
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return {
    cert,
    key: `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}/g, "$&\n")}\n-----END PRIVATE KEY-----\n`,
    fingerprint: new NodeCertificate(cert).fingerprint256,
  };
}
