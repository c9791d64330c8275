import { describe, expect, it } from "vitest";
import { inNaturalOrder } from "./natural-order.ts";

describe("the order in which people look for a serial number", () => {
  it("counts digits as a number", () => {
    const serials = ["MUP0WB10", "MUP0WB9", "MUP0WB100", "MUP0WB1"];
    expect(inNaturalOrder(serials, (serial) => serial)).toEqual(["MUP0WB1", "MUP0WB9", "MUP0WB10", "MUP0WB100"]);
  });

  it("leaves the given list as it was", () => {
    const serials = ["B", "A"];
    inNaturalOrder(serials, (serial) => serial);
    expect(serials).toEqual(["B", "A"]);
  });
});
