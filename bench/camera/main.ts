/**
 * How many codes the scanner reads, against ZXing in WebAssembly alone with its default options: `npm run bench -- camera
 * --photos FOLDER`. FOLDER holds pictures with the text of each beside it (`1.webp`, `1.txt`), in folders or not: the QR samples of
 * zxing-cpp (`test/samples/qrcode-*`) are such a set. Without it: $TRUELANE_QR_PHOTOS, else only labels that this program makes.
 * Options: --made N (100) bent, blurred and noisy labels · --seed N · --rounds N (5). Both readers run in the same browser on the
 * same pixels, each picture in four directions.
 */
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { findChromium } from "../../scripts/bootstrap/chromium.mjs";
import { madeLabels } from "./made-labels.ts";
import { openReaders, type Readers } from "./open-readers.ts";
import { type Photo, photosIn } from "./photos.ts";
import { type Score, scoreOf } from "./score.ts";

const GOAL = 1.04;
const SHOWN = 24;

const { values } = parseArgs({
  options: {
    photos: { type: "string", default: process.env.TRUELANE_QR_PHOTOS },
    made: { type: "string", default: "100" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    rounds: { type: "string", default: "5" },
  },
});
const folder = values.photos;
const executablePath = findChromium();
if (!executablePath) throw new Error("this benchmark reads in a browser: install Chromium");

const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
try {
  const readers = await openReaders(await browser.newPage());
  if (folder) await compare(`photos of ${folder}`, await photosIn(folder), readers, GOAL);
  else process.stdout.write("no photo set: name its folder with --photos, or set TRUELANE_QR_PHOTOS\n");
  const seed = Number(values.seed);
  const made = await madeLabels(Number(values.made), seed);
  await compare(`labels made with seed ${seed}: bent on a 14 mm cylinder, blurred, noisy`, made, readers, 1);
} finally {
  await browser.close();
}

/** Hits do not vary from round to round, times do. */
async function compare(name: string, photos: readonly Photo[], readers: Readers, goal: number): Promise<void> {
  const times: number[] = [];
  let ours: Score | undefined;
  let alone: Score | undefined;
  for (let round = 0; round < Number(values.rounds); round++) {
    ours = await scoreOf(photos, readers.ours);
    alone = await scoreOf(photos, readers.alone);
    times.push(ours.milliseconds / alone.milliseconds);
  }
  if (!ours || !alone) return;
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`\n${name}: ${photos.length} frames`);
  for (const [who, score] of [
    ["scanner", ours],
    ["zxing-wasm alone", alone],
  ] as const)
    say(
      `  ${who}: ${score.hits} read (${((100 * score.hits) / photos.length).toFixed(1)} %), ${score.wrong.length} wrong texts, ${(score.milliseconds / photos.length).toFixed(1)} ms a frame`,
    );
  for (const line of ours.beside) say(`  a second code in the picture: ${line}`);
  for (const line of ours.wrong) say(`  WRONG: ${line}`);
  const ratio = ours.hits / alone.hits;
  say(
    `  hit rate ${ratio.toFixed(3)} times (goal ${goal}): ${ratio >= goal && ours.wrong.length === 0 ? "met" : "NOT met"}; time ${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)} times over ${times.length} rounds`,
  );
  say(`  not read: ${ours.missed.slice(0, SHOWN).join(" ") || "none"}${ours.missed.length > SHOWN ? " …" : ""}`);
}
