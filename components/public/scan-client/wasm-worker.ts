/** A worker that reads QR codes with ZXing in WebAssembly, from our own server only. */
import { prepareZXingModule } from "zxing-wasm/reader";
import { lookByWasm } from "./look-wasm.ts";
import { answerPictures } from "./worker-protocol.ts";

answerPictures(async () => {
  // Its default is a public CDN: a look-up must reach nobody but us.
  await prepareZXingModule({ overrides: { locateFile: () => "/wasm/zxing_reader.wasm" }, fireImmediately: true });
  return lookByWasm;
});
