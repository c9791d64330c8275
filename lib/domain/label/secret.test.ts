import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, it } from "vitest";
import { hexOf } from "../bytes/hex.ts";
import { activationKeyOf, activationSeedOf, parseSecret, secretOfBytes } from "./secret.ts";

describe("secrets", () => {
  it("derive the key whose public half the birth carries", () => {
    const secret = secretOfBytes(new Uint8Array(16).fill(7));
    const signature = ed25519.sign(Uint8Array.of(1), activationSeedOf(secret));
    const key = activationKeyOf(secret);
    expect(key).toBe(hexOf(ed25519.getPublicKey(activationSeedOf(secret))));
    expect(ed25519.verify(signature, Uint8Array.of(1), Buffer.from(key, "hex"), { zip215: false })).toBe(true);
  });

  it("are read as a person types them", () => {
    const secret = secretOfBytes(new Uint8Array(16).fill(255));
    expect(parseSecret(` 7zzzz ${"z".repeat(10)}-${"Z".repeat(11)}\n`)).toEqual({ ok: true, value: secret });
  });

  it.each(["0".repeat(20), `8${"0".repeat(25)}`, `${"0".repeat(25)}U`])("%s is none", (text) => {
    expect(parseSecret(text).ok).toBe(false);
  });

  it("are made of 16 random bytes, no fewer", () => {
    expect(() => secretOfBytes(new Uint8Array(8))).toThrow(RangeError);
  });
});
