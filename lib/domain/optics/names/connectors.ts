/** Connector codes (SFF-8024 rev 4.8a, table 4-3). */
export const CONNECTORS: Readonly<Record<number, string>> = {
  0: "unknown",
  1: "SC",
  2: "FC copper",
  3: "FC copper",
  4: "BNC/TNC",
  5: "FC coax",
  6: "Fiberjack",
  7: "LC",
  8: "MT-RJ",
  9: "MU",
  10: "SG",
  11: "optical pigtail",
  12: "MPO 1x12",
  13: "MPO 2x16",
  32: "HSSDC II",
  33: "copper pigtail",
  34: "RJ45",
  35: "no separable connector",
  36: "MXC",
  37: "CS",
  38: "SN",
  39: "MPO 2x12",
  40: "MPO 1x16",
};

export const SC = 0x01;
export const LC = 0x07;
const MPO: readonly number[] = [0x0c, 0x0d, 0x27, 0x28];
const COPPER: readonly number[] = [0x02, 0x03, 0x04, 0x20, 0x21, 0x22];

export function isMpo(connector: number | undefined): boolean {
  return connector !== undefined && MPO.includes(connector);
}

export function isCopperConnector(connector: number | undefined): boolean {
  return connector !== undefined && COPPER.includes(connector);
}

/** The code of a connector that a command printed as a word or as a code; undefined for words without one. */
export function connectorOfWord(printed: string | undefined): number | undefined {
  const text = printed?.trim().toUpperCase() ?? "";
  const code = /^0X([0-9A-F]{2})\b/.exec(text);
  if (code) return Number.parseInt(code[1]!, 16);
  if (/^MPO|^MTP/.test(text)) return 0x0c;
  if (/^(?:DUPLEX )?LC\b/.test(text)) return LC;
  if (/^(?:DUPLEX )?SC\b/.test(text)) return SC;
  if (/^RJ-?45/.test(text)) return 0x22;
  if (/^COPPER PIGTAIL/.test(text)) return 0x21;
  if (/^NO SEPARABLE/.test(text)) return 0x23;
  return undefined;
}
