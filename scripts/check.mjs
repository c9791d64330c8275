/** `npm run check`: types, lint, arrows, unused code, versions that are too old. */

import { ensureClient } from "./bootstrap/built.mjs";
import { runChecks } from "./bootstrap/checks.mjs";
import { ensureModules } from "./bootstrap/modules.mjs";
import { runMain } from "./bootstrap/say.mjs";

await runMain(async () => {
  ensureModules();
  ensureClient();
  const { passed, failed } = await runChecks();
  process.stdout.write(`${passed.length} passed, ${failed.length} failed\n`);
  process.exitCode = failed.length > 0 ? 1 : 0;
});
