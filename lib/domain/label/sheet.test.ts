import { describe, expect, it } from "vitest";
import { layOutBag } from "./bag-layout.ts";
import { layOutLabel, placeOnSheet, placesOn, QUIET_ZONE, SAFE_MODULE, SHEETS, type SheetName } from "./sheet.ts";

/** Modules of QR versions 3 and 4, which hold every label address, and of 5 for a long GS1 link. */
const SYMBOLS = [29, 33, 37];
/** A person is to print one and read it first. */
const TINY = SHEETS["roll-25x12"];

describe.each(Object.entries(SHEETS))("sheet %s", (_, sheet) => {
  it("holds every label whole, and none over another", () => {
    for (let place = 0; place < placesOn(sheet); place++) {
      const { left, top } = placeOnSheet(sheet, place);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(left + sheet.label.width).toBeLessThanOrEqual(sheet.page.width + 1e-9);
      expect(top + sheet.label.height).toBeLessThanOrEqual(sheet.page.height + 1e-9);
    }
    expect(sheet.pitch.across).toBeGreaterThanOrEqual(sheet.label.width);
    expect(sheet.pitch.down).toBeGreaterThanOrEqual(sheet.label.height);
  });

  it.each(SYMBOLS)("has room for a code to type unless it is small, at %i modules a side", (modules) => {
    const { text, codeLines } = layOutLabel(sheet, modules);
    expect(codeLines > 0).toBe(sheet.label.height >= 25);
    // Seven groups on one line, four of them on the first of two: characters of at least 1.6 mm, hyphens of half of that.
    if (sheet === TINY) return;
    const characters = { 0: 0, 1: 26 + 3, 2: 16 + 1.5 }[codeLines];
    expect(text.width / 0.62).toBeGreaterThan(characters * 1.6);
  });

  it.each(SYMBOLS)("prints modules of a safe size with the quiet zone inside, at %i modules a side", (modules) => {
    const { qr, text } = layOutLabel(sheet, modules);
    if (sheet === TINY && modules === 37) return;
    expect(qr.module).toBeGreaterThanOrEqual(sheet === TINY ? 0.25 : SAFE_MODULE);
    expect(qr.side).toBeCloseTo((modules + 2 * QUIET_ZONE) * qr.module, 6);
    expect(qr.top).toBeGreaterThanOrEqual(0);
    expect(qr.top + qr.side).toBeLessThanOrEqual(sheet.label.height);
    expect(text.left).toBeGreaterThanOrEqual(qr.left + qr.side);
    expect(text.left + text.width).toBeLessThanOrEqual(sheet.label.width);
    expect(text.width).toBeGreaterThan(12);
  });
});

it("a sheet of 24 fills A4 by 63.5 × 33.9 mm", () => {
  const sheet = SHEETS["a4-24"];
  expect(placesOn(sheet)).toBe(24);
  expect(placeOnSheet(sheet, 0)).toEqual({ left: 7.25, top: expect.closeTo(12.9) });
  expect(placeOnSheet(sheet, 4)).toEqual({ left: 73.25, top: expect.closeTo(46.8) });
});

it("a sheet of 30 fills US Letter by 2 5/8 × 1 inch", () => {
  const sheet = SHEETS["letter-30"];
  expect(placesOn(sheet)).toBe(30);
  expect(placeOnSheet(sheet, 0)).toEqual({ left: expect.closeTo(4.7625), top: expect.closeTo(12.7) });
});

describe("a bag label", () => {
  /** Signed payloads in versions 7 to 9, covered codes in versions 3 and 4. */
  const symbols = [45, 49, 53].flatMap((signed) => [29, 33].map((secret) => [signed, secret] as const));
  const roomy: SheetName[] = ["a4-24", "letter-30", "roll-60x40", "roll-100x50"];

  it.each(symbols)(
    "of %i and %i modules has both codes, words between them, and a field for the cover",
    (signed, secret) => {
      for (const name of roomy) {
        const { label } = SHEETS[name];
        const layout = layOutBag(SHEETS[name], signed, secret);
        if (!layout) throw new Error(`no room on ${name}`);
        const { covered, text } = layout;
        expect(layout.signed.module).toBeGreaterThanOrEqual(SAFE_MODULE);
        expect(covered.qr.module).toBeGreaterThanOrEqual(SAFE_MODULE);
        expect(layout.signed.top).toBeGreaterThanOrEqual(0);
        expect(text.left).toBeGreaterThanOrEqual(layout.signed.left + layout.signed.side - 1e-9);
        expect(text.left + text.width).toBeLessThan(covered.left);
        expect(covered.left + covered.width).toBeLessThan(label.width);
        expect(covered.top + covered.height).toBeLessThanOrEqual(label.height);
        expect(covered.top).toBeGreaterThan(0);
      }
    },
  );

  it("has no place on labels where the codes would be too small", () => {
    for (const name of ["a4-65", "roll-25x12", "roll-40x30"] as const)
      expect(layOutBag(SHEETS[name], 49, 33)).toBeUndefined();
  });
});
