/** `npm run bench -- NAME… [options]`: benchmarks in bench/, one after the other, each against a peer in the same run. */
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
  const given = process.argv.slice(2);
  const options = given.findIndex((arg) => arg.startsWith("-"));
  const [wanted, args] = options < 0 ? [given, []] : [given.slice(0, options), given.slice(options)];
  const unknown = wanted.find((name) => !names.includes(name));
  if (wanted.length === 0 || unknown) {
    throw new Stop(
      `${unknown ? `there is no benchmark ${unknown}` : "name a benchmark"}; there are: ${names.join(", ") || "none"}`,
    );
  }
  ensureModules();
  ensureClient();
  for (const name of wanted) {
    if (wanted.length > 1) process.stdout.write(`\n${name}\n`);
    process.exitCode = await runUnderNode24(join("bench", name, "main.ts"), args);
    if (process.exitCode !== 0) return;
  }
});
