import fc from "fast-check";
import QRCode from "qrcode";
import { describe, expect, it } from "vitest";
import { MASK, openQrTable } from "./qr-table.ts";

const ALPHANUMERIC = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"];

function modulesOf(table: ReturnType<typeof openQrTable>, text: string): number[] {
  const bits = table.bitsOf(text);
  return Array.from({ length: table.size ** 2 }, (_, at) => {
    const [row, column] = [Math.floor(at / table.size), at % table.size];
    return ((bits[row * table.bytesARow + (column >> 3)] ?? 0) >> (7 - (column & 7))) & 1;
  });
}

describe("the table of QR symbols", () => {
  // Capacities: M 20, 38, 61, 90, 122, 154, 178, 221, 262 characters; Q 16, 29, 47, 67, 87, 108, 125, 157, 189; H 10, 20, 35, 50, 64, 84, 93, 122, 143.
  it.each([
    ["M", 1, 18],
    ["M", 1, 20],
    ["M", 2, 38],
    ["M", 3, 48],
    ["M", 3, 61],
    ["M", 4, 62],
    ["M", 4, 90],
    ["M", 5, 122],
    ["M", 6, 153],
    ["M", 7, 165],
    ["M", 7, 178],
    ["M", 8, 185],
    ["M", 9, 262],
    ["Q", 1, 16],
    ["Q", 2, 29],
    ["Q", 3, 47],
    ["Q", 4, 57],
    ["Q", 4, 67],
    ["Q", 5, 87],
    ["Q", 6, 108],
    ["Q", 7, 125],
    ["Q", 8, 157],
    ["Q", 9, 189],
    ["H", 1, 10],
    ["H", 2, 20],
    ["H", 3, 35],
    ["H", 4, 50],
    ["H", 5, 57],
    ["H", 6, 84],
    ["H", 7, 93],
    ["H", 8, 122],
    ["H", 9, 143],
  ] as const)(
    "draws in level %s and version %i what the qrcode package draws, for %i characters",
    (level, version, length) => {
      const table = openQrTable("A".repeat(length), level);
      const texts = fc.array(fc.constantFrom(...ALPHANUMERIC), { minLength: length, maxLength: length });
      fc.assert(
        fc.property(texts, (characters) => {
          const text = characters.join("");
          const symbol = QRCode.create([{ data: text, mode: "alphanumeric" }], {
            errorCorrectionLevel: level,
            maskPattern: MASK,
          });
          expect([table.version, table.size]).toEqual([version, symbol.modules.size]);
          expect(symbol.version).toBe(version);
          expect(modulesOf(table, text)).toEqual([...symbol.modules.data].map(Number));
        }),
        { numRuns: 15 },
      );
    },
  );

  it("draws the address of a covered code, whose # is none of QR's alphanumeric set, in runs of two modes", () => {
    const head = "HTTPS://TRUELANE.EXAMPLE.COM/A";
    const table = openQrTable(`${head}#${"0".repeat(26)}`, "M");
    const secrets = fc.array(fc.constantFrom(...ALPHANUMERIC.slice(0, 36)), { minLength: 26, maxLength: 26 });
    fc.assert(
      fc.property(secrets, (characters) => {
        const secret = characters.join("");
        const symbol = QRCode.create(
          [
            { data: head, mode: "alphanumeric" },
            { data: Buffer.from("#"), mode: "byte" },
            { data: secret, mode: "alphanumeric" },
          ],
          { errorCorrectionLevel: "M", maskPattern: MASK },
        );
        expect(modulesOf(table, `${head}#${secret}`)).toEqual([...symbol.modules.data].map(Number));
      }),
      { numRuns: 25 },
    );
  });

  it("keeps the label of a 26-character code in version 3 or 4", () => {
    const uri = `HTTPS://TRUELANE.EXAMPLE.COM/V/${"0".repeat(26)}`;
    expect(openQrTable(uri, "M").version).toBe(3);
    expect(openQrTable(uri, "Q").version).toBe(4);
  });

  it("refuses a text of another form, and an address that no label has room for", () => {
    expect(() => openQrTable("AAAA", "M").bitsOf("abcd")).toThrow("alphanumeric");
    expect(() => openQrTable("AAAA", "M").bitsOf("ABCDE")).toThrow("4 characters");
    expect(() => openQrTable("A".repeat(263), "M")).toThrow("shorten the public address");
    expect(() => openQrTable("码", "M")).toThrow("ASCII");
  });
});
