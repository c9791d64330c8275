/** Known answers of the digests over real modules. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeCaptureWithModules } from "./decode-capture.ts";
import { eepromDigest, eepromDigests } from "./eeprom-digest.ts";
import { type Cell, type EepromPages, MASKED } from "./page.ts";

function moduleOf(name: string): EepromPages {
  const text = readFileSync(new URL(`../../../test/cases/optics/${name}.txt`, import.meta.url), "utf8");
  return decodeCaptureWithModules(text).modules[0]!.eeprom;
}

function withCell(eeprom: EepromPages, page: string, at: number, cell: Cell): EepromPages {
  const cells = [...(eeprom.pages[page] ?? [])];
  cells[at] = cell;
  return { ...eeprom, pages: { ...eeprom.pages, [page]: cells } };
}

const SFP = "sfpp_10g_sr_finisar_mup0wb0_factory";
const QSFP = "qsfp28_100g_sr4_finisar_oom";
const OSFP = "synthetic_osfp_cmis52_pages";

describe("the digests of static EEPROM bytes", () => {
  it.each([
    [
      SFP,
      "78cec656c26a8cd808c86ef5ea5b088a733653da0b2e8e3a4bd625030e819301",
      "61d89c7fe23b8bf54093a625d83bb12e1023f2e326d4630b403b987a0f857cbf",
      ["A0h", "A2h"],
    ],
    [
      QSFP,
      "7c77710ef0a36f8c2dfbe61cef32e815f734160329e06cbb25afd6d22330f9bf",
      "ca27981d921186877411f4e4a8c10826a61e3b4bc218583251de9bdef5c5fb1b",
      ["lower", "00h", "03h"],
    ],
    [
      OSFP,
      "d95a080bedf9995370f23567038cbba1ad2969868f0b7486d143a11ea14689c6",
      "e0e6d20f7ddf1d72e5e411bcc6cc117c6163059d7a258ffdb3008e026db1a68e",
      ["lower", "00h", "01h", "02h"],
    ],
  ])("%s has the known digests", (name, core, full, pages) => {
    expect(eepromDigests(moduleOf(name))).toMatchObject({ scheme: "truelane-eeprom/1", core, full, pages });
  });

  it("survive a recode of the host area in core, but not in full", () => {
    const before = eepromDigests(moduleOf(SFP))!;
    const after = eepromDigests(withCell(moduleOf(SFP), "A0h", 100, 0x11))!;
    expect(after.core).toBe(before.core);
    expect(after.full).not.toBe(before.full);
  });

  it("do not change with live values, page select or user area", () => {
    const before = eepromDigests(moduleOf(SFP))!;
    for (const at of [96, 110, 127, 200]) {
      expect(eepromDigests(withCell(moduleOf(SFP), "A2h", at, 0x55))).toEqual(before);
    }
    const osfp = eepromDigests(moduleOf(OSFP))!;
    for (const [page, at] of [
      ["lower", 14],
      ["lower", 39],
      ["lower", 118],
      ["01h", 128],
    ] as const) {
      expect(eepromDigests(withCell(moduleOf(OSFP), page, at, 0x55))).toEqual(osfp);
    }
  });

  it("are not made over masked identity bytes", () => {
    expect(eepromDigests(withCell(moduleOf(SFP), "A0h", 70, MASKED))).toBeUndefined();
  });

  it("leave a page with a masked threshold out of full, and say so", () => {
    const digests = eepromDigests(withCell(moduleOf(SFP), "A2h", 3, MASKED))!;
    expect(digests.pages).toEqual(["A0h"]);
  });

  it("can be made over the pages that a record names, or not at all", () => {
    const eeprom = moduleOf(SFP);
    expect(eepromDigest(eeprom, "full", ["A0h", "A2h"])?.digest).toBe(eepromDigests(eeprom)!.full);
    expect(eepromDigest(eeprom, "full", ["A0h"])?.pages).toEqual(["A0h"]);
    expect(eepromDigest({ ...eeprom, pages: { A0h: eeprom.pages.A0h } }, "full", ["A0h", "A2h"])).toBeUndefined();
  });
});
