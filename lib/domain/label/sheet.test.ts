import { describe, expect, it } from "vitest";
import { layOutLabel, placeOnSheet, placesOn, QUIET_ZONE, SHEETS } from "./sheet.ts";

/** Modules of QR versions 3 and 4, which hold every label address. */
const SYMBOLS = [29, 33];

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
    const characters = { 0: 0, 1: 26 + 3, 2: 16 + 1.5 }[codeLines];
    expect(text.width / 0.62).toBeGreaterThan(characters * 1.6);
  });

  it.each(SYMBOLS)("prints modules of at least 0.33 mm with the quiet zone inside, at %i modules a side", (modules) => {
    const { qr, text } = layOutLabel(sheet, modules);
    expect(qr.module).toBeGreaterThanOrEqual(0.33);
    expect(qr.side).toBeCloseTo((modules + 2 * QUIET_ZONE) * qr.module, 6);
    expect(qr.top).toBeGreaterThanOrEqual(0);
    expect(qr.top + qr.side).toBeLessThanOrEqual(sheet.label.height);
    expect(text.left).toBeGreaterThanOrEqual(qr.left + qr.side);
    expect(text.left + text.width).toBeLessThanOrEqual(sheet.label.width);
    expect(text.width).toBeGreaterThan(14);
  });
});

it("a sheet of 24 fills A4 by 63.5 × 33.9 mm", () => {
  const sheet = SHEETS["a4-24"];
  expect(placesOn(sheet)).toBe(24);
  expect(placeOnSheet(sheet, 0)).toEqual({ left: 7.25, top: expect.closeTo(12.9) });
  expect(placeOnSheet(sheet, 4)).toEqual({ left: 73.25, top: expect.closeTo(46.8) });
});
