/** `npm run bench -- NAME`: one of the benchmarks in bench/, each against a peer in the same run. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ensureClient } from "./bootstrap/built.mjs";
import { runUnderNode24 } from "./bootstrap/hand-over.mjs";
import { ensureModules, ROOT } from "./bootstrap/modules.mjs";
import { runMain, Stop } from "./bootstrap/say.mjs";

await runMain(async () => {
  const folder = join(ROOT, "bench");
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "main.ts")))
    .map((entry) => entry.name);
  const [name, ...args] = process.argv.slice(2);
  if (!name || !names.includes(name)) {
    throw new Stop(
      `${name ? `there is no benchmark ${name}` : "name a benchmark"}; there are: ${names.join(", ") || "none"}`,
    );
  }
  ensureModules();
  ensureClient();
  process.exitCode = await runUnderNode24(join("bench", name, "main.ts"), args);
});
