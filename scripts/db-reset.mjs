/** `npm run db:reset`: throws the data of a stopped development installation away. Asks for the word before it does. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { runMain, Stop, say } from "./bootstrap/say.mjs";

await runMain(async () => {
  const folder = resolve(process.env.DATA_DIR || ".data");
  if (!existsSync(folder)) return say(`${folder} does not exist; nothing to do.`);
  const lock = `${folder}/running.json`;
  if (existsSync(lock) && isAlive(JSON.parse(readFileSync(lock, "utf8")).pid)) {
    throw new Stop(`TrueLane runs on ${folder}. Stop it first.`);
  }
  if (!process.argv.includes("--yes")) {
    if (!process.stdin.isTTY) throw new Stop("say --yes when nobody can be asked: npm run db:reset -- --yes");
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question(`Delete ${folder} with its ledger and its keys? Type delete: `);
    terminal.close();
    if (answer.trim() !== "delete") return say("Nothing was deleted.");
  }
  rmSync(folder, { recursive: true, force: true });
  say(`${folder} is gone. The next npm start begins anew.`);
});

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault.code === "EPERM";
  }
}
