/** Labels of our own, bent and photographed badly, with known truth: what is tuned on one photo set must hold on another. */
import { PNG } from "pngjs";
import qrcode from "qrcode";
import { codeOfBytes } from "../../lib/domain/label/code.ts";
import { labelUri } from "../../lib/domain/label/label-uri.ts";
import type { Photo } from "./photos.ts";

const SIDE = 320;
/** mm: a body label on a module's round side. */
const LABEL_SIDE = 12;
const CYLINDER_RADIUS = 7;
const QUIET = 4;

export async function madeLabels(count: number, seed: number): Promise<Photo[]> {
  const dice = diceOf(seed);
  return Array.from({ length: count }, (_, at) => {
    const bytes = Uint8Array.from({ length: 16 }, () => Math.floor(dice() * 256));
    const text = labelUri("https://truelane.example", codeOfBytes(bytes));
    return { name: `label-${at}`, text, url: `data:image/png;base64,${photographed(text, dice)}`, degrees: 0 };
  });
}

/** Seen from above onto a cylinder: what lies off its middle is narrower, darker, and curved by the tilt. */
function photographed(text: string, dice: () => number): string {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: "M" });
  const cells = modules.size + 2 * QUIET;
  const dark = (column: number, row: number) =>
    column >= QUIET && row >= QUIET && column < cells - QUIET && row < cells - QUIET
      ? modules.get(row - QUIET, column - QUIET) === 1
      : false;
  const [angle, tilt, fill] = [dice() * 2 * Math.PI, (dice() - 0.5) * 0.9, 0.55 + dice() * 0.35];
  const [light, contrast, noise] = [0.35 + dice() * 0.65, 0.35 + dice() * 0.65, dice() * 22];
  const blur = 0.4 + dice() * 1.4;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const scale = LABEL_SIDE / (SIDE * fill);
  const paper = (x: number, y: number): number => {
    const across = ((x - SIDE / 2) * cos + (y - SIDE / 2) * sin) * scale;
    const along = (-(x - SIDE / 2) * sin + (y - SIDE / 2) * cos) * scale;
    if (Math.abs(across) >= CYLINDER_RADIUS) return 30;
    const arc = CYLINDER_RADIUS * Math.asin(across / CYLINDER_RADIUS);
    const height = Math.sqrt(CYLINDER_RADIUS ** 2 - across ** 2);
    const down = along / Math.cos(tilt) - height * Math.tan(tilt) + CYLINDER_RADIUS * Math.tan(tilt) * 0.8;
    const [column, row] = [(arc / LABEL_SIDE + 0.5) * cells, (down / LABEL_SIDE + 0.5) * cells];
    if (column < 0 || row < 0 || column >= cells || row >= cells) return 40;
    const shade = 0.45 + 0.55 * (height / CYLINDER_RADIUS);
    return 255 * light * shade * (dark(Math.floor(column), Math.floor(row)) ? 1 - contrast : 1);
  };
  const png = new PNG({ width: SIDE, height: SIDE });
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      // Nine samples spread over the blur: the lens and the motion of a hand.
      let sum = 0;
      for (let at = 0; at < 9; at++)
        sum += paper(x + ((at % 3) - 1) * blur * 0.8 + 0.5, y + (Math.floor(at / 3) - 1) * blur * 0.8 + 0.5);
      const value = Math.max(0, Math.min(255, sum / 9 + (dice() - 0.5) * 2 * noise));
      png.data.set([value, value, value, 255], (y * SIDE + x) * 4);
    }
  return PNG.sync.write(png).toString("base64");
}

/** Mulberry32: the same seed makes the same labels. */
function diceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
