import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { describe, expect, it } from "vitest";
import { seedOf } from "../../../test/model/book.ts";
import { base64UrlOf } from "../bytes/base64url.ts";
import { bytesOfHex, hexOf } from "../bytes/hex.ts";
import { expectOk } from "../result.ts";
import { codeOfBytes, shortCodeOfBytes } from "./code.ts";
import { type LabelKey, labelKeyIdOf } from "./label-key.ts";
import {
  type KnownLabelKey,
  type LabelPayload,
  modelOf,
  PAYLOAD_LENGTH,
  parsePayload,
  payloadBytes,
  payloadMessage,
  payloadText,
  verifyPayload,
} from "./payload.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const seed = seedOf("label key");
const known = (key: LabelKey): KnownLabelKey => ({ ...key, kid: labelKeyIdOf(key) ?? "" });
const ed25519Key = (from: Uint8Array) => known({ algorithm: "ed25519", publicKey: hexOf(ed25519.getPublicKey(from)) });
const key = ed25519Key(seed);
const SPKI = expectOk(bytesOfHex("3059301306072a8648ce3d020106082a8648ce3d030107034200"));
const p256Key = known({
  algorithm: "es256",
  publicKey: base64UrlOf(Uint8Array.from([...SPKI, ...p256.getPublicKey(seed, false)])),
});
const code = codeOfBytes(seedOf("code").slice(0, 16));
const payload: LabelPayload = {
  kid: key.kid,
  model: modelOf("LM-100G-LR4"),
  code,
  issuedOn: "2026-11-29",
};

const signedText = (bytes: Uint8Array, by = seed) =>
  payloadText({ signed: bytes, signature: ed25519.sign(payloadMessage(bytes), by) });
const text = signedText(payloadBytes(payload));
const answer = (given: string, keys: readonly KnownLabelKey[] = [key]) => {
  const read = verifyPayload(given, keys);
  return read.ok ? "verified" : read.error.code;
};

describe("a label payload", () => {
  it("comes back as it was written, in 154 characters", () => {
    expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]{154}$/);
    expect(verifyPayload(text, [key])).toEqual({ ok: true, value: { payload, key } });
  });

  it.each(["2020-01-01", "2024-02-29", "2199-06-06"])("holds the day %s", (issuedOn) => {
    const read = verifyPayload(signedText(payloadBytes({ ...payload, issuedOn })), [key]);
    expect(read).toMatchObject({ value: { payload: { issuedOn } } });
  });

  it.each(["2019-12-31", "2199-06-07", "2023-02-29", ""])("has no room for the day %s", (issuedOn) => {
    expect(() => payloadBytes({ ...payload, issuedOn })).toThrow(RangeError);
  });

  it("holds codes of 20 characters, and says so", () => {
    const short = shortCodeOfBytes(seedOf("code").slice(0, 16));
    const bytes = payloadBytes({ ...payload, code: short });
    expect(bytes[31]).toBe(1);
    expect(verifyPayload(signedText(bytes), [key])).toMatchObject({ value: { payload: { code: short } } });
  });

  it("is read whatever the letter case, with look-alikes folded", () => {
    expect(answer(text.toLowerCase())).toBe("verified");
    expect(answer(text.replaceAll("1", "I").replaceAll("0", "O"))).toBe("verified");
    expect(answer(`U${text.slice(1)}`)).toBe("malformed");
  });

  it("is refused after any flipped bit", () => {
    for (let bit = 0; bit < 770; bit++) {
      const at = Math.floor(bit / 5);
      const value = ALPHABET.indexOf(text.charAt(at)) ^ (16 >> (bit % 5));
      const flipped = text.slice(0, at) + ALPHABET.charAt(value) + text.slice(at + 1);
      expect(answer(flipped), `bit ${bit}`).not.toBe("verified");
    }
  }, 60_000);

  it.each([
    ["a character less", text.slice(1)],
    ["a character more", `${text}0`],
    ["no character", ""],
    ["a plain code", code],
  ])("is refused with %s", (_, given) => {
    expect(answer(given)).toBe("malformed");
  });

  it("is refused with an unused bit set", () => {
    const last = ALPHABET.indexOf(text.at(-1) ?? "");
    expect(last % 4).toBe(0);
    expect(answer(text.slice(0, -1) + ALPHABET.charAt(last + 1))).toBe("malformed");
  });

  it.each([0, 2, 255])("is refused in version %i, rightly signed or not", (version) => {
    const bytes = payloadBytes(payload);
    bytes[0] = version;
    expect(answer(signedText(bytes))).toBe("unknown-version");
    expect(parsePayload(signedText(bytes))).toMatchObject({
      error: { detail: expect.stringContaining(String(version)) },
    });
  });

  it("is refused under another key, and where nobody knows its key", () => {
    const forged = { ...payload };
    expect(answer(signedText(payloadBytes(forged), seedOf("forger")))).toBe("signature-wrong");
    expect(answer(text, [])).toBe("unknown-key");
    expect(answer(text, [p256Key])).toBe("unknown-key");
  });

  it("tries every key that shares an id: the id is a hint", () => {
    const sameId = { ...ed25519Key(seedOf("another")), kid: key.kid };
    expect(verifyPayload(text, [sameId, { ...p256Key, kid: key.kid }, key])).toMatchObject({ value: { key } });
    expect(answer(text, [sameId])).toBe("signature-wrong");
  });

  it("takes ES256 keys by the algorithm of the key, never of the label", () => {
    const bytes = payloadBytes({ ...payload, kid: p256Key.kid });
    const signature = p256.sign(payloadMessage(bytes), seed, { lowS: true, prehash: true });
    expect(answer(payloadText({ signed: bytes, signature }), [p256Key])).toBe("verified");
    const s = signature.slice(32).reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
    const high = (p256.Point.Fn.ORDER - s).toString(16).padStart(64, "0");
    const highS = Uint8Array.from([...signature.slice(0, 32), ...expectOk(bytesOfHex(high))]);
    expect(answer(payloadText({ signed: bytes, signature: highS }), [p256Key])).toBe("signature-wrong");
    expect(answer(signedText(bytes), [p256Key])).toBe("signature-wrong");
  });

  it.each([
    ["unknown flags", 31, 2],
    ["the flag of a short code on a long one", 31, 1],
  ])("is refused with %s, though rightly signed", (_, at, value) => {
    const bytes = payloadBytes(payload);
    bytes[at] = value;
    expect(answer(signedText(bytes))).toBe("malformed");
  });

  it("is not written from parts of another length", () => {
    expect(() => payloadBytes({ ...payload, kid: "00" })).toThrow(RangeError);
    expect(() => payloadText({ signed: new Uint8Array(31), signature: new Uint8Array(64) })).toThrow(RangeError);
    expect(PAYLOAD_LENGTH).toBe(154);
  });
});
