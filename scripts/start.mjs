/** `npm start`: installs, generates, builds and runs TrueLane from a fresh clone. Written for Node 20 with its built-ins only. */
if (Number(process.versions.node.split(".")[0]) < 20) {
  process.stderr.write(`truelane: Node.js ${process.versions.node} is too old. Install Node.js 20 or newer.\n`);
  process.exit(2);
}
const { existsSync } = await import("node:fs");
const { runMain } = await import("./bootstrap/say.mjs");
const { assertPlatform } = await import("./bootstrap/platform.mjs");
const { assertPortsFree, wantedPorts } = await import("./bootstrap/ports.mjs");
const { ensureModules } = await import("./bootstrap/modules.mjs");
const { ensureBuilt } = await import("./bootstrap/built.mjs");
const { runUnderNode24 } = await import("./bootstrap/hand-over.mjs");

await runMain(async () => {
  // Settings may stand in a file; what is set in the environment wins.
  if (existsSync(".env")) process.loadEnvFile?.(".env");
  assertPlatform();
  // With --lan HOST may be an address for the https front alone; the supervisor asks for its port.
  await assertPortsFree(
    wantedPorts(process.argv.includes("--lan") ? { ...process.env, HOST: "127.0.0.1" } : process.env),
  );
  ensureModules();
  ensureBuilt();
  process.exitCode = await runUnderNode24("scripts/supervisor/main.ts", process.argv.slice(2));
});
