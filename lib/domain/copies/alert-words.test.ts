import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agrees, mayBecome, timeOf, workingDaysLater } from "./alert-words.ts";

describe("a deadline", () => {
  it("does not count Saturday and Sunday", () => {
    expect(workingDaysLater("2026-11-26T09:30:00.000Z", 2)).toBe("2026-11-30T09:30:00.000Z"); // Thursday to Monday
    expect(workingDaysLater("2026-11-30T09:30:00.000Z", 2)).toBe("2026-12-02T09:30:00.000Z");
    expect(workingDaysLater("2026-11-28T23:59:59.999Z", 2)).toBe("2026-12-01T23:59:59.999Z");
  });

  it("is written as every other time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (ms) => {
        expect(timeOf(ms)).toBe(new Date(ms).toISOString());
      }),
    );
  });
});

describe("an alert", () => {
  it("goes forward only", () => {
    expect(mayBecome("open", "investigating")).toBe(true);
    expect(mayBecome("investigating", "acknowledged")).toBe(false);
    expect(mayBecome("closed", "open")).toBe(false);
  });

  it("closes with a cause that fits its outcome", () => {
    expect(agrees("caps-lock", "false-alarm")).toBe(true);
    expect(agrees("caps-lock", "confirmed")).toBe(false);
    expect(agrees("label-copied", "confirmed")).toBe(true);
    expect(agrees("label-copied", "false-alarm")).toBe(false);
    expect(agrees("not-determined", "undetermined")).toBe(true);
    expect(agrees("not-determined", "explained")).toBe(false);
  });
});
