/** Runs a program under the pinned Node and passes signals and the exit code through. */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { node24, ROOT, toolEnvironment } from "./modules.mjs";

/** Looked for at once: a long build lies between, and npm may be gone after it. */
const npm = process.env.npm_lifecycle_event ? npmAbove(process.ppid) : undefined;

/**
 * `react-server` is the condition under which `import "server-only"` is silent: these are server processes.
 * DEP0123: the peers of a network on loopback are reached by an IP address.
 * The program ends when this one is killed, because its IPC channel closes.
 * @param {string} file path of a TypeScript or JavaScript file, relative to the root
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
export function runUnderNode24(file, args = [], extra = {}) {
  const child = spawn(
    node24(),
    [
      "--conditions=react-server",
      "--disable-warning=ExperimentalWarning",
      "--disable-warning=DEP0123",
      join(ROOT, file),
      ...args,
    ],
    {
      cwd: extra.cwd ?? ROOT,
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      env: { ...toolEnvironment(), ...extra.env },
    },
  );
  // A terminal sends Ctrl-C to the whole group, a supervisor only to us: passing it on twice does no harm.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  endWithNpm(() => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

// `kill` of an `npm start` ends npm, sometimes its shell, and nobody tells us: so we look whether npm is still there.
function endWithNpm(end) {
  if (npm === undefined) return;
  const look = setInterval(() => {
    if (isAlive(npm)) return;
    clearInterval(look);
    end();
  }, 500);
  look.unref();
}

/** The nearest ancestor that is npm; there may be a shell between. */
function npmAbove(pid, levels = 3) {
  if (pid <= 1 || levels === 0) return undefined;
  const asked = spawnSync("ps", ["-o", "ppid=,command=", "-p", String(pid)], { encoding: "utf8" });
  const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(asked.stdout ?? "") ?? [];
  if (command === undefined) return undefined;
  return /^npm |npm-cli\.js/.test(command) ? pid : npmAbove(Number(parent), levels - 1);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault.code === "EPERM";
  }
}
