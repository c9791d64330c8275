/** Certificates and MSP folders of every organisation: made once, kept for ever (fabric MSP with NodeOUs). */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { authorityFolder, identityMsp, organisationFolder, organisationMsp, tlsFolder } from "./folders.ts";
import type { Installation, Organisation } from "./network.ts";

type KeyPair = Awaited<ReturnType<typeof newKeys>>;
type Authority = { readonly keys: KeyPair; readonly certificate: x509.X509Certificate };

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const YEAR = 365 * 24 * 3600 * 1000;
/** Clocks of hosts differ a little; a certificate of the future stops a node. */
const BACKDATE = 10 * 60 * 1000;

/** Makes all identities of an organisation. Does nothing where they are already. */
export async function makeIdentities(installation: Installation, organisation: Organisation): Promise<void> {
  const done = join(organisationMsp(installation, organisation), "config.yaml");
  if (existsSync(done)) return;
  const signing = await newAuthority(organisation, "ca");
  const tls = await newAuthority(organisation, "tlsca");
  const roots = {
    "cacerts/ca.pem": signing.certificate.toString("pem"),
    "tlscacerts/ca.pem": tls.certificate.toString("pem"),
  };

  for (const [name, unit] of [
    ["peer", "peer"],
    ["orderer", "orderer"],
    ["admin", "admin"],
    ["writer", "client"],
  ] as const) {
    if (name === "peer" && !organisation.hasPeer) continue;
    const identity = await issue(signing, organisation, name, unit, []);
    writeFiles(identityMsp(installation, organisation, name), {
      ...roots,
      "config.yaml": nodeUnits(),
      "signcerts/cert.pem": identity.certificate,
      "keystore/key.pem": identity.key,
    });
    if (unit !== "peer" && unit !== "orderer") continue;
    const transport = await issue(tls, organisation, name, unit, ["127.0.0.1", "localhost"]);
    writeFiles(tlsFolder(installation, organisation, unit), {
      "ca.pem": roots["tlscacerts/ca.pem"],
      "cert.pem": transport.certificate,
      "key.pem": transport.key,
    });
  }
  // Whoever renews a certificate needs them; no node reads them.
  writeFiles(authorityFolder(installation, organisation), {
    "ca-key.pem": await pemOf(signing.keys.privateKey),
    "tlsca-key.pem": await pemOf(tls.keys.privateKey),
  });
  writeFiles(organisationMsp(installation, organisation), { ...roots, "config.yaml": nodeUnits() });
}

/** Throws one sentence for the first certificate of an organisation that has run out; nodes only say "remote error: tls". */
export function assertInForce(installation: Installation, organisation: Organisation, now = new Date()): void {
  const folder = organisationFolder(installation, organisation);
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".pem") || name.endsWith("key.pem")) continue;
    const { notAfter } = new x509.X509Certificate(readFileSync(join(folder, name), "utf8"));
    if (notAfter < now)
      throw new Error(
        `The certificate ${join(folder, name)} of ${organisation.id} expired on ${notAfter.toISOString().slice(0, 10)}. ` +
          `Put a renewed one in its place, issued with the authority's key in ${authorityFolder(installation, organisation)}, or begin anew with npm run fabric:reset (which removes the ledger).`,
      );
  }
}

/** Tells the MSP which organisational unit of a certificate means which kind of member. JSON is valid YAML. */
function nodeUnits(): string {
  const unit = (name: string) => ({ Certificate: "cacerts/ca.pem", OrganizationalUnitIdentifier: name });
  return JSON.stringify({
    NodeOUs: {
      Enable: true,
      ClientOUIdentifier: unit("client"),
      PeerOUIdentifier: unit("peer"),
      AdminOUIdentifier: unit("admin"),
      OrdererOUIdentifier: unit("orderer"),
    },
  });
}

function newKeys() {
  return crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

async function newAuthority(organisation: Organisation, name: string): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=${name}.${organisation.id}, O=${organisation.id}`,
    notBefore: new Date(Date.now() - BACKDATE),
    notAfter: new Date(Date.now() + 20 * YEAR),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      // Without a subject key identifier no node starts.
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { keys, certificate };
}

async function issue(
  authority: Authority,
  organisation: Organisation,
  name: string,
  unit: string,
  hosts: readonly string[],
) {
  const keys = await newKeys();
  const usages =
    hosts.length > 0
      ? [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth])]
      : [];
  const names = hosts.map((host) => ({
    type: /^[\d.]+$/.test(host) ? ("ip" as const) : ("dns" as const),
    value: host,
  }));
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: `CN=${name}.${organisation.id}, OU=${unit}, O=${organisation.id}`,
    issuer: authority.certificate.subject,
    notBefore: new Date(Date.now() - BACKDATE),
    notAfter: new Date(Date.now() + 5 * YEAR),
    signingAlgorithm: ALGORITHM,
    signingKey: authority.keys.privateKey,
    publicKey: keys.publicKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate),
      ...usages,
      ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
    ],
  });
  return { certificate: certificate.toString("pem"), key: await pemOf(keys.privateKey) };
}

async function pemOf(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}

/** Positive and 16 bytes long. */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return Buffer.from(bytes).toString("hex");
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
    writeFileSync(path, text, { mode: 0o600 });
  }
}
