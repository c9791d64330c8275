/** `npm run dev`: as `npm start`, but pages are compiled as they are opened and change while one edits them. */
import { existsSync } from "node:fs";
import { ensureClient, ensurePublic } from "./bootstrap/built.mjs";
import { runUnderNode24 } from "./bootstrap/hand-over.mjs";
import { ensureModules } from "./bootstrap/modules.mjs";
import { assertPlatform } from "./bootstrap/platform.mjs";
import { assertPortsFree, wantedPorts } from "./bootstrap/ports.mjs";
import { runMain } from "./bootstrap/say.mjs";

await runMain(async () => {
  if (existsSync(".env")) process.loadEnvFile?.(".env");
  assertPlatform();
  await assertPortsFree(wantedPorts());
  ensureModules();
  ensureClient();
  ensurePublic();
  process.exitCode = await runUnderNode24("scripts/supervisor/main.ts", ["--dev"]);
});
