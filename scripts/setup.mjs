/** `npm run setup`: everything that a start would prepare, without starting. */
import { ensureBuilt } from "./bootstrap/built.mjs";
import { ensureModules } from "./bootstrap/modules.mjs";
import { assertPlatform } from "./bootstrap/platform.mjs";
import { runMain, say } from "./bootstrap/say.mjs";

await runMain(async () => {
  assertPlatform();
  ensureModules();
  ensureBuilt();
  say("Ready. Start with: npm start");
});
