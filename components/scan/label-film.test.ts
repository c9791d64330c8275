import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Decoder } from "../public/scan-client/decoder.ts";
import { OUT_OF_VIEW_MS, watchLabels } from "./label-film.ts";

/** Views as the names of the codes in them, each for so many milliseconds. */
async function told(views: readonly (readonly string[])[], each: number): Promise<string[]> {
  const scans: string[] = [];
  const began = performance.now();
  const view = () => views[Math.floor((performance.now() - began) / each)];
  const decoder: Decoder = { read: async () => ({ texts: view() ?? [], seen: [] }) };
  const film = watchLabels({
    decoder,
    frame: () => ({}) as ImageData,
    runs: () => view() !== undefined,
    onScan: (text) => scans.push(text),
  });
  await vi.advanceTimersByTimeAsync((views.length + 1) * each);
  await film;
  return scans;
}

describe("a camera that goes from label to label", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("tells a code once while it is in view, and once for two labels in one picture", async () => {
    expect(await told([["A"], ["A"], [], ["A", "B", "B"], ["B"], ["C"]], OUT_OF_VIEW_MS / 2)).toEqual(["A", "B", "C"]);
  });

  it("tells it again when it comes back later: a second module with the same label", async () => {
    expect(await told([["A"], [], [], ["A"]], OUT_OF_VIEW_MS)).toEqual(["A", "A"]);
  });
});
