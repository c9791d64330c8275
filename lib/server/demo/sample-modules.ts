import "server-only";

/**
 * The modules of the demo: memory images of two samples in test/cases/optics (a 10G SR module as its factory station read it,
 * and a made-up OSFP), and their siblings with other serial numbers and the date code of their lot. The samples themselves stay
 * byte for byte, with the date codes that they have, so that their captures can be held against the record.
 */

/** Where a sample keeps its serial number and date code, and the checksum over both. */
type Sample = {
  readonly product: {
    readonly partNumber: string;
    readonly revision: string;
    readonly vendorName: string;
    readonly formFactor: "SFP+" | "OSFP";
    readonly media: string;
    readonly description: string;
  };
  /** The sample's own serial number. */
  readonly serial: string;
  /** `name=hex` pages of the lot file; the first named one in `identity` is rewritten for a sibling. */
  readonly pages: Readonly<Record<string, string>>;
  /** Byte offsets within `page` as it stands here. */
  readonly identity: {
    readonly page: string;
    readonly serial: number;
    /** Two digits each of year, month and day; the vendor's own lot code after them stays. */
    readonly date: number;
    readonly sum: readonly [number, number];
    readonly at: number;
  };
};

const BLANK = (bytes: number) => "00".repeat(bytes);

/** SFF-8472: serial 68–83, date code 84–91, CC_EXT at 95 over 64–94. */
export const SFP_SR: Sample = {
  product: {
    partNumber: "FTLX8571D3BCL",
    revision: "A",
    vendorName: "FINISAR CORP.",
    formFactor: "SFP+",
    media: "10GBASE-SR, 850 nm",
    description: "10G SFP+ for multimode fibre",
  },
  serial: "MUP0WB0",
  pages: {
    A0h: `030407100000000000000006670000000803001e46494e4953415220434f52502e2020200000906546544c5838353731443342434c2020204120202003520048001a00004d555030574230202020202020202020313630313037202068f003ef${BLANK(32)}`,
    A2h: `4e00f3004900f800908871488ca0753019c807d0189c09c4271009d01f070c5a271000641f07009e${BLANK(28)}3f80000000000000010000000100000001000000010000000000001b0a1a818a0e0416d600000000000012000040000000400000000000c66aa466${BLANK(129)}`,
  },
  identity: { page: "A0h", serial: 68, date: 84, sum: [64, 95], at: 95 },
};

/** CMIS page 00h (offsets 128–255, here from 0): serial 166–181, date code 182–189, checksum at 222 over 128–221. */
export const OSFP_DR4: Sample = {
  product: {
    partNumber: "EXO-OSFP-2DR4",
    revision: "A1",
    vendorName: "EXAMPLE OPTICS",
    formFactor: "OSFP",
    media: "2x400GBASE-DR4, 1311 nm",
    description: "800G OSFP, two times 400G DR4",
  },
  serial: "EX2614A000042",
  pages: {
    lower: `195200060000000000000000000029808067${BLANK(21)}0203${BLANK(44)}02501c44110f174411ff${BLANK(33)}`,
    "00h": `194558414d504c45204f50544943532020acde4845584f2d4f5346502d3244523420202041314558323631344130303030343220202032363034303230374558434c454930303432e04200270000000000000000060000000000000000000a004558484f53542d504152542d3031202045584820202020202020202020202072`,
  },
  identity: { page: "00h", serial: 166 - 128, date: 182 - 128, sum: [0, 222 - 128], at: 222 - 128 },
};

const SERIAL_BYTES = 16;

/** The `eepromHex` of the sample itself, or of a sibling: its serial number, the date code of its lot, and the checksum that fits both. */
export function eepromHexOf(sample: Sample, serial: string, madeOn: string): string {
  const pages = serial === sample.serial ? sample.pages : siblingPages(sample, serial, madeOn);
  return Object.entries(pages)
    .map(([name, hex]) => `${name}=${hex}`)
    .join(";");
}

/** @param madeOn `2026-04-12` becomes the date code `260412` */
function siblingPages(sample: Sample, serial: string, madeOn: string): Sample["pages"] {
  const { page, serial: from, date, sum, at } = sample.identity;
  const bytes = Buffer.from(sample.pages[page] ?? "", "hex");
  bytes.write(serial.padEnd(SERIAL_BYTES, " "), from, SERIAL_BYTES, "latin1");
  bytes.write(madeOn.replaceAll("-", "").slice(2), date, "latin1");
  bytes[at] = bytes.subarray(...sum).reduce((total, byte) => (total + byte) & 0xff, 0);
  return { ...sample.pages, [page]: bytes.toString("hex") };
}

/** `count` serial numbers, the sample's own first; the others count on from its last digits. */
export function serialsOf(sample: Sample, count: number): string[] {
  const digits = /\d+$/.exec(sample.serial)?.[0] ?? "0";
  const stem = sample.serial.slice(0, sample.serial.length - digits.length);
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? sample.serial : `${stem}${String(Number(digits) + i).padStart(digits.length, "0")}`,
  );
}

/** The lot file that a factory would send. @param madeOn the day of making, and of the final test */
export function lotFileOf(sample: Sample, serials: readonly string[], madeOn: string): string {
  const rows = serials.map((serial, i) =>
    [serial, eepromHexOf(sample, serial, madeOn), `${madeOn}T09:30:00.000Z`, "final-test-2", 25_000 + 40 * i].join(","),
  );
  return `${["serialNumber,eepromHex,testedAt,testStation,temperatureMilliCelsius", ...rows].join("\n")}\n`;
}

export type { Sample };
