/** `npm run fabric:up | fabric:down | fabric:status | fabric:reset`: fabric/main.ts under the pinned Node, from a fresh clone too. */
import { runUnderNode24 } from "./bootstrap/hand-over.mjs";
import { ensureModules } from "./bootstrap/modules.mjs";
import { runMain } from "./bootstrap/say.mjs";
import { loadSettings } from "./bootstrap/settings.mjs";

await runMain(async () => {
  loadSettings();
  ensureModules();
  process.exitCode = await runUnderNode24("fabric/main.ts", process.argv.slice(2));
});
