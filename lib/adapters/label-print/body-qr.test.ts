import { describe, expect, it } from "vitest";
import { SHEETS } from "../../domain/label/sheet.ts";
import { levelFor, openBodyTable } from "./body-qr.ts";

const uriOf = (host: string) => `HTTPS://${host}/V/${"0".repeat(26)}`;
const GS1 = `HTTPS://ID.EXAMPLE.COM/01/09506000134352/21/${"0".repeat(20)}`;

describe("the QR symbol of a body label", () => {
  it.each([
    ["TRUELANE.CN", "H"],
    ["T".repeat(13), "H"],
    ["T".repeat(14), "Q"],
    ["TRUELANE.EXAMPLE.COM", "Q"],
    ["T".repeat(30), "Q"],
    ["T".repeat(31), "M"],
    ["T".repeat(53), "M"],
  ] as const)("is of version 4 on a site called %s, at level %s", (host, level) => {
    expect(levelFor(SHEETS["roll-40x30"], uriOf(host))).toBe(level);
    expect(openBodyTable(SHEETS["roll-40x30"], uriOf(host)).version).toBe(4);
  });

  it("is of version 4 for a GS1 link too, whose lower-case site or brackets take more room", () => {
    for (const uri of [GS1, uriOf("[::1]:3000"), uriOf("truelane.example.com")])
      expect(openBodyTable(SHEETS["a4-24"], uri).version).toBe(4);
  });

  it("is of version 3 where modules would become too small, and grows only for what version 4 does not hold", () => {
    expect(openBodyTable(SHEETS["roll-25x12"], uriOf("TRUELANE.CN")).version).toBe(3);
    expect(openBodyTable(SHEETS["a4-24"], uriOf("T".repeat(54))).version).toBe(5);
  });
});
