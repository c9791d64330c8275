/**
 * Body labels printed at 203, 300 and 600 dpi, worn over 15 % of the symbol, bent around a cylinder of 14 mm radius and blurred by 1.2
 * pixels: how many still read (goal 99 %). `npm run bench -- worn-labels [--count N] [--seed N]`; the seed repeats a run exactly.
 */
import { parseArgs } from "node:util";
import { inTheField, openReader, printed, readAgain, urisFor, type Wear } from "../../test/labels/field.ts";
import { diceOf } from "../../test/labels/worn.ts";

const { values } = parseArgs({
  options: { count: { type: "string", default: "100" }, seed: { type: "string", default: "20261129" } },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
const PRESETS = ["roll-40x30", "roll-60x40"] as const;
const WEARS: Readonly<Record<string, Wear>> = {
  whole: { share: 0, patches: 0, left: 1 },
  "stained, half the contrast left": { share: 0.15, patches: 6, left: 0.5 },
  "faded, a third of the contrast left": { share: 0.15, patches: 6, left: 0.33 },
  "holes, nothing left": { share: 0.15, patches: 6, left: 0 },
};

await openReader();
process.stdout.write(`seed ${seed}, ${count} labels each\n`);
for (const preset of PRESETS)
  for (const dpi of [203, 300, 600]) {
    const uris = urisFor(count, seed + dpi);
    const pictures = await printed(uris, preset, dpi);
    for (const [name, wear] of Object.entries(WEARS)) {
      let [read, wrong] = [0, 0];
      for (const [at, picture] of pictures.entries()) {
        const uri = uris[at] ?? "";
        const text = await readAgain(inTheField(picture, preset, dpi, uri, wear, diceOf(seed + at)));
        if (text === uri) read++;
        else if (text !== undefined) wrong++;
      }
      process.stdout.write(
        `${preset} ${dpi} dpi, ${name}: ${((100 * read) / count).toFixed(1)} % read, ${wrong} wrong\n`,
      );
    }
  }
