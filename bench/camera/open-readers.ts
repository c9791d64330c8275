/** Both readers in one page of a browser: the scanner's own worker as it is shipped, and ZXing with its defaults. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import type { Photo } from "./photos.ts";

export type Read = (photo: Photo) => Promise<{ readonly texts: readonly string[]; readonly took: number }>;
export type Readers = { readonly ours: Read; readonly alone: Read };
type InPage = {
  openReaders(): Promise<void>;
  readOurs: (given: Pick<Photo, "url" | "degrees">) => ReturnType<Read>;
  readAlone: (given: Pick<Photo, "url" | "degrees">) => ReturnType<Read>;
};

const ROOT = join(import.meta.dirname, "..", "..");
const ORIGIN = "http://127.0.0.1:9";
const TYPES = { js: "text/javascript", wasm: "application/wasm" } as const;

export async function openReaders(page: Page): Promise<Readers> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "in-page.ts")],
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "error",
    define: { "import.meta.url": "self.location.href" },
  });
  const script = outputFiles[0]?.text ?? "";
  // No server: every file comes from this folder, and nothing can be fetched from anywhere else.
  await page.route("**/*", async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === "/") return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>bench</title>" });
    const type = path.endsWith(".wasm") ? TYPES.wasm : TYPES.js;
    return route.fulfill({ contentType: type, body: await readFile(join(ROOT, "public", path)) });
  });
  await page.goto(ORIGIN);
  await page.addScriptTag({ type: "module", content: script });
  await page.evaluate(() => (window as unknown as InPage).openReaders());
  return {
    ours: ({ url, degrees }) =>
      page.evaluate((given) => (window as unknown as InPage).readOurs(given), { url, degrees }),
    alone: ({ url, degrees }) =>
      page.evaluate((given) => (window as unknown as InPage).readAlone(given), { url, degrees }),
  };
}
