/** `npm run -s truelane -- COMMAND …`: the command line, under the pinned Node, in the folder where it was called. */
import { resolve } from "node:path";
import { runUnderNode24 } from "./bootstrap/hand-over.mjs";
import { ensureModules, ROOT } from "./bootstrap/modules.mjs";
import { runMain } from "./bootstrap/say.mjs";
import { loadSettings } from "./bootstrap/settings.mjs";

await runMain(async () => {
  loadSettings();
  // npm changes into the package's folder; file names on the command line are relative to where the person stands.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  // Folders of the installation are relative to it, as they are for npm start.
  const folders = { DATA_DIR: resolve(ROOT, process.env.DATA_DIR || ".data") };
  for (const name of ["FABRIC_DIR", "FABRIC_ORGANISATIONS"])
    if (process.env[name]) folders[name] = resolve(ROOT, process.env[name]);
  ensureModules();
  process.exitCode = await runUnderNode24("lib/server/cli/main.ts", process.argv.slice(2), {
    cwd,
    env: folders,
  });
});
