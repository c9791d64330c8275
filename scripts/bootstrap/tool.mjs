/** Runs one of the development tools under the pinned Node. */
import { spawn } from "node:child_process";
import { ROOT, toolEnvironment } from "./modules.mjs";

/**
 * @param {string} command a program on the PATH of node_modules/.bin
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export function runTool(command, args, extra = {}) {
  const child = spawn(command, args, {
    cwd: extra.cwd ?? ROOT,
    stdio: "inherit",
    env: { ...toolEnvironment(), ...extra.env },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
