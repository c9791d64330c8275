/** `npm run sbom`: what this installation is made of, development tools left out, as CycloneDX. Asks no registry. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureModules, ROOT } from "./bootstrap/modules.mjs";
import { runMain, Stop, say } from "./bootstrap/say.mjs";

await runMain(async () => {
  ensureModules();
  const args = ["sbom", "--omit=dev", "--sbom-format=cyclonedx", "--sbom-type=application"];
  const { status, stdout, stderr } = spawnSync("npm", args, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Stop(`npm sbom failed (code ${status}): ${(stderr ?? "").trim().split("\n")[0]}`);
  const bill = JSON.parse(stdout);
  // npm names the folder of the clone, which says nothing to whoever reads it elsewhere.
  bill.metadata.component.name = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).name;
  const file = join(ROOT, "build", "sbom.json");
  mkdirSync(join(ROOT, "build"), { recursive: true });
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
  say(`${bill.components.length} packages: ${file}`);
});
