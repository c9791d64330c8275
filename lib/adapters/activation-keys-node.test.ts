import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { activationKeyOf, secretOfBytes } from "../domain/label/secret.ts";
import { nativeActivationKeyOf } from "./activation-keys-node.ts";

it("derives the key that the domain derives, for any secret", () => {
  for (let round = 0; round < 50; round++) {
    const secret = secretOfBytes(new Uint8Array(randomBytes(16)));
    expect(nativeActivationKeyOf(secret)).toBe(activationKeyOf(secret));
  }
});
