import "server-only";

/** The public pages' own scripts and WebAssembly for the scan listener; the web server serves the same folder itself. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PublicAnswer } from "../usecases/public-answer.ts";

/** The whole list: no path of a request ever reaches the file system. */
const TYPES: Readonly<Record<string, string>> = {
  "/scan/scanner.js": "text/javascript; charset=utf-8",
  "/scan/wasm-worker.js": "text/javascript; charset=utf-8",
  "/scan/plain-worker.js": "text/javascript; charset=utf-8",
  "/scan/work.js": "text/javascript; charset=utf-8",
  "/check/check.js": "text/javascript; charset=utf-8",
  "/check/decode-worker.js": "text/javascript; charset=utf-8",
  "/scan/offline.js": "text/javascript; charset=utf-8",
  "/activate/activate.js": "text/javascript; charset=utf-8",
  "/wasm/zxing_reader.wasm": "application/wasm",
  "/sw.js": "text/javascript; charset=utf-8",
  "/manifest.webmanifest": "application/manifest+json",
  "/icon-192.png": "image/png",
  "/icon-512.png": "image/png",
  "/icon-maskable-512.png": "image/png",
};
const FOLDER = join(import.meta.dirname, "..", "..", "public");

const read = new Map<string, Promise<Uint8Array>>();

export async function publicFile(path: string): Promise<PublicAnswer | undefined> {
  const type = TYPES[path];
  if (type === undefined) return undefined;
  const file = read.get(path) ?? readFile(join(FOLDER, path));
  read.set(path, file);
  const body = await file.catch(() => undefined);
  if (!body) {
    read.delete(path);
    return undefined;
  }
  const headers = {
    "content-type": type,
    "cache-control": "public, max-age=3600",
    "x-content-type-options": "nosniff",
  };
  return { status: 200, headers, body };
}
