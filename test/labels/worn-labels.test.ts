import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { inTheField, openReader, printed, readAgain, urisFor } from "./field.ts";
import { diceOf } from "./worn.ts";

const SEED = 20_261_129;
const EACH = 8;

function has(program: string): boolean {
  try {
    execFileSync("which", [program], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

beforeAll(openReader);

// `npm run bench -- worn-labels` tries hundreds, and labels that lost more.
describe.skipIf(!has("pdftoppm"))(`body labels bent around 14 mm and out of focus, seed ${SEED}`, () => {
  const wear = { share: 0.15, patches: 6, left: 0.5 };

  it.each([300, 600])("read with 15 of 100 of their symbol stained, printed at %i dpi", async (dpi) => {
    const uris = urisFor(EACH, SEED + dpi);
    const pictures = await printed(uris, "roll-40x30", dpi);
    const read = pictures.map((picture, at) =>
      readAgain(inTheField(picture, "roll-40x30", dpi, uris[at] ?? "", wear, diceOf(SEED + at))),
    );
    expect(await Promise.all(read)).toEqual(uris);
  });

  it("read at 203 dpi while they are whole", async () => {
    const uris = urisFor(EACH, SEED);
    const pictures = await printed(uris, "roll-40x30", 203);
    const whole = { ...wear, share: 0 };
    const read = pictures.map((picture, at) =>
      readAgain(inTheField(picture, "roll-40x30", 203, uris[at] ?? "", whole, diceOf(SEED + at))),
    );
    expect(await Promise.all(read)).toEqual(uris);
  });

  it("do not read as something else when most of them is gone", async () => {
    const uris = urisFor(EACH, SEED);
    const pictures = await printed(uris, "roll-40x30", 300);
    const gone = { share: 0.6, patches: 6, left: 0 };
    const read = pictures.map((picture, at) =>
      readAgain(inTheField(picture, "roll-40x30", 300, uris[at] ?? "", gone, diceOf(SEED + at))),
    );
    expect(await Promise.all(read)).toEqual(uris.map(() => undefined));
  });
});
