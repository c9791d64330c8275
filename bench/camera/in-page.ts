/** The benchmark's side in the browser: draws a picture as the scan page does and asks both readers. */
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { type Decoder, openWorker } from "../../components/public/scan-client/decoder.ts";

type Given = { readonly url: string; readonly degrees: number };
type Reading = { readonly texts: readonly string[]; readonly took: number };

let ours: Decoder | undefined;
const drawn = { key: "", picture: new ImageData(1, 1) };

async function pixelsOf({ url, degrees }: Given): Promise<ImageData> {
  const key = `${degrees} ${url}`;
  if (drawn.key === key) return drawn.picture;
  const image = new Image();
  image.src = url;
  await image.decode();
  const turned = degrees % 180 !== 0;
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  const canvas = new OffscreenCanvas(turned ? height : width, turned ? width : height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((degrees * Math.PI) / 180);
  context.drawImage(image, -width / 2, -height / 2);
  drawn.key = key;
  drawn.picture = context.getImageData(0, 0, canvas.width, canvas.height);
  return drawn.picture;
}

async function timed(read: () => Promise<readonly string[]>): Promise<Reading> {
  const began = performance.now();
  return { texts: await read(), took: performance.now() - began };
}

Object.assign(window, {
  async openReaders() {
    const locateFile = () => "/wasm/zxing_reader.wasm";
    await prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });
    ours = await openWorker("/scan/wasm-worker.js");
  },
  async readOurs(given: Given) {
    const { data, width, height } = await pixelsOf(given);
    const picture = new ImageData(data.slice(), width, height);
    return timed(async () => (await ours?.read(picture, "photo"))?.texts ?? []);
  },
  async readAlone(given: Given) {
    const picture = await pixelsOf(given);
    return timed(async () => (await readBarcodes(picture)).filter((each) => each.isValid).map((each) => each.text));
  },
});
