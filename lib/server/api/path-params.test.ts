import { describe, expect, it } from "vitest";
import { readPathParams } from "./path-params.ts";

describe("an address of the API", () => {
  it("names its things, decoded", () => {
    expect(readPathParams("/lots/{lotId}/modules", "/api/v1/lots/2026%2FW1%20%E6%89%B9/modules")).toEqual({
      lotId: "2026/W1 批",
    });
  });

  it("that is another template's, or badly encoded, names nothing", () => {
    expect(readPathParams("/lots/{lotId}", "/api/v1/lots/a/modules")).toBeUndefined();
    expect(readPathParams("/lots/{lotId}", "/api/v1/products/a")).toBeUndefined();
    expect(readPathParams("/lots/{lotId}", "/api/v1/lots/%E6")).toBeUndefined();
  });
});
