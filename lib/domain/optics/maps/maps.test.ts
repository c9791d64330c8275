/** Values of the memory maps: calibration, rounding, lengths, lanes. */
import { describe, expect, it } from "vitest";
import type { Bytes } from "../answer.ts";
import { decodePages } from "../decode-pages.ts";
import { cmisDump, qsfpDump, sealSfp, sfpDiagnostics, sfpDump } from "../made-up-module.testing.ts";
import type { Cells } from "../page.ts";
import { rounded } from "../rounding.ts";
import { layOut } from "../which-map.ts";

const decode = (cells: Cells): Bytes => decodePages(layOut(cells)!).bytes;

describe("diagnostics of an SFP", () => {
  const withCalibration = (diagType: number, change: Readonly<Record<number, number>> = {}) => {
    const a0 = sfpDump();
    a0[92] = diagType;
    const a2 = sfpDiagnostics();
    // Rx_PWR(1) = 1.0 and slopes of 1.0 calibrate nothing.
    for (const [at, value] of Object.entries({ 68: 0x3f, 69: 0x80, 76: 1, 80: 1, 84: 1, 88: 1, ...change })) {
      a2[Number(at)] = value;
    }
    return decode([...sealSfp(a0), ...a2]).ddm as Record<string, unknown>;
  };
  const LIVE = { temp_c: 25.062, vcc_v: 3.3176, bias_ma: 40, tx_mw: 0.5, tx_dbm: -3.01, rx_mw: 0.4, rx_dbm: -3.98 };

  it("with internal calibration are the words themselves", () => {
    expect(withCalibration(0x68)).toEqual({ ...LIVE, assumes: "internal calibration" });
  });

  it("with external calibration of one are the same", () => {
    expect(withCalibration(0x58)).toEqual({ ...LIVE, assumes: "external calibration" });
  });

  it("are scaled by slope and moved by offset", () => {
    const ddm = withCalibration(0x58, { 76: 2, 83: 0x64, 86: 0xff, 87: 0x00 });
    expect(ddm).toMatchObject({ bias_ma: 80, tx_mw: 0.51, temp_c: 24.062 });
  });

  it("are absent where the module has none", () => expect(withCalibration(0x00)).toBeUndefined());
});

describe("numbers", () => {
  it.each([
    [25.0625, 3, 25.062],
    [25.1875, 3, 25.188],
    [-0.0625, 3, -0.062],
    [29.30859375, 3, 29.309],
    [-0.00001, 3, 0],
  ])("%f with %i decimals is %f", (value, decimals, shown) => expect(rounded(value, decimals)).toBe(shown));

  it("that are none are null", () => expect(rounded(Number.POSITIVE_INFINITY, 2)).toBeNull());
});

describe("a QSFP", () => {
  it("of copper has no wavelength", () => {
    const bytes = qsfpDump();
    expect(decode(bytes)).toMatchObject({ wavelength_nm: 1310, is_copper: false });
    bytes[147] = 0xa0;
    expect(decode(bytes)).toMatchObject({ wavelength_nm: null, wavelength_tol_nm: null, is_copper: true });
  });

  it("without live values shows none", () => expect(decode(qsfpDump())).not.toHaveProperty("ddm"));
});

describe("a CMIS module", () => {
  it.each([
    [0x0a, 1],
    [0x43, 3],
    [0x82, 20],
    [0xc1, 100],
    [0x00, 0],
  ])("with length code %i is %f m long", (code, metres) => {
    const bytes = cmisDump(0);
    bytes[202] = code;
    expect(decode(bytes).cable_length_m).toBe(metres);
  });

  it("lists applications up to 0xff and skips empty slots", () => {
    const bytes = cmisDump(0);
    bytes.splice(86, 12, 0x11, 0x1c, 0x84, 0x01, 0, 0, 0, 0, 0x0f, 0x17, 0x44, 0x11);
    bytes[98] = 0xff;
    expect(decode(bytes).apps).toEqual([
      { host_id: "0x11", media_id: "0x1c", host_lanes: 8, media_lanes: 4, host_assign: "0x01" },
      { host_id: "0x0f", media_id: "0x17", host_lanes: 4, media_lanes: 4, host_assign: "0x11" },
    ]);
  });

  it("scales the bias of page 11h by the factor of page 01h", () => {
    const { map, pages } = layOut(cmisDump(1))!;
    const page01 = [...pages["01h"]!];
    page01[160] = 0x08;
    const page11 = new Array<number>(256).fill(0);
    page11[170] = 0x13;
    page11[171] = 0x88;
    const { bytes } = decodePages({ map, pages: { ...pages, "01h": page01, "11h": page11 } });
    expect((bytes.page11 as { bias_ma: number[] }).bias_ma).toEqual([20, 0, 0, 0, 0, 0, 0, 0]);
  });
});
