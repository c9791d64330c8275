/** Label sheets: ours against pdfkit, the same codes on the same sheet, one core (goal: at least 35 times). */
import { randomBytes } from "node:crypto";
import { printFont } from "../../lib/adapters/label-print/font-file.ts";
import { type PrintableLabel, sheetPdf } from "../../lib/adapters/label-print/sheet-pdf.ts";
import { codeOfBytes } from "../../lib/domain/label/code.ts";
import { labelUri } from "../../lib/domain/label/label-uri.ts";
import { SHEETS } from "../../lib/domain/label/sheet.ts";
import { pdfkitLabels } from "./pdfkit-labels.ts";

const ROUNDS = 5;
const OURS = 24_000;
const PEERS = 480;
const DOMAIN = "truelane.example.com";
const PART = "FTLX8571D3BCL";
const sheet = SHEETS["a4-24"];

const labels: readonly PrintableLabel[] = Array.from({ length: OURS }, (_, at) => ({
  uri: labelUri(`https://${DOMAIN}`, codeOfBytes(new Uint8Array(randomBytes(16)))),
  serialNumber: `FNS24${7_700_000 + at}`,
}));
const font = await printFont();

async function ours(): Promise<number> {
  async function* stream() {
    yield* labels;
  }
  const order = { sheet, partNumber: PART, domain: DOMAIN, start: 0, title: "bench", testPage: false };
  return speed(OURS, async () => {
    for await (const _ of sheetPdf(stream(), order, font));
  });
}

async function peers(): Promise<number> {
  return speed(PEERS, () => pdfkitLabels(labels.slice(0, PEERS), sheet, PART, DOMAIN));
}

/** Labels a second of processor time: what else runs on this machine does not count. */
async function speed(count: number, work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (count / (user + system)) * 1e6;
}

await ours();
await peers();
const ratios: number[] = [];
for (let round = 1; round <= ROUNDS; round++) {
  const [mine, theirs] = [await ours(), await peers()];
  ratios.push(mine / theirs);
  process.stdout.write(
    `round ${round}: ${mine.toFixed(0)} labels per CPU second, pdfkit ${theirs.toFixed(0)}, ${(mine / theirs).toFixed(1)} times\n`,
  );
}
const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
process.stdout.write(
  `labels: ${low.toFixed(1)} to ${high.toFixed(1)} times pdfkit over ${ROUNDS} rounds (goal 35); ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB\n`,
);
