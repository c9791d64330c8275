import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { describe, expect, it } from "vitest";
import { der, extension, personDer, rootDer, type Variation } from "../../../test/vectors/certificates.ts";
import { base64UrlOf } from "../bytes/base64url.ts";
import { utf8Of } from "../bytes/utf8.ts";
import { expectOk } from "../result.ts";
import { isIssuedBy, isValidAt, parseCertificate } from "./certificate.ts";
import { rootsRefusal } from "./roots.ts";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const releaser = { member: "lumina", name: "release-1", roles: ["release-approver", "writer"] };
const root = expectOk(parseCertificate(rootDer("lumina")));

describe("certificates of another library", () => {
  x509.cryptoProvider.set(crypto);
  const keys = () => crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const dates = { notBefore: new Date("2026-01-01T00:00:00Z"), notAfter: new Date("2056-01-01T00:00:00Z") };
  const attributes = utf8Of(
    JSON.stringify({ attrs: { "hf.Type": "client", "truelane.roles": "release-approver, writer" } }),
  );

  async function issued() {
    const [rootKeys, personKeys] = [await keys(), await keys()];
    const authority = await x509.X509CertificateGenerator.createSelfSigned({
      name: "O=Lumina\\, Inc., CN=root",
      keys: rootKeys,
      signingAlgorithm: algorithm,
      ...dates,
      extensions: [
        new x509.BasicConstraintsExtension(true, 1, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
      ],
    });
    const person = await x509.X509CertificateGenerator.create({
      subject: "C=CN, O=Lumina, CN=王 release",
      issuer: authority.subject,
      publicKey: personKeys.publicKey,
      signingKey: rootKeys.privateKey,
      signingAlgorithm: algorithm,
      ...dates,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth], false),
        await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
        new x509.Extension("1.2.3.4.5.6.7.8.1", false, new Uint8Array(attributes)),
      ],
    });
    return { authority, person, personKeys };
  }

  it("are read: names, times, key, roles, authority, and who issued whom", async () => {
    const { authority, person, personKeys } = await issued();
    const [top, leaf] = [authority, person].map((each) => expectOk(parseCertificate(new Uint8Array(each.rawData))));
    if (!top || !leaf) throw new Error("nothing issued");
    expect(leaf).toMatchObject({
      notBefore: "2026-01-01T00:00:00.000Z",
      notAfter: "2056-01-01T00:00:00.000Z",
      subjectText: "C=CN, O=Lumina, CN=王 release",
      isAuthority: false,
      maySign: true,
      roles: ["release-approver", "writer"],
    });
    expect(leaf.publicKey).toEqual(new Uint8Array(await crypto.subtle.exportKey("raw", personKeys.publicKey)));
    expect(top).toMatchObject({
      isAuthority: true,
      maySign: false,
      roles: [],
      subjectText: "O=Lumina\\, Inc., CN=root",
    });
    expect(isIssuedBy(leaf, top)).toBe(true);
    expect(isIssuedBy(top, top)).toBe(true);
    expect(isIssuedBy(top, leaf)).toBe(false);
    expect(isIssuedBy(leaf, root)).toBe(false);
    expect(rootsRefusal([base64UrlOf(new Uint8Array(authority.rawData))], "member/lumina")).toBeUndefined();
  });

  it("read ours, and find their signatures right", async () => {
    const ours = new x509.X509Certificate(new Uint8Array(personDer(releaser)));
    const issuer = new x509.X509Certificate(new Uint8Array(rootDer("lumina")));
    expect(await ours.verify({ publicKey: issuer.publicKey, date: new Date("2026-06-01") })).toBe(true);
  });
});

describe("the profile", () => {
  it("takes a root's signature with high S, as some authorities write it", () => {
    const leaf = expectOk(parseCertificate(personDer(releaser, { highS: true })));
    expect(isIssuedBy(leaf, root)).toBe(true);
  });

  it("knows times of both forms, and which century two digits mean", () => {
    const leaf = expectOk(
      parseCertificate(personDer(releaser, { notBefore: "991231235959Z", notAfter: "20991231235959Z" })),
    );
    expect(leaf).toMatchObject({ notBefore: "1999-12-31T23:59:59.000Z", notAfter: "2099-12-31T23:59:59.000Z" });
    expect(isValidAt(leaf, "2099-12-31T23:59:59.000Z")).toBe(true);
    expect(isValidAt(leaf, "2099-12-31T23:59:59.001Z")).toBe(false);
    expect(isValidAt(leaf, "1999-12-31T23:59:58.999Z")).toBe(false);
  });

  it("ignores an unknown extension, and refuses it when it is critical", () => {
    const unknown = (critical: boolean) => ({ extraExtensions: [extension("2a0304", Uint8Array.of(5, 0), critical)] });
    expect(parseCertificate(personDer(releaser, unknown(false))).ok).toBe(true);
    expect(parseCertificate(personDer(releaser, unknown(true)))).toMatchObject({
      error: { detail: "certificate: an unknown critical extension 2a0304" },
    });
  });

  it.each<[string, Variation]>([
    ["the same extension twice", { extraExtensions: [extension("551d13", Uint8Array.of(0x30, 0), false)] }],
    ["version 1", { version: Uint8Array.of(0xa0, 3, 2, 1, 0) }],
    ["no time of the calendar", { notBefore: "250230000000Z" }],
    ["a time without seconds", { notBefore: "2502010000Z" }],
    [
      "a flag that DER spells otherwise",
      { extraExtensions: [der(0x30, der(0x06, Uint8Array.of(1)), Uint8Array.of(1, 1, 1), der(4))] },
    ],
  ])("refuses %s", (_, variation) => {
    expect(parseCertificate(personDer(releaser, variation))).toMatchObject({ ok: false, error: { code: "malformed" } });
  });

  it("refuses attributes that are not a list of roles", () => {
    for (const text of ["no json", '{"attrs":{"truelane.roles":1}}']) {
      const attributes = { extraExtensions: [extension("2a03040506070801", utf8Of(text), false)] };
      expect(parseCertificate(personDer({ member: "lumina", name: "x" }, attributes)).ok).toBe(false);
    }
  });

  it("refuses bytes after the end, and a certificate cut short at any place", () => {
    const bytes = personDer(releaser);
    expect(parseCertificate(Uint8Array.of(...bytes, 0)).ok).toBe(false);
    for (let length = 0; length < bytes.length; length++)
      expect(parseCertificate(bytes.slice(0, length)).ok).toBe(false);
  });

  it("answers for any change of one byte, and never believes it", () => {
    const bytes = personDer(releaser);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const parsed = parseCertificate(changed);
      if (parsed.ok) expect(isIssuedBy(parsed.value, root)).toBe(false);
    }
  });

  it("refuses lengths that are not the shortest, and those of indefinite form", () => {
    const bytes = personDer(releaser);
    const content = bytes.slice(4);
    const { length } = content;
    expect(parseCertificate(Uint8Array.of(0x30, 0x83, 0, length >> 8, length & 255, ...content)).ok).toBe(false);
    expect(parseCertificate(Uint8Array.of(0x30, 0x80, ...content, 0, 0)).ok).toBe(false);
  });
});

describe("roots", () => {
  it("are authorities that signed themselves", () => {
    expect(rootsRefusal([base64UrlOf(rootDer("lumina"))], "member/lumina")).toBeUndefined();
  });

  it.each([
    ["a person's certificate", personDer(releaser)],
    ["a root that may not sign certificates", rootDer("lumina", { keyUsage: 0x80 })],
    ["a root that is no authority", rootDer("lumina", { authority: false })],
    ["a root that somebody else signed", rootDer("lumina", { signedBy: "mallory" })],
    ["nonsense", Uint8Array.of(1, 2, 3)],
  ])("are not %s", (_, bytes) => {
    expect(rootsRefusal([base64UrlOf(bytes)], "member/lumina")).toMatchObject({ code: "certificate-invalid" });
  });
});
