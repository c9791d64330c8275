/** Reads QR codes from pictures: the browser's own reader, else ZXing in WebAssembly, else ZXing in JavaScript. */
import type { Effort, Look } from "./read-picture.ts";
import type { Answered, Asked } from "./worker-protocol.ts";

/** The texts of all QR codes in a picture; none is an answer too. */
export interface Decoder {
  read(picture: ImageData, effort: Effort): Promise<Look>;
}

type Corner = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
type NativeDetector = {
  detect(picture: ImageData): Promise<readonly { readonly rawValue: string; readonly boundingBox: Corner }[]>;
};
type NativeDetectorClass = {
  new (options: { formats: readonly string[] }): NativeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
};

const WASM_WORKER = "/scan/wasm-worker.js";
const PLAIN_WORKER = "/scan/plain-worker.js";
/** Pictures in which the browser's own reader may find nothing before ours is loaded as well. */
const NATIVE_TURNS = 12;

/** Loads no more than what this browser needs. */
async function openDecoder(): Promise<Decoder> {
  const native = await openNative().catch(() => undefined);
  return native ? withSecond(native) : openZXing();
}

let reader: Promise<Decoder> | undefined;

/** The one reader of a page, kept for its next film: each has a worker of its own. @throws when none could be loaded; then the next call tries again */
export function loadDecoder(): Promise<Decoder> {
  reader ??= openDecoder().catch((cause: unknown) => {
    reader = undefined;
    throw cause;
  });
  return reader;
}

/** The browser's reader is quick and takes only what is easy: for the rest ours looks too. */
function withSecond(native: Decoder): Decoder {
  let second: Promise<Decoder | undefined> | undefined;
  return {
    async read(picture, effort) {
      const look = await native.read(picture, effort);
      if (look.texts.length > 0 || (effort !== "photo" && effort.turn < NATIVE_TURNS)) return look;
      second ??= openZXing().catch(() => undefined);
      return (await (await second)?.read(picture, effort)) ?? look;
    },
  };
}

function openZXing(): Promise<Decoder> {
  return openWorker(WASM_WORKER).catch(() => openWorker(PLAIN_WORKER));
}

/** Chrome on Android, macOS and ChromeOS have one; some builds have the class and no format. */
async function openNative(): Promise<Decoder | undefined> {
  const { BarcodeDetector: Detector } = window as { BarcodeDetector?: NativeDetectorClass };
  if (!Detector || !(await Detector.getSupportedFormats()).includes("qr_code")) return undefined;
  const detector = new Detector({ formats: ["qr_code"] });
  return {
    async read(picture) {
      // A code that it sees and cannot read has an empty value.
      const found = await detector.detect(picture);
      return {
        texts: found.map((each) => each.rawValue).filter((text) => text !== ""),
        seen: found.map(({ boundingBox: { x, y, width, height } }) => ({ left: x, top: y, width, height })),
      };
    },
  };
}

/** Resolves when the worker says that it can read; a worker that cannot is ended. A picture handed over is gone. */
export function openWorker(file: string): Promise<Decoder> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file);
    const waiting = new Map<number, (look: Look) => void>();
    let last = 0;
    const decoder: Decoder = {
      read: ({ data, width, height }, effort) =>
        new Promise((answer) => {
          last++;
          waiting.set(last, answer);
          const asked: Asked = { id: last, data, width, height, effort };
          worker.postMessage(asked, [data.buffer]);
        }),
    };
    worker.onmessage = ({ data }: MessageEvent<Answered>) => {
      if ("ready" in data) {
        if (data.ready) return resolve(decoder);
        worker.terminate();
        return reject(new Error(`${file} cannot read here`));
      }
      waiting.get(data.id)?.(data.look);
      waiting.delete(data.id);
    };
    worker.onerror = () => {
      worker.terminate();
      reject(new Error(`${file} could not be loaded`));
    };
  });
}
