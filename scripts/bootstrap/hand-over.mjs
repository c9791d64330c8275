/** Runs a program under the pinned Node and passes signals and the exit code through. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { node24, ROOT, toolEnvironment } from "./modules.mjs";

/**
 * `react-server` is the condition under which `import "server-only"` is silent: these are server processes.
 * The program ends when this one is killed, because its IPC channel closes.
 * @param {string} file path of a TypeScript or JavaScript file, relative to the root
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
export function runUnderNode24(file, args = [], extra = {}) {
  const child = spawn(
    node24(),
    ["--conditions=react-server", "--disable-warning=ExperimentalWarning", join(ROOT, file), ...args],
    {
      cwd: extra.cwd ?? ROOT,
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      env: { ...toolEnvironment(), ...extra.env },
    },
  );
  // A terminal sends Ctrl-C to the whole group, a supervisor only to us: passing it on twice does no harm.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  endWithNpm(() => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

// `kill` of an `npm start` ends npm and its shell only; nobody tells us, so we look whether they are still there.
function endWithNpm(end) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    end();
  }, 500);
  look.unref();
}
