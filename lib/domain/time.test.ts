import { describe, expect, it } from "vitest";
import { parseDay, parseTime } from "./time.ts";

describe("times", () => {
  it.each(["2026-03-01T12:00:00.000Z", "2024-02-29T23:59:59.999Z", "2000-02-29T00:00:00.000Z"])("%s is one", (text) => {
    expect(parseTime(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    "2026-03-01T12:00:00Z",
    "2026-03-01T12:00:00.000+00:00",
    "2026-03-01 12:00:00.000Z",
    "2026-03-01T24:00:00.000Z",
    "2026-03-01T12:60:00.000Z",
    "2026-06-30T23:59:60.000Z",
    "2026-02-29T12:00:00.000Z",
    "1900-02-29T12:00:00.000Z",
    "2026-04-31T12:00:00.000Z",
    "2026-03-01T12:00:00.000Z\n",
  ])("%j is none", (text) => {
    expect(parseTime(text)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });

  it("a day is ten characters of the calendar", () => {
    expect(parseDay("2026-12-31").ok).toBe(true);
    for (const text of ["2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-32", "2026-01-00", "2026-01-01Z"])
      expect(parseDay(text).ok).toBe(false);
  });
});
