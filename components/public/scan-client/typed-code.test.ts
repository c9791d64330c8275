import { describe, expect, it } from "vitest";
import { typedSoFar } from "./typed-code.ts";

describe("a code that is being typed", () => {
  it("is shown as it is read, in fours", () => {
    expect(typedSoFar("7mo7 vegl")).toEqual({ readAs: "7M07-VEG1", count: 8 });
  });

  it("is told of a U at once, and of nothing that may still become right", () => {
    expect(typedSoFar("7mu")).toMatchObject({ fault: { sentence: "letterU", values: { place: 3 } } });
    expect(typedSoFar("7m0").fault).toBeUndefined();
  });

  it("is not guessed at when it is an address", () => {
    expect(typedSoFar("https://truelane.example/v/7m07u")).toEqual({ readAs: "", count: 32 });
  });
});
