import { describe, expect, it } from "vitest";
import { guessing } from "./guessing.ts";
import { lotLeak } from "./lot-leak.ts";

const LOT = { maker: "Lumina", registered: { at: "2026-05-01T00:00:00.000Z", position: 4 }, count: 1000 };

describe("R7", () => {
  it("speaks when a hundredth of a lot is looked up and none of that moves", () => {
    expect(lotLeak({ ...LOT, seenUnmoved: 10 })).toMatchObject({ status: "fired", contradiction: { severity: "lot" } });
    expect(lotLeak({ ...LOT, seenUnmoved: 9 }).status).toBe("quiet");
  });

  it("does not take one curious buyer of a small lot for a leak", () => {
    expect(lotLeak({ ...LOT, count: 8, seenUnmoved: 4 }).status).toBe("quiet");
    expect(lotLeak({ ...LOT, count: 8, seenUnmoved: 5 }).status).toBe("fired");
  });
});

describe("R8", () => {
  const from = (unknown: number, known: number) => guessing({ network: "192.0.2.0/24", unknown, known }).status;

  it("speaks at twenty unknown codes, or at many more unknown than known ones", () => {
    expect(from(20, 1000)).toBe("fired");
    expect(from(12, 2)).toBe("fired");
  });

  it("is quiet for a warehouse that mistypes some of many", () => {
    expect(from(12, 400)).toBe("quiet");
    expect(from(3, 0)).toBe("quiet");
  });
});
