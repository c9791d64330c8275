/** Builds what the public pages load into public/scan, public/check, public/wasm and public/sw.js: small scripts, and ZXing's WebAssembly from our own server. */
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "..");
const CLIENT = join(ROOT, "components", "public", "scan-client");

const common = {
  bundle: true,
  minify: true,
  legalComments: "none",
  outdir: join(ROOT, "public", "scan"),
  // In-app browsers lag years behind; the page itself works without any of this.
  target: "es2020",
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: ["scanner.ts", "offline.ts", "work.ts"].map((name) => join(CLIENT, name)),
  format: "esm",
});
await build({
  ...common,
  entryPoints: [join(CLIENT, "wasm-worker.ts"), join(CLIENT, "plain-worker.ts")],
  format: "iife",
  define: { "import.meta.url": "self.location.href" },
});
const CHECK = join(ROOT, "components", "public", "check-client");
await build({
  ...common,
  outdir: join(ROOT, "public", "check"),
  entryPoints: [join(CHECK, "check.ts"), join(CHECK, "decode-worker.ts")],
  format: "iife",
});
await build({
  ...common,
  outdir: join(ROOT, "public", "activate"),
  entryPoints: [join(ROOT, "components", "public", "activate-client", "activate.ts")],
  format: "esm",
});
await mkdir(join(ROOT, "public", "wasm"), { recursive: true });
await copyFile(
  join(ROOT, "node_modules", "zxing-wasm", "dist", "reader", "zxing_reader.wasm"),
  join(ROOT, "public", "wasm", "zxing_reader.wasm"),
);
// At the root, so that it also stands before labels that are opened without a network. A new build empties the old cache.
const built = createHash("sha256");
for (const name of ["scanner.js", "offline.js", "wasm-worker.js"])
  built.update(await readFile(join(ROOT, "public", "scan", name)));
await build({
  ...common,
  entryPoints: { sw: join(CLIENT, "service-worker.ts") },
  outdir: join(ROOT, "public"),
  format: "iife",
  define: { BUILD: JSON.stringify(built.digest("hex").slice(0, 16)) },
});
