/** Extended compliance and CMIS media interface codes (SFF-8024 rev 4.8a, tables 4-4, 4-6, 4-7), as words. Unknown codes stay numbers. */

/** A0h byte 36 and page 00h byte 192; SFP28 and QSFP28 share one code, the SFP28 name comes second. */
export const EXTENDED_COMPLIANCE: Readonly<Record<number, string | readonly [string, string]>> = {
  1: ["100G AOC", "25G AOC"],
  2: ["100GBASE-SR4", "25GBASE-SR"],
  3: ["100GBASE-LR4", "25GBASE-LR"],
  4: ["100GBASE-ER4", "25GBASE-ER"],
  5: "100GBASE-SR10",
  6: "100G CWDM4",
  7: "100G PSM4",
  8: ["100G ACC", "25G ACC"],
  11: ["100GBASE-CR4", "25GBASE-CR CA-L"],
  12: "25GBASE-CR CA-S",
  13: "25GBASE-CR CA-N",
  16: "40GBASE-ER4",
  17: "4x10GBASE-SR",
  18: "40G PSM4",
  22: "10GBASE-T SFI",
  23: "100G CLR4",
  24: ["100G AOC", "25G AOC"],
  25: ["100G ACC", "25G ACC"],
  26: "100GE-DWDM2",
  27: "100G 1550 nm WDM",
  28: "10GBASE-T short reach",
  29: "5GBASE-T",
  30: "2.5GBASE-T",
  31: "40G SWDM4",
  32: "100G SWDM4",
  33: "100G PAM4 BiDi",
  34: "4WDM-10",
  35: "4WDM-20",
  36: "4WDM-40",
  37: "100GBASE-DR",
  38: "100GBASE-FR1",
  39: "100GBASE-LR1",
  48: "active cable, 50G lanes",
  49: "active cable, 50G lanes",
  50: "active cable, 50G lanes",
  51: "active cable, 50G lanes",
  63: "100GBASE-CR1",
  64: "200GBASE-CR4",
  65: "50GBASE-SR",
  66: ["200GBASE-DR4", "50GBASE-FR"],
  67: "200GBASE-FR4",
  68: "200G PSM4",
  69: "50GBASE-LR",
  70: "200GBASE-LR4",
  71: "400GBASE-DR4",
  72: "400GBASE-FR4",
  73: "400GBASE-LR4-6",
  75: "400G-LR4-10",
};

export const CMIS_SINGLE_MODE: Readonly<Record<number, string>> = {
  4: "10GBASE-LR",
  7: "25GBASE-LR",
  9: "40GBASE-LR4",
  13: "100GBASE-LR4",
  16: "100G CWDM4",
  20: "100GBASE-DR",
  21: "100GBASE-FR1",
  22: "100GBASE-LR1",
  23: "200GBASE-DR4",
  24: "200GBASE-FR4",
  28: "400GBASE-DR4",
  29: "400GBASE-FR4",
  30: "400G-LR4-10",
  62: "400ZR amplified",
  63: "400ZR unamplified",
  70: "ZR400-OFEC-16QAM",
};
export const CMIS_MULTIMODE: Readonly<Record<number, string>> = {
  14: "200GBASE-SR4",
  16: "400GBASE-SR8",
  17: "400GBASE-SR4",
  18: "800GBASE-SR8",
  26: "400GBASE-SR4.2",
};

/** Ethernet bits of A0h byte 3 and byte 6, highest bit first. */
export const SFP_10G_BITS = ["10GBASE-ER", "10GBASE-LRM", "10GBASE-LR", "10GBASE-SR"] as const;
export const SFP_1G_BITS = [
  "BASE-PX",
  "BASE-BX10",
  "100BASE-FX",
  "100BASE-LX",
  "1000BASE-T",
  "1000BASE-CX",
  "1000BASE-LX",
  "1000BASE-SX",
] as const;
/** Bits 6–0 of page 00h byte 131. */
export const QSFP_40G_BITS = [
  "10GBASE-LRM",
  "10GBASE-LR",
  "10GBASE-SR",
  "40GBASE-CR4",
  "40GBASE-SR4",
  "40GBASE-LR4",
  "40G active cable",
] as const;

/** The extended compliance in words; undefined for a code that has none here. */
export function extendedCompliance(code: number | undefined, isSfp: boolean): string | undefined {
  const name = code === undefined ? undefined : EXTENDED_COMPLIANCE[code];
  return name === undefined || typeof name === "string" ? name : name[isSfp ? 1 : 0];
}

/** The names of the bits that are set; `names` begins at bit `names.length - 1`. */
export function namesOfBits(byte: number | undefined, names: readonly string[], shift = 0): string[] {
  return byte === undefined ? [] : names.filter((_, i) => (byte >> (names.length - 1 - i + shift)) & 1);
}
