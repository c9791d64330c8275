/** Refuses what is installed when Next, React, the sign-in or Node are older than they may be. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { belowFloors } from "./bootstrap/floors.mjs";
import { ROOT } from "./bootstrap/modules.mjs";

const { packages } = JSON.parse(readFileSync(join(ROOT, "node_modules", ".package-lock.json"), "utf8"));
const problems = belowFloors(packages, process.versions.node);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
