/**
 * `npm test`: everything that can run on this machine, from a fresh clone; what cannot is named with the reason.
 * `npm run test:fabric [-- FILE …]`: the tests on a Fabric network alone, all of them or those files.
 */
if (Number(process.versions.node.split(".")[0]) < 20) {
  process.stderr.write(`truelane: Node.js ${process.versions.node} is too old. Install Node.js 20 or newer.\n`);
  process.exit(2);
}
const { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } = await import("node:fs");
const { tmpdir } = await import("node:os");
const { join } = await import("node:path");
const { runMain, say } = await import("./bootstrap/say.mjs");
const { assertPlatform } = await import("./bootstrap/platform.mjs");
const { ensureModules, ROOT } = await import("./bootstrap/modules.mjs");
const { ensureBuilt, ensureClient, ensurePublic } = await import("./bootstrap/built.mjs");
const { runTool } = await import("./bootstrap/tool.mjs");
const { remarksOfStories, remarksOfVitest } = await import("./bootstrap/remarks.mjs");

const HEADINGS = {
  pure: "Tests of pure code",
  unit: "Tests beside the code",
  fabric: "A Fabric network of three organisations",
  processes: "Whole installations, started and killed",
  stories: "Stories in a browser",
};
const fabricAlone = process.argv[2] === "fabric";
const files = fabricAlone ? process.argv.slice(3) : [];
const sum = { passed: 0, failed: 0, skipped: 0 };
const notRun = [];
const failures = [];
const secondTries = [];
const reports = mkdtempSync(join(tmpdir(), "truelane-test-"));

await runMain(async () => {
  assertPlatform();
  ensureModules();
  ensureClient();
  try {
    await installChaincode();
    if (fabricAlone) await fabricNetwork();
    else await everything();
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  say("");
  for (const line of notRun) say(`Not run: ${line}`);
  for (const line of secondTries) say(`Passed at the second try only: ${line}`);
  for (const line of failures) say(`Failed: ${line}`);
  say(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ""}`);
  process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
});

async function everything() {
  ensurePublic();
  const { ensureTestTools } = await import("./bootstrap/chromium.mjs");
  ensureTestTools();
  await checks();
  await vitest("pure");
  await vitest("unit");
  await fabricNetwork();
  if (built()) {
    await vitest("processes");
    await stories();
  }
}

/** The chaincode is a package of its own, with its own lock. */
async function installChaincode() {
  const folder = join(ROOT, "chaincode");
  if (!existsSync(join(folder, "npm-shrinkwrap.json")) || existsSync(join(folder, "node_modules"))) return;
  say("Installing the chaincode's packages …");
  const code = await runTool("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
  if (code !== 0) notRun.push("chaincode tests: its packages could not be installed (cd chaincode && npm ci)");
}

async function checks() {
  heading("Checks");
  const { runChecks } = await import("./bootstrap/checks.mjs");
  const { passed, failed } = await runChecks();
  sum.passed += passed.length;
  sum.failed += failed.length;
  failures.push(...failed.map((name) => `the check "${name}" (npm run check)`));
}

async function vitest(project) {
  heading(HEADINGS[project]);
  const file = join(reports, `${project}.json`);
  const chaincode = existsSync(join(ROOT, "chaincode", "node_modules")) ? [] : ["--exclude", "chaincode/**"];
  const args = ["run", "--project", project, "--passWithNoTests", ...chaincode, ...files];
  const code = await runTool("vitest", [...args, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`]);
  const before = sum.failed;
  if (existsSync(file)) {
    const report = JSON.parse(readFileSync(file, "utf8"));
    sum.passed += report.numPassedTests;
    sum.skipped += report.numPendingTests + (report.numTodoTests ?? 0);
    const remarks = remarksOfVitest(report);
    sum.failed += remarks.failed.length;
    remark(remarks);
  }
  if (code !== 0 && sum.failed === before) {
    sum.failed += 1;
    failures.push(`${HEADINGS[project]}: the run ended with code ${code} (npx vitest run --project ${project})`);
  }
}

/** Three organisations, native processes: only where Fabric's programs are. */
async function fabricNetwork() {
  const { hasFabric, HOW_TO_GET_FABRIC } = await import("./bootstrap/fabric.mjs");
  if (hasFabric()) {
    // The network runs what lies in build/, and a fresh clone has nothing there.
    const packaged = await runTool("node", ["scripts/package-chaincode.mjs"]);
    if (packaged === 0) return vitest("fabric");
    sum.failed += 1;
    failures.push("the chaincode's package (npm run chaincode:package)");
    notRun.push("tests on a Fabric network: its chaincode could not be packaged (npm run chaincode:package)");
    return;
  }
  notRun.push(
    `tests on a Fabric network (npm run test:fabric): its programs are not here. Get them: ${HOW_TO_GET_FABRIC}`,
  );
}

function built() {
  heading("Build");
  try {
    ensureBuilt();
    sum.passed += 1;
    return true;
  } catch (fault) {
    process.stderr.write(`${fault.message}\n`);
    sum.failed += 1;
    failures.push("the build (npm run build)");
    notRun.push("tests of whole installations and of the browser: the build failed");
    return false;
  }
}

async function stories() {
  const folder = join(ROOT, "e2e");
  if (!existsSync(folder) || !readdirSync(folder).some((name) => name.endsWith(".spec.ts"))) return;
  heading(HEADINGS.stories);
  const { findChromium, HOW_TO_INSTALL } = await import("./bootstrap/chromium.mjs");
  const chromium = findChromium();
  if (!chromium) {
    const names = readdirSync(folder).filter((name) => name.endsWith(".spec.ts"));
    notRun.push(`browser stories (${names.join(", ")}): no browser here. Run: ${HOW_TO_INSTALL}`);
    sum.skipped += names.length;
    return;
  }
  const file = join(reports, "e2e.json");
  const code = await runTool("playwright", ["test"], {
    env: { TRUELANE_CHROMIUM: chromium, TRUELANE_E2E_REPORT: file },
  });
  const report = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { stats: { expected: 0, unexpected: 0 } };
  const { stats } = report;
  sum.passed += stats.expected + (stats.flaky ?? 0);
  sum.failed += stats.unexpected;
  sum.skipped += stats.skipped ?? 0;
  remark(remarksOfStories(report));
  if ((code !== 0 || !existsSync(file)) && stats.unexpected === 0) {
    sum.failed += 1;
    failures.push(`${HEADINGS.stories}: the run ended with code ${code} (npm run e2e)`);
  }
}

function remark({ failed, secondTry }) {
  failures.push(...failed);
  secondTries.push(...secondTry);
}

function heading(text) {
  say(`\n== ${text}`);
}
