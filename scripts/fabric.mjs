/** `npm run fabric:up | fabric:down | fabric:status | fabric:reset`: fabric/main.ts under the pinned Node, from a fresh clone too. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runUnderNode24 } from "./bootstrap/hand-over.mjs";
import { ensureModules, ROOT } from "./bootstrap/modules.mjs";
import { runMain } from "./bootstrap/say.mjs";

await runMain(async () => {
  const settings = join(ROOT, ".env");
  if (existsSync(settings)) process.loadEnvFile?.(settings);
  ensureModules();
  process.exitCode = await runUnderNode24("fabric/main.ts", process.argv.slice(2));
});
