/** Checks who imports whom (.dependency-cruiser.cjs). Its parser must know JSX, or it would stop at the first component. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);

// dependency-cruiser hands every file to swc as plain TypeScript; it loads swc after this, so it gets these functions.
const swc = require("@swc/core");
const { parseFileSync, parseSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: /\.[jt]sx$/.test(file) });
swc.parseSync = (source, options) => parseSync(source, { ...options, tsx: true });

const { cruise } = await import("dependency-cruiser");
const { default: extractTsConfig } = await import("dependency-cruiser/config-utl/extract-ts-config");
const configuration = require("../.dependency-cruiser.cjs");

/** Everything that the arrows speak of. */
export const CRUISED = [
  "app",
  "components",
  "lib",
  "chaincode/src",
  "scripts",
  "test",
  "bench",
  "e2e",
  "i18n",
  "instrumentation.ts",
  "proxy.ts",
];

/**
 * @param {string[]} paths folders and files
 * @param {string} outputType a reporter's name; `json` gives the result as an object
 */
export async function checkArrows(paths = CRUISED, outputType = "json") {
  const { parser, tsPreCompilationDeps, enhancedResolveOptions, doNotFollow, exclude } = configuration.options;
  const { output, exitCode } = await cruise(
    paths,
    {
      parser,
      tsPreCompilationDeps,
      doNotFollow,
      exclude,
      outputType,
      validate: true,
      ruleSet: { forbidden: configuration.forbidden },
      tsConfig: { fileName: "tsconfig.json" },
    },
    enhancedResolveOptions,
    { tsConfig: extractTsConfig("tsconfig.json") },
  );
  return { output, exitCode };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  // Without arguments the tree; with folders, as JSON: the test of the rules does that in a tree full of violations.
  const folders = process.argv.slice(2);
  const { output, exitCode } = await (folders.length > 0 ? checkArrows(folders) : checkArrows(CRUISED, "err-long"));
  process.stdout.write(typeof output === "string" ? output : JSON.stringify(output));
  process.exitCode = exitCode > 0 ? 1 : 0;
}
