/** A worker that reads QR codes with ZXing in WebAssembly, from our own server only. */
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { answerPictures } from "./worker-protocol.ts";

answerPictures(async () => {
  // Its default is a public CDN: a look-up must reach nobody but us.
  await prepareZXingModule({ overrides: { locateFile: () => "/wasm/zxing_reader.wasm" }, fireImmediately: true });
  return async (picture) => {
    const found = await readBarcodes(picture, { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 8 });
    return found.filter((each) => each.isValid).map((each) => each.text);
  };
});
