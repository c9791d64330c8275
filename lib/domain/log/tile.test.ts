import { describe, expect, it } from "vitest";
import { parseTilePath, tilePath } from "./tile.ts";

describe("addresses of tiles", () => {
  // The first three are the examples of C2SP tlog-tiles.
  it.each([
    ["tile/0/x001/x234/067", { level: 0, index: 1234067, width: 256 }],
    ["tile/0/x001/x234/067.p/8", { level: 0, index: 1234067, width: 8 }],
    ["tile/entries/x001/x234/067", { level: "entries", index: 1234067, width: 256 }],
    ["tile/2/000", { level: 2, index: 0, width: 256 }],
    ["tile/63/999.p/255", { level: 63, index: 999, width: 255 }],
    ["tile/1/x001/000.p/1", { level: 1, index: 1000, width: 1 }],
  ] as const)("%s is written and read back", (path, tile) => {
    expect(tilePath(tile.level, tile.index, tile.width)).toBe(path);
    expect(parseTilePath(path)).toEqual({ ok: true, value: tile });
  });

  it.each([
    "tile/0/67",
    "tile/0/x000/067",
    "tile/00/067",
    "tile/64/067",
    "tile/0/067.p/0",
    "tile/0/067.p/256",
    "tile/0/067.p/08",
    "tile/0/067/",
    "tile/0/001/067",
    "tile/0/x001/x067",
    "tile/-1/067",
    "tile/0/067.P/8",
    "tile/0/../067",
    "/tile/0/067",
    "tile/0/x999/x999/x999/x999/x999/999",
  ])("%s is none", (path) => {
    expect(parseTilePath(path)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });

  it("are not written for what no log has", () => {
    expect(() => tilePath(64, 0)).toThrow(RangeError);
    expect(() => tilePath(0, -1)).toThrow(RangeError);
    expect(() => tilePath(0, 0, 257)).toThrow(RangeError);
    expect(() => tilePath("entries", 0, 0)).toThrow(RangeError);
  });
});
