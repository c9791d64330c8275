import fc from "fast-check";
import QRCode from "qrcode";
import { describe, expect, it } from "vitest";
import { openQrTable } from "./qr-table.ts";

const ALPHANUMERIC = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"];

function modulesOf(table: ReturnType<typeof openQrTable>, text: string): number[] {
  const bits = table.bitsOf(text);
  return Array.from({ length: table.size ** 2 }, (_, at) => {
    const [row, column] = [Math.floor(at / table.size), at % table.size];
    return ((bits[row * table.bytesARow + (column >> 3)] ?? 0) >> (7 - (column & 7))) & 1;
  });
}

describe("the table of QR symbols", () => {
  it.each([18, 41, 48, 50, 61, 62])("draws what the qrcode package draws, for %i characters", (length) => {
    const table = openQrTable(length);
    const texts = fc.array(fc.constantFrom(...ALPHANUMERIC), { minLength: length, maxLength: length });
    fc.assert(
      fc.property(texts, (characters) => {
        const text = characters.join("");
        const symbol = QRCode.create([{ data: text, mode: "alphanumeric" }], {
          errorCorrectionLevel: "M",
          maskPattern: 2,
        });
        expect([table.version, table.size]).toEqual([symbol.version, symbol.modules.size]);
        expect(modulesOf(table, text)).toEqual([...symbol.modules.data].map(Number));
      }),
      { numRuns: 40 },
    );
  });

  it("keeps the label of a 26-character code in version 3", () => {
    expect(openQrTable("HTTPS://TRUELANE.EXAMPLE.COM/V/".length + 26).version).toBe(3);
  });

  it("refuses a text that QR's alphanumeric mode cannot hold", () => {
    expect(() => openQrTable(4).bitsOf("abcd")).toThrow("alphanumeric");
    expect(() => openQrTable(4).bitsOf("ABCDE")).toThrow("4 characters");
  });
});
