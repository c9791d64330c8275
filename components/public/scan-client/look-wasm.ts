/** One look by ZXing in WebAssembly. Only texts whose error correction held are texts; the rest says where to look again. */
import { type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import type { Threshold } from "./alternates.ts";
import type { Region } from "./grey.ts";
import type { LookAt } from "./read-picture.ts";

const OPTIONS: ReaderOptions = {
  formats: ["QRCode"],
  tryHarder: true,
  returnErrors: true,
  maxNumberOfSymbols: 64,
  // As it was encoded: group separators of GS1 stay what they are.
  textMode: "Plain",
};
const BINARIZER = { local: "LocalAverage", whole: "GlobalHistogram" } as const satisfies Record<Threshold, string>;

export const lookByWasm: LookAt = async ({ data, width, height }, threshold) => {
  const pixels = data as Uint8ClampedArray<ArrayBuffer>;
  const found = await readBarcodes({ data: pixels, width, height, colorSpace: "srgb" } as ImageData, {
    ...OPTIONS,
    binarizer: BINARIZER[threshold],
  });
  return {
    texts: found.filter((each) => each.isValid).map((each) => each.text),
    seen: found.map((each) => boxOf(each.position)),
  };
};

type Point = { readonly x: number; readonly y: number };

function boxOf(corners: Readonly<Record<"topLeft" | "topRight" | "bottomLeft" | "bottomRight", Point>>): Region {
  const points = [corners.topLeft, corners.topRight, corners.bottomLeft, corners.bottomRight];
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}
