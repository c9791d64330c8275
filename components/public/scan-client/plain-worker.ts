/** A worker that reads QR codes in plain JavaScript, for browsers that block WebAssembly. */
import {
  BinaryBitmap,
  DecodeHintType,
  GlobalHistogramBinarizer,
  HybridBinarizer,
  QRCodeReader,
  RGBLuminanceSource,
} from "@zxing/library";
import { greyOf } from "./grey.ts";
import { answerPictures } from "./worker-protocol.ts";

const BINARIZER = { local: HybridBinarizer, whole: GlobalHistogramBinarizer };

answerPictures(async () => {
  const reader = new QRCodeReader();
  const hints = new Map<DecodeHintType, boolean>([[DecodeHintType.TRY_HARDER, true]]);
  return async (picture, threshold) => {
    const { light, width, height } = greyOf(picture);
    // Labels that were printed light on dark are read as their negative.
    for (const each of [light, light.map((value) => 255 - value)]) {
      const source = new RGBLuminanceSource(each, width, height);
      try {
        const found = reader.decode(new BinaryBitmap(new BINARIZER[threshold](source)), hints);
        return { texts: [found.getText()], seen: [] };
      } catch {
        // ZXing throws for "nothing found".
        reader.reset();
      }
    }
    return { texts: [], seen: [] };
  };
});
