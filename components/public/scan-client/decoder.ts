/** Reads QR codes from pictures: the browser's own reader, else ZXing in WebAssembly, else ZXing in JavaScript. */

/** The texts of all QR codes in a picture; none is an answer too. */
export interface Decoder {
  read(picture: ImageData): Promise<readonly string[]>;
}

type NativeDetector = { detect(picture: ImageData): Promise<readonly { readonly rawValue: string }[]> };
type NativeDetectorClass = {
  new (options: { formats: readonly string[] }): NativeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
};

const WASM_WORKER = "/scan/wasm-worker.js";
const PLAIN_WORKER = "/scan/plain-worker.js";

/** Loads no more than what this browser needs. @throws when no reader could be loaded */
export async function openDecoder(): Promise<Decoder> {
  const native = await openNative().catch(() => undefined);
  if (native) return native;
  return openWorker(WASM_WORKER).catch(() => openWorker(PLAIN_WORKER));
}

/** Chrome on Android, macOS and ChromeOS have one; some builds have the class and no format. */
async function openNative(): Promise<Decoder | undefined> {
  const { BarcodeDetector: Detector } = window as { BarcodeDetector?: NativeDetectorClass };
  if (!Detector || !(await Detector.getSupportedFormats()).includes("qr_code")) return undefined;
  const detector = new Detector({ formats: ["qr_code"] });
  return { read: async (picture) => (await detector.detect(picture)).map((found) => found.rawValue) };
}

type FromWorker = { readonly ready: boolean } | { readonly id: number; readonly texts: readonly string[] };

/** Resolves when the worker says that it can read; a worker that cannot is ended. */
function openWorker(file: string): Promise<Decoder> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file);
    const waiting = new Map<number, (texts: readonly string[]) => void>();
    let last = 0;
    const decoder: Decoder = {
      read: (picture) =>
        new Promise((answer) => {
          last++;
          waiting.set(last, answer);
          const { data, width, height } = picture;
          worker.postMessage({ id: last, data, width, height }, [data.buffer]);
        }),
    };
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if ("ready" in data) {
        if (data.ready) return resolve(decoder);
        worker.terminate();
        return reject(new Error(`${file} cannot read here`));
      }
      waiting.get(data.id)?.(data.texts);
      waiting.delete(data.id);
    };
    worker.onerror = () => {
      worker.terminate();
      reject(new Error(`${file} could not be loaded`));
    };
  });
}
