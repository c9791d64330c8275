import { createHash, createPublicKey, verify, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { base64UrlOf } from "../../lib/domain/bytes/base64url.ts";
import { parseCanonicalJson } from "../../lib/domain/event/canonical-json.ts";
import { verifyNote } from "../../lib/domain/log/checkpoint.ts";
import { textOf, vectors } from "./make-vectors.ts";

const made = vectors();
const read = (name: string) => readFileSync(new URL(`${name}.json`, import.meta.url), "utf8");
const parsed = <T>(name: string): T => JSON.parse(read(name));
const sha256 = (...parts: (string | Buffer)[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

describe("the golden vectors", () => {
  it.each(Object.keys(made))("%s.json is what the rule book makes today", (name) => {
    expect(read(name)).toBe(textOf(made[name] ?? null));
  });
});

/** The same numbers by the platform's own hashes and signatures, so that one mistake of ours is not its own witness. */
describe("another implementation agrees", () => {
  it("on what is canonical and what is not", () => {
    const { canonical, refused } = parsed<{ canonical: { value: unknown; text: string }[]; refused: string[] }>(
      "canonical-json",
    );
    for (const { value, text } of canonical) expect(JSON.parse(text)).toEqual(value);
    for (const text of refused) expect(parseCanonicalJson(text).ok).toBe(false);
  });

  it("on label ids and activation keys", () => {
    const { codes, secrets } = parsed<{
      codes: { code: string; labelId: string; short: string; shortLabelId: string }[];
      secrets: { secret: string; seed: string }[];
    }>("labels");
    for (const { code, labelId, short, shortLabelId } of codes) {
      expect(sha256("truelane-label/1\n", code)).toBe(labelId);
      expect(sha256("truelane-label/1\n", short)).toBe(shortLabelId);
    }
    for (const { secret, seed } of secrets) expect(sha256("truelane-activation/1\n", secret)).toBe(seed);
  });

  it("on claims: messages and both signatures", () => {
    const { activation, claim, claimant } = parsed<{
      activation: string;
      claim: { message: string; signed: { claim: { buyerKey: string } } & Record<string, string> };
      claimant: { statement: { buyerKey: string }; message: string; signature: string };
    }>("claims");
    const { signed } = claim;
    expect(Buffer.from(claim.message, "hex").toString()).toBe(`truelane-claim/1\n${sortedJson(signed.claim)}`);
    expect(Buffer.from(claimant.message, "hex").toString()).toBe(`truelane-claimant/1\n${sortedJson(claimant.statement)}`);
    const isSigned = (message: string, key: string, signature = "") =>
      verify(null, Buffer.from(message, "hex"), okp(Buffer.from(key, "hex")), Buffer.from(signature, "base64url"));
    expect(isSigned(claim.message, activation, signed.activationSignature)).toBe(true);
    expect(isSigned(claim.message, signed.claim.buyerKey, signed.buyerSignature)).toBe(true);
    expect(isSigned(claimant.message, claimant.statement.buyerKey, claimant.signature)).toBe(true);
  });

  it("on label payloads: every field, and the signature under the key's SPKI", () => {
    const list = parsed<
      {
        key: { algorithm: string };
        spki: string;
        partNumber: string;
        means: { kid: string; model: string; code: string; issuedOn: string };
        text: string;
      }[]
    >("payloads");
    expect(list).toHaveLength(4);
    for (const { key, spki, partNumber, means, text } of list) {
      const bits = [...text].map((character) => CROCKFORD.indexOf(character).toString(2).padStart(5, "0")).join("");
      const bytes = Buffer.from((bits.slice(0, 768).match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
      const der = Buffer.from(spki, "base64url");
      expect(bytes[0]).toBe(1);
      expect(bytes.subarray(1, 9).toString("hex")).toBe(means.kid);
      expect(sha256(der).slice(0, 16)).toBe(means.kid);
      expect(bytes.subarray(9, 13).toString("hex")).toBe(means.model);
      expect(sha256(partNumber).slice(0, 8)).toBe(means.model);
      const number = BigInt(`0x${bytes.subarray(13, 29).toString("hex")}`);
      const digits = [...means.code].reduce((sum, digit) => sum * 32n + BigInt(CROCKFORD.indexOf(digit)), 0n);
      expect(number).toBe(digits);
      expect(Date.UTC(2020, 0, 1) + bytes.readUInt16BE(29) * 86_400_000).toBe(Date.parse(means.issuedOn));
      expect(bytes[31]).toBe(means.code.length === 20 ? 1 : 0);
      const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
      const message = Buffer.concat([Buffer.from("TRUELANE-LABEL-v1\0"), bytes.subarray(0, 32)]);
      const signature = bytes.subarray(32);
      const right =
        key.algorithm === "ed25519"
          ? verify(null, message, publicKey, signature)
          : verify("sha256", message, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature);
      expect(right).toBe(true);
    }
  });

  it.each(["story", "life"])("on events: hashes, signatures, log entries of %s", (name) => {
    const { chapters, entries } = parsed<{
      chapters: { event: string; eventHash: string; answer: string }[];
      entries: string[];
    }>(name);
    const accepted = chapters.filter((chapter) => chapter.answer === "accepted");
    expect(entries).toHaveLength(accepted.length);
    for (const [at, { event, eventHash }] of accepted.entries()) {
      const { body, signatures } = JSON.parse(event);
      // Names of our bodies are plain ASCII, so sorting them is all that canonical JSON asks for here.
      const message = `truelane-event/1\n${sortedJson(body)}`;
      expect(sha256(message)).toBe(eventHash);
      expect(entries[at]).toBe(eventHash + sha256(sortedJson(signatures)));
      for (const { certificate, signature } of signatures) {
        const { publicKey } = new X509Certificate(Buffer.from(certificate, "base64url"));
        const key = { key: publicKey, dsaEncoding: "ieee-p1363" as const };
        expect(verify("sha256", Buffer.from(message), key, Buffer.from(signature, "base64url"))).toBe(true);
      }
    }
  });

  it("on births: leaves, records, sealed values, manifest and consignment", () => {
    const { modules, manifest, consignment } = parsed<{
      modules: {
        record: unknown;
        leaf: { record: string };
        leafHash: string;
        openings: { salt: string; path: string; value: unknown; hash: string }[];
      }[];
      manifest: { text: string; hash: string };
      consignment: { text: string; hash: string };
    }>("births");
    for (const { record, leaf, leafHash, openings } of modules) {
      expect(sha256(sortedJson(record))).toBe(leaf.record);
      expect(sha256("\0", sortedJson(leaf))).toBe(leafHash);
      for (const { salt, path, value, hash } of openings)
        expect(sha256("truelane-field/1\n", JSON.stringify([salt, path, value]))).toBe(hash);
    }
    for (const { text, hash } of [manifest, consignment]) expect(sha256(text)).toBe(hash);
  });

  it("on the tree, the checkpoint and its signatures", () => {
    const { entries, roots, checkpoint } = parsed<{
      entries: string[];
      roots: string[];
      checkpoint: { body: string; note: string; keys: string[] };
    }>("log");
    const leaves = entries.map((entry) => sha256("\0", Buffer.from(entry, "hex")));
    for (const [size, root] of roots.entries()) expect(definedRoot(leaves.slice(0, size))).toBe(root);
    expect(verifyNote(checkpoint.note, checkpoint.keys).map(({ status }) => status)).toEqual(["passed", "passed"]);
    const [line = ""] = checkpoint.note.split("\n\n")[1]?.split("\n") ?? [];
    const signature = Buffer.from(line.split(" ")[2] ?? "", "base64").subarray(4);
    const raw = Buffer.from(checkpoint.keys[0]?.split("+").slice(2).join("+") ?? "", "base64").subarray(1);
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: base64UrlOf(raw) }, format: "jwk" });
    expect(verify(null, Buffer.from(checkpoint.body), key, signature)).toBe(true);
  });

  it("on a signed statement", () => {
    const { statement, message, certificate, root, signature } = parsed<{
      statement: unknown;
      message: string;
      certificate: string;
      root: string;
      signature: string;
    }>("statements");
    expect(Buffer.from(message, "hex").toString()).toBe(`truelane-consignment-request/1\n${sortedJson(statement)}`);
    const [own, issuer] = [certificate, root].map((text) => new X509Certificate(Buffer.from(text, "base64url")));
    if (!own || !issuer) throw new Error("no certificates");
    expect(own.verify(issuer.publicKey)).toBe(true);
    const key = { key: own.publicKey, dsaEncoding: "ieee-p1363" as const };
    expect(verify("sha256", Buffer.from(message, "hex"), key, Buffer.from(signature, "base64url"))).toBe(true);
  });
});

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function okp(raw: Buffer) {
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: raw.toString("base64url") }, format: "jwk" });
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${sortedJson(member)}`).join(",")}}`;
}

function definedRoot(leaves: string[]): string {
  if (leaves.length === 0) return sha256("");
  if (leaves.length === 1) return leaves[0] ?? "";
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const [left, right] = [definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split))];
  return sha256(Buffer.from([1]), Buffer.from(left, "hex"), Buffer.from(right, "hex"));
}
