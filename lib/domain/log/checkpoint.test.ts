import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, it } from "vitest";
import { base64Of, bytesOfBase64 } from "../bytes/base64.ts";
import { expectOk } from "../result.ts";
import {
  checkpointBody,
  cosignatureLine,
  KEY_TYPE,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signNote,
  verifierKeyText,
  verifyNote,
} from "./checkpoint.ts";
import { rootOf } from "./merkle-tree.ts";

/** The example of golang.org/x/mod/sumdb/note, on which C2SP signed-note is built. */
const NEUMANN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NEUMANN_SEED = expectOk(bytesOfBase64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")).subarray(1);
const NEUMANN_NOTE =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
  "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

const origin = "truelane/00112233445566778899aabbccddeeff";
const seed = new Uint8Array(32).fill(1);
const witness = { name: "witness.example/w1", seed: new Uint8Array(32).fill(2) };
const body = checkpointBody({ origin, size: 0, root: rootOf([]) });
const logKey = verifierKeyText(origin, ed25519.getPublicKey(seed), KEY_TYPE.log);
const witnessKey = verifierKeyText(witness.name, ed25519.getPublicKey(witness.seed), KEY_TYPE.witness);

describe("signed notes", () => {
  it("are the published ones, byte for byte", () => {
    const { body: text } = expectOk(parseNote(NEUMANN_NOTE));
    expect(signNote(text, { name: "PeterNeumann", seed: NEUMANN_SEED })).toBe(NEUMANN_NOTE);
    expect(verifierKeyText("PeterNeumann", ed25519.getPublicKey(NEUMANN_SEED), KEY_TYPE.log)).toBe(NEUMANN_KEY);
    expect(verifyNote(NEUMANN_NOTE, [NEUMANN_KEY])).toEqual([
      { name: "PeterNeumann", keyId: "c74f20a3", status: "passed" },
    ]);
  });

  it("fail when one character of the text differs, and say whose signature fails", () => {
    const changed = NEUMANN_NOTE.replace("problem is", "Problem is");
    expect(verifyNote(changed, [NEUMANN_KEY])).toMatchObject([{ name: "PeterNeumann", status: "failed" }]);
  });

  it("say that a key is unknown, which is neither good nor bad", () => {
    expect(verifyNote(NEUMANN_NOTE, [logKey, "nonsense"])).toMatchObject([{ status: "unknown-key" }]);
  });

  it.each([
    ["no signature", "text\n"],
    ["no blank line", "text\n\u2014 a AAAAAAA=\n"],
    ["no end of the last line", NEUMANN_NOTE.slice(0, -1)],
    ["a hyphen for the dash", NEUMANN_NOTE.replace("\u2014", "-")],
    ["a carriage return", NEUMANN_NOTE.replace("\n", "\r\n")],
    ["a key id alone", "text\n\n\u2014 a AAAAAA==\n"],
    ["a name with a plus", "text\n\n\u2014 a+b AAAAAAA=\n"],
    ["something after the signatures", `${NEUMANN_NOTE}x\n`],
  ])("with %s are none", (_, text) => {
    expect(parseNote(text)).toMatchObject({ ok: false, error: { code: "malformed" } });
    expect(verifyNote(text, [NEUMANN_KEY])).toEqual([]);
  });
});

describe("verifier keys", () => {
  it("of the Go checksum database are read", () => {
    const key = parseVerifierKey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");
    expect(key).toMatchObject({ ok: true, value: { name: "sum.golang.org", keyId: "033de0ae", type: 1 } });
  });

  it.each([
    "sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
    "other.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
    "sum.golang.org+033de0ae+Ac4zctda0e5e",
    "sum.golang.org",
    "",
  ])("%j is none", (text) => {
    expect(parseVerifierKey(text)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });

  it("have different ids for the two types, so that a witness never signs as a log", () => {
    const [log, cosigner] = [KEY_TYPE.log, KEY_TYPE.witness].map((type) =>
      verifierKeyText("same", ed25519.getPublicKey(seed), type),
    );
    expect(log?.slice(0, 13)).not.toBe(cosigner?.slice(0, 13));
  });
});

describe("checkpoints", () => {
  it("are three lines, and come back as they were", () => {
    expect(body).toBe(`${origin}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`);
    expect(parseCheckpoint(body)).toEqual({ ok: true, value: { origin, size: 0, root: rootOf([]) } });
  });

  it.each([
    ["an extension line", `${body}more\n`],
    ["a size with a leading zero", body.replace("\n0\n", "\n00\n")],
    ["a negative size", body.replace("\n0\n", "\n-1\n")],
    ["a short root", `${origin}\n0\nAAAA\n`],
    ["no origin", body.replace(origin, "")],
    ["no last line end", body.slice(0, -1)],
  ])("with %s are refused", (_, text) => {
    expect(parseCheckpoint(text)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });

  it("carry the log's signature and those of witnesses, each judged by itself", () => {
    const note = signNote(body, { name: origin, seed }) + cosignatureLine(body, witness, 1_772_366_400);
    expect(verifyNote(note, [logKey, witnessKey])).toMatchObject([
      { name: origin, status: "passed" },
      { name: witness.name, status: "passed", time: 1_772_366_400 },
    ]);
    const other = checkpointBody({ origin, size: 1, root: rootOf([new Uint8Array(32)]) });
    expect(verifyNote(note.replace(body, other), [logKey, witnessKey])).toMatchObject([
      { status: "failed" },
      { status: "failed" },
    ]);
  });

  it("do not pass with a cosignature whose time was moved", () => {
    const line = cosignatureLine(body, witness, 1_772_366_400);
    const encoded = line.trimEnd().split(" ")[2] ?? "";
    const bytes = expectOk(bytesOfBase64(encoded));
    expect(verifyNote(`${body}\n${line}`, [witnessKey])[0]?.status).toBe("passed");
    bytes[11] = (bytes[11] ?? 0) + 1;
    const note = `${body}\n${line.replace(encoded, base64Of(bytes))}`;
    expect(verifyNote(note, [witnessKey])[0]?.status).toBe("failed");
  });
});

describe("Ed25519 is judged as RFC 8032 says, without its lenient readings", () => {
  const status = (publicKey: Uint8Array, signature: Uint8Array) => {
    const key = verifierKeyText(origin, publicKey, KEY_TYPE.log);
    const line = base64Of(Uint8Array.of(...Buffer.from(key.split("+")[1] ?? "", "hex"), ...signature));
    return verifyNote(`${body}\n\u2014 ${origin} ${line}\n`, [key])[0]?.status;
  };
  const publicKey = ed25519.getPublicKey(seed);
  const right = ed25519.sign(Buffer.from(body), seed);

  it("takes the right signature", () => {
    expect(status(publicKey, right)).toBe("passed");
  });

  it("refuses S + L, which the same signer never wrote", () => {
    const order = ed25519.Point.Fn.ORDER;
    const s = BigInt(`0x${Buffer.from(right.slice(32)).reverse().toString("hex")}`) + order;
    const bytes = Buffer.from(s.toString(16).padStart(64, "0"), "hex").reverse();
    expect(status(publicKey, Uint8Array.of(...right.slice(0, 32), ...bytes))).toBe("failed");
  });

  it("refuses a key of small order, under which one signature fits every message", () => {
    const identity = Uint8Array.of(1, ...new Uint8Array(31));
    const signature = Uint8Array.of(...identity, ...new Uint8Array(32));
    expect(ed25519.verify(signature, Buffer.from(body), identity, { zip215: true })).toBe(true);
    expect(status(identity, signature)).toBe("failed");
  });

  it("refuses a key that is no point, and a signature of another length", () => {
    expect(status(new Uint8Array(32).fill(2), right)).toBe("failed");
    expect(status(publicKey, right.slice(1))).toBe("failed");
    expect(status(publicKey, Uint8Array.of(...right, 0))).toBe("failed");
  });
});
