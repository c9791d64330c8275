import { describe, expect, it } from "vitest";
import { isGuessable } from "./guessable.ts";

const OWN = ["Ada Quinn", "ada@lumen-optics.example", "Lumen Optics", "lumen-optics"];

describe("a password", () => {
  it.each([
    ["of a leaked list, twice", "passwordpassword"],
    ["of a leaked list, lengthened", "1q2w3e4r5t6y7u8i"],
    ["of a leaked list, in other letters", "P4ssw0rdP4ssw0rd"],
    ["that walks over the keyboard", "qwertyuiopasdfghjkl"],
    ["of one sign", "aaaaaaaaaaaaaaaaaaaa"],
    ["that counts", "123456789101112131415"],
    ["that is the person's address", "ada@lumen-optics.example"],
    ["of the person's name and organisation", "AdaQuinn-LumenOptics"],
    ["of the product and a year", "TrueLane TrueLane 2026"],
    ["that is one word, very often", "truelane".repeat(16)],
  ])("%s is guessed early", (_, password) => {
    expect(isGuessable(password, OWN)).toBe(true);
  });

  it.each([
    ["of four drawn words", "correct horse battery staple"],
    ["that is a sentence", "a long sentence to sign in"],
    ["that is a sentence in Chinese", "今天下午三点我们在仓库里面一起清点光模块"],
    ["that was drawn", "k3h2a-pqzm4-9ttw4-hhj2v"],
    ["that names the organisation among much else", "Lumen Optics paints its bicycles blue"],
    ["as long as one may be", "Kx7!".repeat(2) + "vertical lemon harbour ".repeat(5).slice(0, 120)],
  ])("%s is not", (_, password) => {
    expect(isGuessable(password, OWN)).toBe(false);
  });

  it("of somebody else's name is not this person's matter", () => {
    const password = "Grace Hopper Marlowe";
    expect([isGuessable(password, []), isGuessable(password, ["Grace Hopper Marlowe"])]).toEqual([false, true]);
  });
});
