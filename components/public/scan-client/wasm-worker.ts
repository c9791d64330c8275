/** A worker that reads QR codes with ZXing in WebAssembly, from our own server only. */
import { prepareZXingModule } from "zxing-wasm/reader";
import { lookByWasm } from "./look-wasm.ts";
import { answerPictures } from "./worker-protocol.ts";

const BLANK = 64;

answerPictures(async () => {
  // Its default is a public CDN: a look-up must reach nobody but us.
  await prepareZXingModule({ overrides: { locateFile: () => "/wasm/zxing_reader.wasm" }, fireImmediately: true });
  // The first look compiles: better before a picture waits than while one does.
  await lookByWasm({ data: new Uint8ClampedArray(BLANK * BLANK * 4).fill(255), width: BLANK, height: BLANK }, "local");
  return lookByWasm;
});
