import { describe, expect, it } from "vitest";
import { productSubject } from "../../../../../lib/domain/event/subject.ts";
import { lotFormPath, lotOfFields } from "./lot-form-path.ts";

const lot = { lotId: "L 7/26", partNumber: "LM-LR4", revision: "A", madeOn: "2026-07-04", secrets: false };

describe("the way back to the form of a lot", () => {
  it("carries the product and everything that was typed", () => {
    const whole = { ...lot, site: "Suzhou 2", secrets: true, labelKey: "0123456789abcdef" };
    const path = new URL(lotFormPath("lumen", whole, "product"), "http://here");
    expect(path.pathname).toBe("/lots/new");
    const given = Object.fromEntries(path.searchParams);
    expect(given).toEqual({
      product: productSubject("lumen", "LM-LR4", "A"),
      lotId: "L 7/26",
      madeOn: "2026-07-04",
      site: "Suzhou 2",
      secrets: "1",
      labelKey: "0123456789abcdef",
      edit: "1",
    });
    expect(lotOfFields(given, whole)).toEqual(whole);
  });

  it("leads on to the file where only the file is to be corrected", () => {
    const { searchParams } = new URL(lotFormPath("lumen", lot, "file"), "http://here");
    expect([searchParams.has("edit"), searchParams.get("lotId")]).toEqual([false, "L 7/26"]);
  });

  it("of a lot without covered codes leads to one without", () => {
    const { searchParams } = new URL(lotFormPath("lumen", lot, "file"), "http://here");
    expect(lotOfFields(Object.fromEntries(searchParams), lot)).toEqual(lot);
    expect(lotOfFields(Object.fromEntries(searchParams), undefined)).toBeUndefined();
  });
});
