/** What terminals, pagers, mail programs and encodings add is taken away, and nothing else. */
import { describe, expect, it } from "vitest";
import { capturedLines } from "./captured-lines.ts";
import { textOfBytes } from "./text-of-bytes.ts";

const cleaned = (text: string) => capturedLines(text).map((line) => line.text);

describe("a line of a capture", () => {
  it.each([
    ["colours", "\u001b[1;32mEthernet0\u001b[0m", "Ethernet0"],
    ["a window title", "\u001b]0;switch\u0007Vendor SN: A", "Vendor SN: A"],
    ["a pager prompt and what overwrites it", " --More-- \r          \rVendor SN: A", "Vendor SN: A"],
    ["backspaces", "Vendor SX\bN: A", "Vendor SN: A"],
    ["a prompt of another pager", "---- More ----  Vendor SN: A", "Vendor SN: A"],
    ["quote marks", "> > Vendor SN: A", "Vendor SN: A"],
    ["a byte order mark", "\ufeffVendor SN: A", "Vendor SN: A"],
    ["a return at its end", "Vendor SN: A\r", "Vendor SN: A"],
  ])("loses %s", (_, raw, text) => expect(cleaned(raw)).toEqual([text]));

  it("keeps its indentation and its number", () => {
    expect(capturedLines("a\r\n\n   b").map(({ number, text }) => ({ number, text }))).toEqual([
      { number: 1, text: "a" },
      { number: 2, text: "" },
      { number: 3, text: "   b" },
    ]);
  });

  it("keeps a serial number that looks like a prompt", () => {
    expect(cleaned("Vendor SN: MORE-1")).toEqual(["Vendor SN: MORE-1"]);
  });
});

describe("the bytes of a file", () => {
  const TEXT = "Temp(°C) 温度\nVendor SN: A";
  const utf16be = Buffer.from(TEXT, "utf16le").swap16();

  it.each([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${TEXT}`)],
    ["UTF-16 little-endian", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TEXT, "utf16le")])],
    ["UTF-16 big-endian", Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be])],
  ])("in %s are its text", (_, bytes) => {
    expect(textOfBytes(new Uint8Array(bytes))).toEqual({ kind: "text", text: TEXT });
  });

  it("in UTF-16 without a mark are its text", () => {
    const text = "Ethernet0: SFP EEPROM detected";
    expect(textOfBytes(new Uint8Array(Buffer.from(text, "utf16le")))).toEqual({ kind: "text", text });
  });

  it("that are no UTF-8 are Latin-1", () => {
    expect(textOfBytes(new Uint8Array([0x33, 0x30, 0xb0, 0x43]))).toEqual({ kind: "text", text: "30°C" });
  });

  it.each([
    ["a memory image", [0x03, 0x04, 0x07, 0x00]],
    ["control bytes", [0x01, 0x02, 0x41, 0x42]],
  ])("of %s are binary", (_, bytes) => expect(textOfBytes(new Uint8Array(bytes))).toEqual({ kind: "binary" }));
});
