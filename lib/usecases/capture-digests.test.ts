import { describe, expect, it } from "vitest";
import { LONGEST_CAPTURE } from "../domain/optics/capture-limit.ts";
import { digestsOfCapture } from "./capture-digests.ts";

/** An SFP's identity page as `ethtool -m … hex on` prints it. */
const DUMP = Array.from({ length: 16 }, (_, row) => {
  const bytes = Array.from({ length: 16 }, (_, at) => (row === 0 && at === 0 ? "03" : "20"));
  return `0x${(row * 16).toString(16).padStart(4, "0")}: ${bytes.join(" ")}`;
}).join("\n");

describe("a capture that somebody pasted", () => {
  it("is read whole up to the limit", () => {
    expect(digestsOfCapture(DUMP, "/capture")).toMatchObject({ ok: true });
    expect(digestsOfCapture(DUMP.padEnd(LONGEST_CAPTURE, "\n"), "/capture")).toEqual(
      digestsOfCapture(DUMP, "/capture"),
    );
  });

  it("is refused beyond it, at its field, and never read in part", () => {
    const long = digestsOfCapture(DUMP.padEnd(LONGEST_CAPTURE + 1, "\n"), "/before");
    expect(long).toMatchObject({ ok: false, error: { code: "capture-too-long", pointer: "/before" } });
  });
});
