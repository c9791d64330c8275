/** Builds the chaincode: tsc (decorators need its metadata), then one bundle. The same sources give the same bytes. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { ensureModules } from "./bootstrap/modules.mjs";

ensureModules();
const { build } = await import("esbuild");
const root = resolve(import.meta.dirname, "..");
const chaincode = join(root, "chaincode");
const emitted = join(chaincode, ".out");
const target = join(root, "build", "chaincode");

if (!existsSync(join(chaincode, "node_modules"))) {
  execFileSync("npm", ["ci", "--ignore-scripts"], { cwd: chaincode, stdio: "inherit" });
}
rmSync(emitted, { recursive: true, force: true });
const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "..", "bin", "tsc");
execFileSync(process.execPath, [tsc, "-p", chaincode], { stdio: "inherit" });
writeFileSync(join(emitted, "chaincode", "package.json"), '{ "type": "commonjs" }\n');
writeFileSync(join(emitted, "lib", "package.json"), '{ "type": "module" }\n');

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "dist"), { recursive: true });
await build({
  entryPoints: [join(emitted, "chaincode", "src", "index.js")],
  outfile: join(target, "dist", "index.js"),
  // Paths in the bundle's comments are relative to this folder, wherever the clone lies.
  absWorkingDir: chaincode,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node22",
  charset: "utf8",
  legalComments: "none",
  logLevel: "error",
});
for (const file of ["package.json", "npm-shrinkwrap.json"]) cpSync(join(chaincode, file), join(target, file));
const hash = createHash("sha256")
  .update(readFileSync(join(target, "dist", "index.js")))
  .digest("hex");
console.log(`chaincode bundle ${hash} (package label truelane_${hash.slice(0, 16)})`);
