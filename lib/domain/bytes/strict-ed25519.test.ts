/** Vectors: RFC 8032 section 7.1, and the small-order points of "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko 2020). */
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import { expectOk } from "../result.ts";
import { bytesOfHex, hexOf } from "./hex.ts";
import { isEd25519Key, isEd25519Signature } from "./strict-ed25519.ts";
import { utf8Of } from "./utf8.ts";

const bytes = (hex: string) => expectOk(bytesOfHex(hex));
const { Point } = ed25519;
const L = Point.Fn.ORDER;
const seed = new Uint8Array(32).fill(7);
const publicKey = ed25519.getPublicKey(seed);
const message = utf8Of("a label");
const signature = ed25519.sign(message, seed);
/** A point of order eight, and the other small ones. */
const SMALL = [
  `01${"00".repeat(31)}`,
  `ec${"ff".repeat(30)}7f`,
  "00".repeat(32),
  `${"00".repeat(31)}80`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
];

describe("a strict Ed25519 signature", () => {
  it.each([
    [
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ],
    [
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ],
    [
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ],
  ])("is right for the key %s of RFC 8032", (key, text, signed) => {
    expect(isEd25519Signature(bytes(signed), bytes(text), bytes(key))).toBe(true);
  });

  it("is wrong after any flipped bit of signature, key or message", () => {
    const flipped = (given: Uint8Array, bit: number) =>
      given.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    for (let bit = 0; bit < 512; bit += 3)
      expect(isEd25519Signature(flipped(signature, bit), message, publicKey)).toBe(false);
    for (let bit = 0; bit < 256; bit += 5)
      expect(isEd25519Signature(signature, message, flipped(publicKey, bit))).toBe(false);
    for (let bit = 0; bit < message.length * 8; bit++)
      expect(isEd25519Signature(signature, flipped(message, bit), publicKey)).toBe(false);
  });

  it("has an S below the order of the group", () => {
    const s = signature.slice(32).reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
    const more = Uint8Array.from({ length: 32 }, (_, at) => Number(((s + L) >> BigInt(8 * at)) & 255n));
    const second = Uint8Array.from([...signature.slice(0, 32), ...more]);
    expect(isEd25519Signature(second, message, publicKey)).toBe(false);
  });

  it.each(SMALL)("is none under the small-order key %s", (key) => {
    // Under the neutral element S = 0, R = 0 would sign every message.
    const anything = bytes(`01${"00".repeat(63)}`);
    expect(isEd25519Signature(anything, message, bytes(key))).toBe(false);
    expect(isEd25519Key(bytes(key))).toBe(false);
  });

  it("is none of which only eight times the equation holds, as others refuse it too", () => {
    const small = Point.fromBytes(bytes("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), true);
    const mixed = Point.fromBytes(publicKey).add(small).toBytes();
    // Signed for the mixed key with the pure one's scalar: right up to a point of small order.
    const { scalar } = ed25519.utils.getExtendedPublicKey(seed);
    for (let nonce = 2n; nonce < 40n; nonce++) {
      const r = Point.BASE.multiply(nonce).toBytes();
      const challenge = challengeOf(r, mixed);
      const s = Point.Fn.create(nonce + challenge * scalar);
      const made = Uint8Array.from([
        ...r,
        ...Array.from({ length: 32 }, (_, at) => Number((s >> BigInt(8 * at)) & 255n)),
      ]);
      if (challenge % 8n === 0n) continue;
      expect(ed25519.verify(made, message, mixed, { zip215: false })).toBe(true);
      expect(isEd25519Signature(made, message, mixed)).toBe(false);
      return;
    }
    throw new Error("no nonce with a remainder");
  });

  it.each([
    ["a point that is spelled above the field", `ee${"ff".repeat(30)}7f`],
    ["bytes that are no point", `02${"00".repeat(31)}`],
    ["too few bytes", "00"],
  ])("is none under %s", (_, key) => {
    expect(isEd25519Signature(signature, message, bytes(key))).toBe(false);
  });

  it("is not short, long or empty", () => {
    for (const wrong of [signature.slice(0, 63), Uint8Array.from([...signature, 0]), new Uint8Array()])
      expect(isEd25519Signature(wrong, message, publicKey)).toBe(false);
    expect(isEd25519Key(publicKey)).toBe(true);
    expect(hexOf(publicKey)).toHaveLength(64);
  });
});

function challengeOf(r: Uint8Array, key: Uint8Array): bigint {
  const hash = sha512(Uint8Array.from([...r, ...key, ...message]));
  return Point.Fn.create(hash.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n));
}
