import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Decoder } from "./camera-parts.ts";
import { OUT_OF_VIEW_MS, watchLabels } from "./label-film.ts";

/** Views as the names of the codes in them, each for so many milliseconds; `dark`: the camera has no picture. @param reading how long one picture takes */
async function told(views: readonly (readonly string[] | "dark")[], each: number, reading = 0): Promise<string[]> {
  const scans: string[] = [];
  const began = performance.now();
  const view = () => views[Math.floor((performance.now() - began) / each)];
  const decoder: Decoder = {
    async read() {
      const texts = view() ?? [];
      if (texts === "dark") throw new Error("no picture was taken");
      await new Promise((resolve) => setTimeout(resolve, reading));
      return { texts, seen: [] };
    },
  };
  const film = watchLabels({
    decoder,
    frame: () => (view() === "dark" ? undefined : ({} as ImageData)),
    runs: () => view() !== undefined,
    onScan: (text) => scans.push(text),
  });
  await vi.advanceTimersByTimeAsync((views.length + 1) * each + reading);
  await film;
  return scans;
}

describe("a camera that goes from label to label", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("tells a code once while it is in view, and once for two labels in one picture", async () => {
    expect(await told([["A"], ["A"], [], ["A", "B", "B"], ["B"], ["C"]], OUT_OF_VIEW_MS / 2)).toEqual(["A", "B", "C"]);
  });

  it("tells it once also to a reader that takes longer for one picture than a code is out of view", async () => {
    expect(await told([["A"], ["A"], ["A"]], OUT_OF_VIEW_MS * 3, OUT_OF_VIEW_MS * 2)).toEqual(["A"]);
  });

  it("does not take a camera that stopped giving pictures for a code that went away", async () => {
    expect(await told([["A"], "dark", "dark", ["A"]], OUT_OF_VIEW_MS)).toEqual(["A"]);
  });

  it("tells it again when it comes back later: a second module with the same label", async () => {
    expect(await told([["A"], [], [], ["A"]], OUT_OF_VIEW_MS)).toEqual(["A", "A"]);
  });
});
