import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { groupCode, parseCode } from "../../domain/label/code.ts";
import { SHEETS, type SheetName } from "../../domain/label/sheet.ts";
import { expectOk } from "../../domain/result.ts";
import { bagDesign } from "./bag-label.ts";
import { bodyDesign } from "./body-label.ts";
import { cartonPdf } from "./carton-pdf.ts";
import { printFont } from "./font-file.ts";
import { bagsSvg, labelsSvg } from "./labels-svg.ts";
import { bagsZpl, labelsZpl } from "./labels-zpl.ts";
import type { PrintableBag, PrintableLabel } from "./printable.ts";
import { sheetPdf } from "./sheet-pdf.ts";

const run = promisify(execFile);
const has = (program: string) =>
  run("which", [program]).then(
    () => true,
    () => false,
  );
const [poppler, zbar] = await Promise.all([has("pdftoppm"), has("zbarimg")]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "labels-"));
  const wasm = await readFile(
    join(import.meta.dirname, "../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm"),
  );
  prepareZXingModule({
    overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) as ArrayBuffer },
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const CODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
function labelsFor(count: number): PrintableLabel[] {
  return Array.from({ length: count }, (_, at) => ({
    uri: `HTTPS://TRUELANE.EXAMPLE.COM/V/${Array.from({ length: 26 }, (_, position) => CODE[(at * 7 + position * (at + 3)) % (position ? 32 : 8)]).join("")}`,
    serialNumber: `FNS24${String(7_700_000 + at)}`,
  }));
}

function codeOf(uri = "") {
  return expectOk(parseCode(uri.slice(-26)));
}

const ABOUT = { partNumber: "FTLX8571D3BCL", domain: "truelane.example.com", lotId: "L-2026-07" };

function bagsFor(count: number): PrintableBag[] {
  return labelsFor(count).map(({ uri, serialNumber }, at) => {
    const secret = uri.slice(-26);
    const payload = `${secret.repeat(6).slice(0, 152)}${String(at).padStart(2, "0")}`;
    return {
      uri: `HTTPS://TRUELANE.EXAMPLE.COM/V/${payload}`,
      secretUri: `HTTPS://TRUELANE.EXAMPLE.COM/A#${secret}`,
      secret,
      serialNumber,
    };
  });
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function pdfOf(labels: readonly PrintableLabel[], preset: SheetName, start = 0): Promise<Buffer> {
  const order = { sheet: SHEETS[preset], start, title: "Lot 7", testPage: true, compressed: true };
  return joined(sheetPdf(each(labels), bodyDesign(ABOUT), order, await printFont()));
}

async function bagPdfOf(labels: readonly PrintableBag[], preset: SheetName): Promise<Buffer> {
  const order = { sheet: SHEETS[preset], start: 0, title: "Lot 7", testPage: true, compressed: false };
  return joined(sheetPdf(each(labels), bagDesign(ABOUT), order, await printFont()));
}

async function pagesAt(pdf: Uint8Array, dpi: number): Promise<string[]> {
  const name = join(folder, `${Math.floor(performance.now() * 1000)}`);
  await writeFile(`${name}.pdf`, pdf);
  // Grey like a scanner sees it; a print head has no grey, so this is the harder case for thin lines.
  await run("pdftoppm", ["-r", String(dpi), "-gray", "-png", `${name}.pdf`, name]);
  const files = await readdir(folder);
  return files
    .filter((file) => join(folder, file).startsWith(`${name}-`))
    .sort()
    .map((file) => join(folder, file));
}

async function readByZxing(page: string): Promise<string[]> {
  const found = await readBarcodes(new Blob([await readFile(page)]), {
    formats: ["QRCode", "Code128"],
    maxNumberOfSymbols: 255,
  });
  return found.map(({ text }) => text);
}

async function readByZbar(page: string): Promise<string[]> {
  const { stdout } = await run("zbarimg", ["-q", "--raw", page]).catch((error: { stdout: string }) => error);
  return stdout.split("\n").filter((line) => line !== "");
}

describe.skipIf(!poppler)("printed labels", () => {
  it.each([
    ["a4-24", 203],
    ["a4-24", 300],
    ["a4-65", 203],
    ["a4-65", 300],
    ["letter-30", 203],
    ["roll-25x12", 203],
    ["roll-40x30", 203],
    ["roll-60x40", 300],
    ["roll-100x50", 203],
  ] as const)("all read back on %s at %i dpi", async (preset, dpi) => {
    const labels = labelsFor(preset.startsWith("roll") ? 3 : 26);
    const [testPage, ...pages] = await pagesAt(await pdfOf(labels, preset), dpi);
    const expected = labels.map(({ uri }) => uri).sort();
    const all = async (read: (page: string) => Promise<string[]>) => (await Promise.all(pages.map(read))).flat().sort();
    expect(await all(readByZxing)).toEqual(expected);
    if (zbar) expect(await all(readByZbar)).toEqual(expected);
    expect(await readByZxing(testPage ?? "")).toEqual([]);
  });

  it.each([
    ["a4-24", 203],
    ["letter-30", 300],
    ["roll-60x40", 203],
    ["roll-100x50", 203],
  ] as const)("of bags read back on %s at %i dpi: the signed code and the one below the cover", async (preset, dpi) => {
    const labels = bagsFor(preset.startsWith("roll") ? 2 : 26);
    const [, ...pages] = await pagesAt(await bagPdfOf(labels, preset), dpi);
    const expected = labels.flatMap(({ uri, secretUri }) => [uri, secretUri]).sort();
    expect((await Promise.all(pages.map(readByZxing))).flat().sort()).toEqual(expected);
  });

  it("of bags say what they are in words, in two languages", async () => {
    const pdf = join(folder, "bag.pdf");
    await writeFile(pdf, await bagPdfOf(bagsFor(1), "roll-100x50"));
    const { stdout } = await run("pdftotext", [pdf, "-"]);
    const words = stdout.replace(/\s+/g, " ");
    const [first] = bagsFor(1);
    for (const text of [
      `SN ${first?.serialNumber}`,
      "PN FTLX8571D3BCL",
      "LOT L-2026-07",
      "A QR code alone never proves authenticity. Official site: truelane.example.com",
      "仅凭二维码不能证明真伪",
      first?.secret.slice(0, 4),
      "Activation code 激活码",
    ])
      expect(words).toContain(text);
  });

  it("say their serial number, part number and site, and copy as they are", async () => {
    const pdf = join(folder, "text.pdf");
    await writeFile(pdf, await pdfOf(labelsFor(1), "a4-24"));
    const { stdout } = await run("pdftotext", [pdf, "-"]);
    for (const text of [
      "SN FNS247700000",
      groupCode(codeOf(labelsFor(1)[0]?.uri)),
      "PN FTLX8571D3BCL",
      "truelane.example.com",
      "A QR code alone never proves authenticity.",
    ])
      expect(stdout).toContain(text);
    // Between groups a blank would be read as a part of the serial number.
    expect(stdout).not.toMatch(/FNS2 4/);
    for (const text of ["Print at 100 %", "50 mm", "实际大小", "关闭缩放"]) expect(stdout).toContain(text);
  });

  it.each([
    ["a4-24", 1],
    ["roll-60x40", 1],
    ["roll-40x30", 2],
    ["a4-65", 0],
  ] as const)(
    "say on %s the code that a person types, on %i lines, and the caution where it fits",
    async (preset, lines) => {
      const pdf = join(folder, `code-${preset}.pdf`);
      const labels = labelsFor(1);
      await writeFile(pdf, await pdfOf(labels, preset));
      const { stdout } = await run("pdftotext", [pdf, "-"]);
      const groups = groupCode(codeOf(labels[0]?.uri));
      const said = { 0: [], 1: [groups], 2: [groups.slice(0, 19), groups.slice(20)] }[lines];
      for (const line of said) expect(stdout).toContain(line);
      if (lines === 0) expect(stdout).not.toContain(groups.slice(0, 9));
      if (lines > 0) expect(stdout).toContain("A QR code alone");
    },
  );

  it("begin at the first free place of a sheet that was begun", async () => {
    const labels = labelsFor(2);
    const [, ...pages] = await pagesAt(await pdfOf(labels, "a4-24", 23), 203);
    expect(await Promise.all(pages.map(readByZxing))).toEqual([[labels[0]?.uri], [labels[1]?.uri]]);
  });

  it("have a ruler of exactly 50 mm on the page before them", async () => {
    const [testPage] = await pagesAt(await pdfOf(labelsFor(1), "a4-24"), 254);
    const { PNG } = await import("pngjs");
    const { width, height, data } = PNG.sync.read(await readFile(testPage ?? ""));
    let longest = 0;
    for (let row = 0; row < height; row++) {
      let dark = 0;
      for (let column = 0; column < width; column++) {
        dark = (data[4 * (row * width + column)] ?? 255) < 160 ? dark + 1 : 0;
        longest = Math.max(longest, dark);
      }
    }
    // 254 dots an inch are ten a millimetre.
    expect(longest).toBeGreaterThanOrEqual(500);
    expect(longest).toBeLessThanOrEqual(502);
  });

  it("of a carton read as QR code and as GS1-128", async () => {
    const uri = "HTTPS://TRUELANE.EXAMPLE.COM/00/340123450000000017";
    const carton = {
      uri,
      domain: "truelane.example.com",
      sscc: "340123450000000017",
      from: "深圳 Acme",
      modules: 48,
      containers: 0,
      parts: [],
    };
    const [page] = await pagesAt(cartonPdf(carton, await printFont()), 203);
    const texts = [...(await readByZxing(page ?? ""))].sort();
    expect(texts).toContain(uri);
    expect(texts.some((text) => text.replace(/[^0-9]/g, "").endsWith("00340123450000000017"))).toBe(true);
  });
});

it("labels as SVG carry the same modules", async () => {
  async function* stream() {
    yield* labelsFor(2);
  }
  let svg = "";
  for await (const piece of labelsSvg(stream(), 2, {
    sheet: SHEETS["roll-60x40"],
    partNumber: "A<B",
    domain: "x.example",
  }))
    svg += piece;
  expect(svg).toContain('width="60mm" height="80mm"');
  expect(svg).toContain("PN A&#60;B");
  expect(svg).toContain(">SN FNS247700000<");
  expect(svg).toContain(`>${groupCode(codeOf(labelsFor(1)[0]?.uri))}<`);
  expect(svg.match(/<path/g)).toHaveLength(2);
});

it("bag labels as SVG and as ZPL carry both codes and keep the secret inside the field for the cover", async () => {
  const sheet = SHEETS["roll-60x40"];
  let svg = "";
  for await (const piece of bagsSvg(each(bagsFor(1)), 1, { ...ABOUT, sheet })) svg += piece;
  expect(svg.match(/<path/g)).toHaveLength(2);
  const [first] = bagsFor(1);
  expect(svg).toContain(`>LOT ${ABOUT.lotId}<`);
  for (const dpi of [203, 300] as const) {
    let zpl = "";
    for await (const piece of bagsZpl(each(bagsFor(1)), { ...ABOUT, sheet, dpi })) zpl += piece;
    expect(zpl).toContain(`^FDMA,${first?.uri}^FS`);
    expect(zpl).toContain(`^FDMA,${first?.secretUri}^FS`);
    const box = /\^FO(\d+),(\d+)\^GB(\d+),(\d+)/.exec(zpl)?.slice(1).map(Number) as [number, number, number, number];
    const typed = new RegExp(`\\^FO(\\d+),(\\d+)\\^A0N,\\d+\\^FH.\\^FD${first?.secret.slice(0, 4)}`).exec(zpl);
    expect(Number(typed?.[1])).toBeGreaterThan(box[0]);
    expect(Number(typed?.[2])).toBeGreaterThan(box[1]);
    expect(Number(typed?.[2])).toBeLessThan(box[1] + box[3]);
  }
});

it("bag labels are refused on labels that have no room for two codes that a phone reads", async () => {
  await expect(bagPdfOf(bagsFor(1), "a4-65")).rejects.toThrow("too small");
});

it("labels as ZPL keep to the label, and hand no command to the printer that a part number brought along", async () => {
  async function* stream() {
    yield* labelsFor(1);
  }
  for (const dpi of [203, 300, 600] as const) {
    let zpl = "";
    const about = { sheet: SHEETS["roll-40x30"], partNumber: "A^XZ~JR", domain: "truelane.example.com", dpi };
    for await (const piece of labelsZpl(stream(), about)) zpl += piece;
    expect(zpl).toContain(`^BQN,2,${{ 203: 3, 300: 5, 600: 11 }[dpi]}^FDQA,HTTPS://TRUELANE.EXAMPLE.COM/V/`);
    const groups = groupCode(codeOf(labelsFor(1)[0]?.uri));
    for (const text of ["SN FNS247700000", groups.slice(0, 19), groups.slice(20)])
      expect(zpl).toContain(`^FD${text}^FS`);
    expect(zpl).toContain("^FDPN A\\5EXZ\\7EJR^FS");
    expect(zpl.match(/\^X[AZ]/g)).toEqual(["^XA", "^XZ"]);
    for (const [, x, y] of zpl.matchAll(/\^FO(\d+),(\d+)/g)) {
      expect(Number(x)).toBeLessThan((40 * dpi) / 25.4);
      expect(Number(y)).toBeLessThan((30 * dpi) / 25.4);
    }
  }
});
