import { X509Certificate } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { p256 } from "@noble/curves/nist.js";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { bytesOfBase64Url } from "../../domain/bytes/base64url.ts";
import { isIssuedBy, isValidAt, parseCertificate } from "../../domain/event/certificate.ts";
import type { Time } from "../../domain/event/event.ts";
import { checkpointBody, verifyNote } from "../../domain/log/checkpoint.ts";
import { expectOk } from "../../domain/result.ts";
import { openFileLogSigner, openFileSigner } from "./index.ts";

const MESSAGE = new TextEncoder().encode("truelane-event/1\n{}");
const service = { as: "service" } as const;
let folder: string;
let now: Time;
const clock = { now: () => now };

function certificateOf(text: string) {
  return expectOk(parseCertificate(expectOk(bytesOfBase64Url(text))));
}

beforeEach(() => {
  folder = join(temporaryFolder("keys"), "keys");
  now = "2026-03-01T12:00:00.000Z";
});

describe("a member's keys in files", () => {
  it("make a root that signs itself and a service certificate under it", async () => {
    const signer = await openFileSigner({ folder, clock });
    const root = certificateOf(await signer.createMember("lumen"));
    const { certificate } = await signer.sign("lumen", service, MESSAGE);
    expect(isIssuedBy(root, root)).toBe(true);
    expect(isIssuedBy(certificateOf(certificate), root)).toBe(true);
    expect(certificateOf(certificate)).toMatchObject({ isAuthority: false, maySign: true, roles: [] });
    expect(isValidAt(certificateOf(certificate), now)).toBe(true);
    expect(isValidAt(root, "2046-01-01T00:00:00.000Z")).toBe(true);
  });

  it("sign with low S, so that nobody can write the same signature otherwise", async () => {
    const signer = await openFileSigner({ folder, clock });
    await signer.createMember("lumen");
    for (let round = 0; round < 40; round += 1) {
      const { certificate, signature } = await signer.sign("lumen", service, MESSAGE);
      const bytes = expectOk(bytesOfBase64Url(signature));
      const { publicKey } = certificateOf(certificate);
      expect(p256.verify(bytes, MESSAGE, publicKey, { lowS: true, prehash: true, format: "compact" })).toBe(true);
    }
  });

  it("stay the same when the member is made again, and when the process is", async () => {
    const first = await openFileSigner({ folder, clock });
    const root = await first.createMember("lumen");
    const { certificate } = await first.sign("lumen", service, MESSAGE);
    const again = await openFileSigner({ folder, clock });
    expect(await again.createMember("lumen")).toBe(root);
    expect((await again.sign("lumen", service, MESSAGE)).certificate).toBe(certificate);
    expect(await again.members()).toEqual(["lumen"]);
  });

  it("are made once, however many ask at the same time", async () => {
    const signer = await openFileSigner({ folder, clock });
    const roots = await Promise.all(Array.from({ length: 20 }, () => signer.createMember("lumen")));
    expect(new Set(roots).size).toBe(1);
    const person = { as: "person", userId: "u1", roles: ["release-approver"] } as const;
    const signatures = await Promise.all(Array.from({ length: 20 }, () => signer.sign("lumen", person, MESSAGE)));
    expect(new Set(signatures.map(({ certificate }) => certificate)).size).toBe(1);
  });

  it("give a person a new certificate when the roles change, and keep it when they do not", async () => {
    const signer = await openFileSigner({ folder, clock });
    await signer.createMember("lumen");
    const plain = await signer.sign("lumen", { as: "person", userId: "u1", roles: [] }, MESSAGE);
    const approver = await signer.sign("lumen", { as: "person", userId: "u1", roles: ["release-approver"] }, MESSAGE);
    const same = await signer.sign("lumen", { as: "person", userId: "u1", roles: ["release-approver"] }, MESSAGE);
    expect(certificateOf(plain.certificate).roles).toEqual([]);
    expect(certificateOf(approver.certificate).roles).toEqual(["release-approver"]);
    expect(same.certificate).toBe(approver.certificate);
  });

  it("give each of two requests at once what it asked for, when one person asks with a role and without", async () => {
    const signer = await openFileSigner({ folder, clock });
    await signer.createMember("lumen");
    for (const userId of ["u1", "u2", "u3"]) {
      const asked = [[], ["release-approver"], []];
      const signatures = await Promise.all(
        asked.map((roles) => signer.sign("lumen", { as: "person", userId, roles }, MESSAGE)),
      );
      expect(signatures.map(({ certificate }) => certificateOf(certificate).roles)).toEqual(asked);
      expect(signatures[2]!.certificate).toBe(signatures[0]!.certificate);
    }
  });

  it("renew a certificate that ends within 30 days, while one with 31 days stays", async () => {
    const signer = await openFileSigner({ folder, clock });
    await signer.createMember("lumen");
    const first = await signer.sign("lumen", service, MESSAGE);
    now = "2027-01-28T12:00:00.000Z";
    const kept = await signer.sign("lumen", service, MESSAGE);
    now = "2027-02-01T12:00:00.000Z";
    const renewed = await signer.sign("lumen", service, MESSAGE);
    expect(kept.certificate).toBe(first.certificate);
    expect(renewed.certificate).not.toBe(first.certificate);
    expect(isValidAt(certificateOf(renewed.certificate), "2027-12-01T00:00:00.000Z")).toBe(true);
  });

  it("lie in files that only the owner reads", async () => {
    const signer = await openFileSigner({ folder, clock });
    await signer.createMember("lumen");
    for (const name of await readdir(join(folder, "lumen")))
      expect((await stat(join(folder, "lumen", name))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, "lumen"))).mode & 0o777).toBe(0o700);
  });

  it("are not made up for a member that has none here", async () => {
    const signer = await openFileSigner({ folder, clock });
    await expect(signer.sign("stranger", service, MESSAGE)).rejects.toThrow("no keys of member stranger");
    await expect(signer.createMember("../etc")).rejects.toThrow("no member id");
    await expect(signer.createMember("log")).rejects.toThrow("no member id");
    expect(await signer.members()).toEqual([]);
  });

  it("are to OpenSSL what they are to the rule book", async () => {
    const signer = await openFileSigner({ folder, clock });
    await signer.createMember("lumen");
    await signer.sign("lumen", { as: "person", userId: "u1", roles: ["release-approver"] }, MESSAGE);
    const [person, root] = await Promise.all(
      ["person-u1", "root"].map(async (name) => new X509Certificate(await readFile(join(folder, "lumen", name)))),
    );
    expect(person?.subject).toBe("O=lumen\nCN=u1");
    expect(person?.ca).toBe(false);
    expect(person?.verify(root!.publicKey)).toBe(true);
  });
});

describe("the log's key in a file", () => {
  it("signs checkpoints that its verifier key checks, also after a restart", async () => {
    const body = checkpointBody({ origin: `truelane/${"a".repeat(32)}`, size: 3, root: new Uint8Array(32) });
    const first = await openFileLogSigner({ folder });
    const key = await first.verifierKey(`truelane/${"a".repeat(32)}`);
    const again = await openFileLogSigner({ folder });
    expect(await again.verifierKey(`truelane/${"a".repeat(32)}`)).toBe(key);
    expect(verifyNote(await again.signNote(body), [key])).toMatchObject([{ status: "passed" }]);
  });

  it("is not guessed when its file is damaged", async () => {
    await openFileLogSigner({ folder });
    await writeFile(join(folder, "log", "ed25519"), "");
    await expect(openFileLogSigner({ folder })).rejects.toThrow("is not a log key");
    expect(await readFile(join(folder, "log", "ed25519"), "utf8")).toBe("");
  });
});
