/** `npm run fabric:up | down | status | reset`. Exit 0 good, 1 a negative answer, 2 wrong use or failure. */
import { rmSync } from "node:fs";
import { processFolder } from "./folders.ts";
import { consensusOf, fabricFolder, readInstallation } from "./installation.ts";
import { answers, runningPid } from "./processes.ts";
import { processesOf, takeDown } from "./take-down.ts";
import { bringUp } from "./up.ts";

const folder = fabricFolder(process.env);
const [command] = process.argv.slice(2);
const say = (sentence: string) => console.log(sentence);

try {
  process.exitCode = await run(command);
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 2;
}

async function run(name: string | undefined): Promise<number> {
  switch (name) {
    case "up": {
      const began = performance.now();
      await bringUp({ folder, consensus: consensusOf(process.env.FABRIC_CONSENSUS), environment: process.env, say });
      say(`The network is up after ${((performance.now() - began) / 1000).toFixed(1)} s. Its files lie in ${folder}.`);
      return 0;
    }
    case "down":
      await stopAll();
      return 0;
    case "status":
      return status();
    case "reset":
      await stopAll();
      rmSync(folder, { recursive: true, force: true });
      say(`Removed ${folder}.`);
      return 0;
    default:
      console.error("Use: npm run fabric:up | fabric:down | fabric:status | fabric:reset");
      return 2;
  }
}

async function stopAll(): Promise<void> {
  const installation = readInstallation(folder);
  if (!installation) return say("There is no network here.");
  say(`Stopped ${await takeDown(installation)} processes.`);
}

/** 0 when every process runs and answers. */
async function status(): Promise<number> {
  const installation = readInstallation(folder);
  if (!installation) {
    say("There is no network here. Run: npm run fabric:up");
    return 1;
  }
  let good = true;
  for (const { name, port } of processesOf(installation)) {
    const pid = runningPid(processFolder(installation), name);
    const up = pid !== undefined && (await answers(port));
    good &&= up;
    say(`${up ? "up  " : "DOWN"} ${name} 127.0.0.1:${port}${pid === undefined ? "" : ` pid ${pid}`}`);
  }
  return good ? 0 : 1;
}
