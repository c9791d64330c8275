import { describe, expect, it } from "vitest";
import { productSubject } from "../../../../../lib/domain/event/subject.ts";
import { lotFormPath } from "./lot-form-path.ts";

const lot = { lotId: "L 7/26", partNumber: "LM-LR4", revision: "A", madeOn: "2026-07-04", secrets: false };

describe("the way back to the form of a lot", () => {
  it("carries the product and everything that was typed", () => {
    const path = new URL(lotFormPath("lumen", { ...lot, site: "Suzhou 2", labelKey: "K1" }, "product"), "http://here");
    expect(path.pathname).toBe("/lots/new");
    expect(Object.fromEntries(path.searchParams)).toEqual({
      product: productSubject("lumen", "LM-LR4", "A"),
      lotId: "L 7/26",
      madeOn: "2026-07-04",
      site: "Suzhou 2",
      labelKey: "K1",
      edit: "1",
    });
  });

  it("leads on to the file where only the file is to be corrected", () => {
    const { searchParams } = new URL(lotFormPath("lumen", lot, "file"), "http://here");
    expect([searchParams.has("edit"), searchParams.get("lotId")]).toEqual([false, "L 7/26"]);
  });
});
