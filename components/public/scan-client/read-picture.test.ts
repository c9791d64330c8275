import { readFileSync } from "node:fs";
import qrcode from "qrcode";
import { beforeAll, describe, expect, it } from "vitest";
import { prepareZXingModule } from "zxing-wasm/reader";
import { blurred, type Grey, pixelsOf, redrawn, whole } from "./grey.ts";
import { lookByWasm } from "./look-wasm.ts";
import { type Effort, type LookAt, readPicture } from "./read-picture.ts";

const TEXT = "HTTPS://TRUELANE.EXAMPLE/V/7M07VEGGZCH4W5AMYCMX8TYA5Z";
const picture = (grey: Grey) => ({ ...grey, data: pixelsOf(grey) });

beforeAll(async () => {
  const wasmBinary = readFileSync("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm");
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasmBinary).buffer }, fireImmediately: true });
});

/** A label of eight pixels a module on grey ground. */
function label(text: string): Grey {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: "M" });
  const side = (modules.size + 16) * 8;
  const light = new Uint8ClampedArray(side * side);
  for (let at = 0; at < light.length; at++) {
    const [row, column] = [Math.floor(at / side / 8) - 8, Math.floor((at % side) / 8) - 8];
    const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
    light[at] = inside && modules.get(row, column) ? 30 : 220;
  }
  return { light, width: side, height: side };
}

describe("reading a picture", () => {
  it("reads a plain label at the first look", async () => {
    let looks = 0;
    const counted: LookAt = (...asked) => {
      looks++;
      return lookByWasm(...asked);
    };
    expect((await readPicture(counted, picture(label(TEXT)), { turn: 0 })).texts).toEqual([TEXT]);
    expect(looks).toBe(1);
  });

  it("reads a tray of 24 labels at one look", async () => {
    const texts = Array.from({ length: 24 }, (_, at) => TEXT.slice(0, -2) + String(at + 10));
    const tray = { light: new Uint8ClampedArray(1280 * 720).fill(120), width: 1280, height: 720 };
    for (const [at, text] of texts.entries()) {
      const one = label(text);
      const small = redrawn(one, whole(one), 170 / one.width);
      const [left, top] = [20 + (at % 6) * 210, 5 + Math.floor(at / 6) * 178];
      for (let row = 0; row < small.height; row++)
        tray.light.set(small.light.subarray(row * small.width, (row + 1) * small.width), (top + row) * 1280 + left);
    }
    const { texts: read } = await readPicture(lookByWasm, picture(tray), { turn: 0 });
    expect([...read].sort()).toEqual(texts);
  });

  it("reads a label whose edge is bent, which one look does not", async () => {
    const grey = label(TEXT);
    const bent = redrawn(grey, whole(grey), 0.5, { bowY: -0.12 });
    expect((await lookByWasm(picture(bent), "local")).texts).toEqual([]);
    expect((await readPicture(lookByWasm, picture(bent), "photo")).texts).toEqual([TEXT]);
  });

  it("answers nothing for a picture without a code, in bounded time", async () => {
    const noise = {
      light: new Uint8ClampedArray(320 * 320).map((_, at) => (at * 7919) % 251),
      width: 320,
      height: 320,
    };
    const began = performance.now();
    expect((await readPicture(lookByWasm, picture(noise), "photo")).texts).toEqual([]);
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  it("takes one second look for each picture of a film, another in each turn", async () => {
    const looks: string[] = [];
    const blind: LookAt = async ({ width, height }, threshold) => {
      looks.push(`${width} ${height} ${threshold}`);
      return { texts: [], seen: [] };
    };
    const efforts: Effort[] = [{ turn: 0 }, { turn: 1 }];
    for (const effort of efforts) await readPicture(blind, picture(blurred(label(TEXT), 1)), effort);
    expect(looks).toHaveLength(4);
    expect(looks[1]).not.toBe(looks[3]);
  });
});
