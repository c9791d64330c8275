/** A worker that reads QR codes in plain JavaScript, for browsers that block WebAssembly. */
import {
  BinaryBitmap,
  DecodeHintType,
  GlobalHistogramBinarizer,
  HybridBinarizer,
  QRCodeReader,
  RGBLuminanceSource,
} from "@zxing/library";
import { answerPictures } from "./worker-protocol.ts";

answerPictures(async () => {
  const reader = new QRCodeReader();
  const hints = new Map<DecodeHintType, boolean>([[DecodeHintType.TRY_HARDER, true]]);
  return async ({ data, width, height }) => {
    const source = new RGBLuminanceSource(brightnessOf(data), width, height);
    for (const Binarizer of [HybridBinarizer, GlobalHistogramBinarizer]) {
      try {
        return [reader.decode(new BinaryBitmap(new Binarizer(source)), hints).getText()];
      } catch {
        // ZXing throws for "nothing found".
        reader.reset();
      }
    }
    return [];
  };
});

function brightnessOf(pixels: Uint8ClampedArray): Uint8ClampedArray {
  const grey = new Uint8ClampedArray(pixels.length / 4);
  for (let at = 0; at < grey.length; at++)
    grey[at] = (pixels[at * 4]! * 77 + pixels[at * 4 + 1]! * 150 + pixels[at * 4 + 2]! * 29) >> 8;
  return grey;
}
