/** Body labels as they come off a printer, what the field does to them, and our own scanner's reader, which looks again before it gives up. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PNG } from "pngjs";
import { prepareZXingModule } from "zxing-wasm/reader";
import type { Pixels } from "../../components/public/scan-client/grey.ts";
import { lookByWasm } from "../../components/public/scan-client/look-wasm.ts";
import { readPicture } from "../../components/public/scan-client/read-picture.ts";
import { bodyDesign } from "../../lib/adapters/label-print/body-label.ts";
import { openBodyTable } from "../../lib/adapters/label-print/body-qr.ts";
import { printFont } from "../../lib/adapters/label-print/font-file.ts";
import { sheetPdf } from "../../lib/adapters/label-print/sheet-pdf.ts";
import { base32Of } from "../../lib/domain/label/base32.ts";
import { layOutLabel, QUIET_ZONE, SHEETS, type SheetName } from "../../lib/domain/label/sheet.ts";
import { type Box, bent, blurred, cut, type Dice, diceOf, framed, type Picture, worn } from "./worn.ts";

const run = promisify(execFile);
const INCH = 25.4;
const SIGMA = 1.2;
/** Radius in millimetres. */
const CYLINDER = 14;

/** A site whose labels are of level H, and one of level Q (docs/decisions/044). */
export const SITES = ["TRUELANE.CN", "TRUELANE.EXAMPLE.COM"] as const;
export type Site = (typeof SITES)[number];

export function urisFor(site: Site, count: number, seed: number): string[] {
  const dice = diceOf(seed);
  const bytes = () => Uint8Array.from({ length: 16 }, () => Math.floor(dice() * 256));
  return Array.from({ length: count }, () => `HTTPS://${site}/V/${base32Of(bytes(), 26)}`);
}

/** One picture a label, from the PDF itself. Needs pdftoppm. */
export async function printed(uris: readonly string[], preset: SheetName, dpi: number): Promise<Picture[]> {
  const folder = await mkdtemp(join(tmpdir(), "field-"));
  try {
    async function* labels() {
      for (const [at, uri] of uris.entries()) yield { uri, serialNumber: `FNS24${7_700_000 + at}` };
    }
    const design = bodyDesign({ partNumber: "FTLX8571D3BCL", domain: "truelane.example.com" });
    const order = { sheet: SHEETS[preset], start: 0, title: "field", testPage: false, compressed: true };
    const chunks: Uint8Array[] = [];
    for await (const chunk of sheetPdf(labels(), design, order, await printFont())) chunks.push(chunk);
    await writeFile(join(folder, "labels.pdf"), Buffer.concat(chunks));
    await run("pdftoppm", ["-r", String(dpi), "-gray", "-png", join(folder, "labels.pdf"), join(folder, "page")]);
    const pages = (await readdir(folder)).filter((name) => name.endsWith(".png")).sort();
    return await Promise.all(pages.map(async (name) => greyOf(await readFile(join(folder, name)))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function greyOf(png: Buffer): Picture {
  const { width, height, data } = PNG.sync.read(png);
  return { width, height, grey: Uint8Array.from({ length: width * height }, (_, at) => data[4 * at] ?? 255) };
}

/** @param left of the contrast where it is worn: 0.5 is a stain that the print shows through, 0 a hole */
export type Wear = { readonly share: number; readonly patches: number; readonly left: number };

/** Worn, then around the cylinder, then out of focus. */
export function inTheField(
  picture: Picture,
  preset: SheetName,
  dpi: number,
  uri: string,
  wear: Wear,
  dice: Dice,
): Picture {
  const sheet = SHEETS[preset];
  const { qr } = layOutLabel(sheet, openBodyTable(sheet, uri).size);
  const dots = (millimetres: number) => Math.round((millimetres * dpi) / INCH);
  const margin = QUIET_ZONE * qr.module;
  const symbol: Box = {
    left: dots(qr.left + margin),
    top: dots(qr.top + margin),
    width: dots(qr.side - 2 * margin),
    height: dots(qr.side - 2 * margin),
  };
  const withQuiet: Box = { left: dots(qr.left), top: dots(qr.top), width: dots(qr.side), height: dots(qr.side) };
  const damaged = wear.share > 0 ? worn(picture, symbol, wear, dice) : picture;
  return framed(blurred(bent(cut(damaged, withQuiet), (CYLINDER * dpi) / INCH), SIGMA), dots(2));
}

/** As our scanner reads a photo, with its second looks; then the same at twice the size, as a phone that is held nearer. */
export async function readAgain(picture: Picture): Promise<string | undefined> {
  for (const seen of [picture, doubled(picture)]) {
    const { texts } = await readPicture(lookByWasm, pixelsOf(seen), "photo");
    if (texts.length > 0) return texts[0];
  }
  return undefined;
}

export async function openReader(): Promise<void> {
  const file = join(import.meta.dirname, "../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm");
  const wasm = await readFile(file);
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) as ArrayBuffer;
  prepareZXingModule({ overrides: { wasmBinary } });
}

function doubled({ width, height, grey }: Picture): Picture {
  const made = new Uint8Array(4 * width * height);
  const at = (x: number, y: number) => grey[Math.min(height - 1, y) * width + Math.min(width - 1, x)] ?? 255;
  for (let y = 0; y < 2 * height; y++)
    for (let x = 0; x < 2 * width; x++) {
      const [left, top] = [x >> 1, y >> 1];
      made[y * 2 * width + x] =
        (at(left, top) + at(left + (x & 1), top) + at(left, top + (y & 1)) + at(left + (x & 1), top + (y & 1))) / 4;
    }
  return { width: 2 * width, height: 2 * height, grey: made };
}

function pixelsOf({ width, height, grey }: Picture): Pixels {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < grey.length; at++)
    data.fill(grey[at] ?? 255, 4 * at, 4 * at + 3).fill(255, 4 * at + 3, 4 * at + 4);
  return { data, width, height };
}
