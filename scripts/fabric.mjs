/** `npm run fabric:up | fabric:down | fabric:status | fabric:reset`: fabric/main.ts under the pinned Node, from a fresh clone too. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runUnderNode24 } from "./bootstrap/hand-over.mjs";
import { ensureModules, ROOT } from "./bootstrap/modules.mjs";
import { runMain } from "./bootstrap/say.mjs";
import { loadSettings } from "./bootstrap/settings.mjs";
import { runTool } from "./bootstrap/tool.mjs";

await runMain(async () => {
  loadSettings();
  ensureModules();
  // What the peers run, made here once; `npm run chaincode:package` makes it anew.
  if (process.argv[2] === "up" && !existsSync(join(ROOT, "build", "chaincode", "dist", "index.js")))
    await runTool("node", ["scripts/package-chaincode.mjs"]);
  process.exitCode = await runUnderNode24("fabric/main.ts", process.argv.slice(2));
});
