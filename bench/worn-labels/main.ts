/**
 * Body labels printed at 203, 300 and 600 dpi, worn over 15 % of the symbol, bent around a cylinder of 14 mm radius and blurred by 1.2
 * pixels: how many still read (goal 99 % of the stained). Options: --count N (100) · --seed N repeats a run exactly · --wears
 * whole,stained,faded,holes (the first two; what does not read takes seconds each).
 */
import { parseArgs } from "node:util";
import { inTheField, openReader, printed, readAgain, SITES, urisFor, type Wear } from "../../test/labels/field.ts";
import { diceOf } from "../../test/labels/worn.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "100" },
    seed: { type: "string", default: "20261129" },
    wears: { type: "string", default: "whole,stained" },
  },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
const PRESETS = ["roll-40x30", "roll-60x40"] as const;
/** `stained`: half of the contrast is left, `faded`: a third, `holes`: nothing. */
const WEARS: Readonly<Record<string, Wear>> = {
  whole: { share: 0, patches: 0, left: 1 },
  stained: { share: 0.15, patches: 6, left: 0.5 },
  faded: { share: 0.15, patches: 6, left: 0.33 },
  holes: { share: 0.15, patches: 6, left: 0 },
};

await openReader();
process.stdout.write(`seed ${seed}, ${count} labels each\n`);
for (const preset of PRESETS)
  for (const site of SITES)
    for (const dpi of [203, 300, 600]) {
      const uris = urisFor(site, count, seed + dpi);
      const pictures = await printed(uris, preset, dpi);
      for (const name of values.wears.split(",")) {
        const wear = WEARS[name];
        if (!wear) throw new Error(`no wear ${name}: ${Object.keys(WEARS).join(", ")}`);
        let [read, wrong] = [0, 0];
        for (const [at, picture] of pictures.entries()) {
          const uri = uris[at] ?? "";
          const text = await readAgain(inTheField(picture, preset, dpi, uri, wear, diceOf(seed + at)));
          if (text === uri) read++;
          else if (text !== undefined) wrong++;
        }
        process.stdout.write(
          `${preset}, ${site}, ${dpi} dpi, ${name}: ${((100 * read) / count).toFixed(1)} % read, ${wrong} wrong\n`,
        );
      }
    }
