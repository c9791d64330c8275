import { describe, expect, it } from "vitest";
import { MOST_BYTES, photoKind, refusalOf } from "./photo-file.ts";

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : part)));
const CONTROL = [0x21, 0xf9, 4, 0, 10, 0, 0, 0];

describe("a chosen file", () => {
  it("is told by its bytes, not by its name", () => {
    expect(photoKind(bytes([0xff, 0xd8, 0xff, 0xe0]))).toBe("picture");
    expect(photoKind(bytes([0x89], "PNG\r\n", [0x1a], "\n", [0, 0, 0, 13], "IHDR"))).toBe("picture");
    expect(photoKind(bytes("RIFF", [0, 0, 0, 0], "WEBPVP8 "))).toBe("picture");
    expect(photoKind(bytes([0, 0, 0, 28], "ftypavif"))).toBe("picture");
    expect(photoKind(bytes("GIF89a", CONTROL))).toBe("picture");
  });

  it("of HEIC is named, whichever brand the camera wrote", () => {
    for (const brand of ["heic", "heix", "mif1", "msf1", "hevc"])
      expect(photoKind(bytes([0, 0, 0, 24], `ftyp${brand}`)), brand).toBe("heic");
  });

  it("that moves is known as such", () => {
    expect(photoKind(bytes("GIF89a", CONTROL, [0x2c], CONTROL))).toBe("animated");
    expect(photoKind(bytes([0x89], "PNG\r\n", [0x1a], "\n", [0, 0, 0, 13], "IHDR", [0, 0, 0, 8], "acTL"))).toBe(
      "animated",
    );
    expect(photoKind(bytes("RIFF", [0, 0, 0, 0], "WEBPVP8X", [10, 0, 0, 0], "ANIM"))).toBe("animated");
  });

  it("is refused when it is no picture, empty, or larger than a phone makes them", () => {
    for (const head of ["%PDF-1.7", "<svg onload=alert(1)>", "\0\0\0\x18ftypisom", ""])
      expect(photoKind(bytes(head)), head).toBe("other");
    expect(refusalOf(0)).toBe("notImage");
    expect(refusalOf(MOST_BYTES + 1)).toBe("tooBig");
    expect(refusalOf(10_000_000)).toBeUndefined();
  });
});
