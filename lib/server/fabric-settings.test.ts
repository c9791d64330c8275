import { writeFileSync } from "node:fs";
import { join } from "node:path";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { parseEnv } from "./env.ts";
import { mspIdsOf, readFabricSettings } from "./fabric-settings.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const folder = temporaryFolder("fabric-settings");
const inFolder = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

async function madePair(name: string, notAfter = "2099-01-01T00:00:00Z") {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date("2020-01-01T00:00:00Z"),
    notAfter: new Date(notAfter),
    signingAlgorithm: ALGORITHM,
    keys,
  });
  const key = x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY");
  return { cert: inFolder(`${name}.crt`, certificate.toString("pem")), key: inFolder(`${name}.key`, key) };
}

describe("the settings of a Fabric network", () => {
  let good: Record<string, string>;
  let ca: { cert: string; key: string };
  let pair: { cert: string; key: string };
  beforeAll(async () => {
    ca = await madePair("ca");
    pair = await madePair("writer");
    good = {
      FABRIC_PEER_ENDPOINT: "127.0.0.1:7051, 127.0.0.1:9051",
      FABRIC_TLS_CA: ca.cert,
      FABRIC_MSP_ID: "MakerMSP",
      FABRIC_CERT: pair.cert,
      FABRIC_KEY: pair.key,
    };
  });
  const read = (changes: Record<string, string>) =>
    readFabricSettings(parseEnv({ LEDGER: "fabric", DATA_DIR: folder, ...good, ...changes }).fabric);

  it("name one organisation with several peers", () => {
    const { channel, organisations } = read({ FABRIC_CHANNEL: "optics" });
    expect(channel).toEqual({ channel: "optics", chaincode: "truelane" });
    expect(organisations).toMatchObject([
      { mspId: "MakerMSP", peers: [{ address: "127.0.0.1:7051" }, { address: "127.0.0.1:9051" }] },
    ]);
  });

  it("take PEM in place of a path", async () => {
    const { readFileSync } = await import("node:fs");
    expect(read({ FABRIC_CERT: readFileSync(pair.cert, "utf8") }).organisations).toHaveLength(1);
  });

  it("name several organisations by a file, or one of them by its MSP", () => {
    const peers = [{ address: "127.0.0.1:7051", tlsAuthority: "ca.crt" }];
    const one = (member: string, mspId: string) => ({
      member,
      mspId,
      certificate: "writer.crt",
      key: "writer.key",
      peers,
    });
    const file = inFolder(
      "organisations.json",
      JSON.stringify({ organisations: [one("a", "AMSP"), one("b", "BMSP")] }),
    );
    const settings = (extra: object) =>
      readFabricSettings(parseEnv({ LEDGER: "fabric", FABRIC_ORGANISATIONS: file, ...extra }).fabric);
    const both = settings({});
    expect(both.organisations.map(({ mspId }) => mspId)).toEqual(["AMSP", "BMSP"]);
    expect([mspIdsOf(both)("b"), mspIdsOf(both)("guest")]).toEqual(["BMSP", "AMSP"]);
    expect(settings({ FABRIC_MSP_ID: "BMSP" }).organisations.map(({ member }) => member)).toEqual(["b"]);
    expect(() => settings({ FABRIC_MSP_ID: "CMSP" })).toThrow("FABRIC_MSP_ID=CMSP is none of the organisations");
  });

  it("say what is missing or wrong, each in one sentence with the next step", async () => {
    const old = await madePair("old", "2021-02-03T00:00:00Z");
    const other = await madePair("other");
    expect(() => read({ FABRIC_MSP_ID: "" })).toThrow("FABRIC_MSP_ID is not set");
    expect(() => read({ FABRIC_CERT: old.cert, FABRIC_KEY: old.key })).toThrow(
      "The certificate of MakerMSP expired on 2021-02-03. Get a new one from its certificate authority.",
    );
    expect(() => read({ FABRIC_TLS_CA: old.cert })).toThrow(
      "The TLS authority of 127.0.0.1:7051 expired on 2021-02-03",
    );
    expect(() => read({ FABRIC_KEY: other.key })).toThrow("does not belong to its certificate");
    expect(() => read({ FABRIC_KEY: "/nowhere/key.pem" })).toThrow(
      "The file for FABRIC_KEY, /nowhere/key.pem, cannot be read",
    );
    expect(() => read({ FABRIC_KEY: "pkcs11:token=x" })).toThrow("PKCS#11");
    expect(() => read({ FABRIC_CERT: inFolder("no.pem", "hello") })).toThrow("is no certificate in PEM");
    expect(() => read({ FABRIC_TLS_CA: `${ca.cert},${ca.cert},${ca.cert}` })).toThrow("3 authorities for 2 peers");
    expect(() => parseEnv({ FABRIC_PEER_ENDPOINT: "peer one" })).toThrow("FABRIC_PEER_ENDPOINT must be host:port");
  });

  it("say how a network is made where there is none", () => {
    const none = parseEnv({ LEDGER: "fabric", FABRIC_DIR: join(folder, "nowhere") }).fabric;
    expect(() => readFabricSettings(none)).toThrow(/organisations.json is not there. Run npm run fabric:up first/);
  });
});
