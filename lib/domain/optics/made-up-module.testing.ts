/** Module memories made up for tests: no real maker, right checksums. */

type Identity = { name?: string; oui?: readonly number[]; pn?: string; serial?: string; date?: string };
const DEFAULT = { name: "EXAMPLE OPTICS", oui: [0xac, 0xde, 0x48], serial: "SN0001", date: "260402  " };

/** A0h, 256 bytes: an SFP+ LR with diagnostics. */
export function sfpDump(identity: Identity = {}): number[] {
  const { name, oui, pn, serial, date } = { ...DEFAULT, pn: "EX-SFP-10G-LR", ...identity };
  const bytes = new Array<number>(256).fill(0);
  put(bytes, 0, [0x03, 0x04, 0x07, 0x20]);
  put(bytes, 11, [0x06, 0x67, 0x00, 0x0a, 0x64]);
  text(bytes, 20, 16, name);
  put(bytes, 37, oui);
  text(bytes, 40, 16, pn);
  text(bytes, 56, 4, "A1");
  put(bytes, 60, [0x05, 0x1e]);
  text(bytes, 68, 16, serial);
  text(bytes, 84, 8, date);
  put(bytes, 92, [0x68, 0xf0, 0x08]);
  return sealSfp(bytes);
}

/** Sets CC_BASE and CC_EXT anew. */
export function sealSfp(bytes: number[]): number[] {
  sum(bytes, 0, 63, 63);
  sum(bytes, 64, 95, 95);
  return bytes;
}

/** A2h, 256 bytes, with sound thresholds and live values. */
export function sfpDiagnostics(): number[] {
  const bytes = new Array<number>(256).fill(0);
  put(bytes, 0, [0x4b, 0x00, 0xfb, 0x00, 0x46, 0x00, 0x00, 0x00, 0x8d, 0xcc, 0x74, 0x04, 0x87, 0x5a, 0x7a, 0x76]);
  put(bytes, 96, [0x19, 0x10, 0x81, 0x98, 0x4e, 0x20, 0x13, 0x88, 0x0f, 0xa0]);
  sum(bytes, 0, 95, 95);
  return bytes;
}

/** Lower and page 00h of a QSFP28 LR4. */
export function qsfpDump(identity: Identity = {}): number[] {
  const { name, oui, pn, serial, date } = { ...DEFAULT, pn: "EX-QSFP28-LR4", ...identity };
  const bytes = new Array<number>(256).fill(0);
  put(bytes, 0, [0x11, 0x07]);
  put(bytes, 128, [0x11, 0xcc, 0x07, 0x80]);
  put(bytes, 139, [0x03, 0xff, 0x00, 0x0a]);
  put(bytes, 147, [0x64]);
  text(bytes, 148, 16, name);
  put(bytes, 165, oui);
  text(bytes, 168, 16, pn);
  text(bytes, 184, 2, "A1");
  put(bytes, 186, [0x66, 0x58]);
  put(bytes, 192, [0x03]);
  text(bytes, 196, 16, serial);
  text(bytes, 212, 8, date);
  put(bytes, 220, [0x0c, 0x00, 0x67]);
  return sealQsfp(bytes);
}

export function sealQsfp(bytes: number[]): number[] {
  sum(bytes, 128, 191, 191);
  sum(bytes, 192, 223, 223);
  return bytes;
}

/** Lower, page 00h and up to three further pages of a QSFP-DD DR4. */
export function cmisDump(furtherPages: 0 | 1 | 2 | 3): number[] {
  const bytes = new Array<number>(256 + furtherPages * 128).fill(0);
  put(bytes, 0, [0x18, 0x52]);
  put(bytes, 85, [0x02, 0x11, 0x1c, 0x84, 0x01, 0xff]);
  put(bytes, 128, [0x18]);
  text(bytes, 129, 16, DEFAULT.name);
  put(bytes, 145, DEFAULT.oui);
  text(bytes, 148, 16, "EX-QDD-DR4");
  text(bytes, 164, 2, "A1");
  text(bytes, 166, 16, DEFAULT.serial);
  text(bytes, 182, 8, DEFAULT.date);
  put(bytes, 203, [0x0c]);
  return sealCmis(bytes);
}

export function sealCmis(bytes: number[]): number[] {
  sum(bytes, 128, 222, 222);
  if (bytes.length > 256) sum(bytes, 258, 383, 383);
  if (bytes.length > 384) sum(bytes, 384, 511, 511);
  if (bytes.length > 512) sum(bytes, 512, 639, 639);
  return bytes;
}

export function hexText(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** As `ethtool -m … hex on` prints it. */
export function ethtoolText(bytes: readonly number[]): string {
  const rows: string[] = ["Offset\t\tValues", "------\t\t------"];
  for (let at = 0; at < bytes.length; at += 16) {
    rows.push(`0x${at.toString(16).padStart(4, "0")}:\t\t${hexText(bytes.slice(at, at + 16)).replace(/../g, "$& ")}`);
  }
  return rows.join("\n");
}

function put(bytes: number[], at: number, values: readonly number[]): void {
  values.forEach((value, i) => {
    bytes[at + i] = value;
  });
}

function text(bytes: number[], at: number, length: number, value: string): void {
  for (let i = 0; i < length; i++) bytes[at + i] = value.padEnd(length).charCodeAt(i);
}

function sum(bytes: number[], from: number, to: number, at: number): void {
  bytes[at] = bytes.slice(from, to).reduce((total, byte) => total + byte, 0) & 0xff;
}
