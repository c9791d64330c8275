/** What is checked without running the product. Each is one line of the sum. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./modules.mjs";
import { runTool } from "./tool.mjs";

const CHECKS = [
  // Next writes the types of routes and their parameters; a fresh clone has none yet.
  { name: "types of the routes", command: "next", args: ["typegen"] },
  { name: "types", command: "tsc", args: ["--noEmit", "-p", "."] },
  { name: "types of the rule book, which has no platform", command: "tsc", args: ["-p", "lib/domain"] },
  { name: "lint and format", command: "biome", args: ["check", "--error-on-warnings"] },
  { name: "arrows between folders", command: "node", args: ["scripts/arrows.mjs"] },
  { name: "nothing unused", command: "knip", args: [] },
  { name: "no package or Node older than it may be", command: "node", args: ["scripts/floors.mjs"] },
];
const CHAINCODE = { name: "types of the chaincode", command: "tsc", args: ["--noEmit", "-p", "chaincode"] };

/** @returns {Promise<{ passed: string[], failed: string[] }>} names */
export async function runChecks() {
  const passed = [];
  const failed = [];
  for (const { name, command, args } of [...CHECKS, ...(hasChaincode() ? [CHAINCODE] : [])]) {
    const good = (await runTool(command, args)) === 0;
    process.stdout.write(`${good ? "✓" : "✗"} ${name}\n`);
    (good ? passed : failed).push(name);
  }
  return { passed, failed };
}

function hasChaincode() {
  return existsSync(join(ROOT, "chaincode", "tsconfig.json")) && existsSync(join(ROOT, "chaincode", "node_modules"));
}
