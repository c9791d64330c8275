import "server-only";

import { seedDemo } from "../demo/seed-demo.ts";
/** `truelane seed`: tells the demo story in the running installation, or the rest of it. */
import { demoFilePath, readDemoFile } from "../demo-file.ts";
import { env } from "../env.ts";
import type { Command } from "./command.ts";

export const seed: Command = {
  usage: "",
  purpose: "tells the demo story in the running installation (again: only what is missing)",
  async run() {
    const { dataDir } = env();
    const before = readDemoFile(dataDir) !== undefined;
    const demo = await seedDemo();
    const counts = `${demo.members.length} members, ${demo.labels.length} labels`;
    return {
      exit: "good",
      json: {
        ok: true,
        alreadyThere: before,
        file: demoFilePath(dataDir),
        members: demo.members.length,
        labels: demo.labels.length,
      },
      lines: [
        `${before ? "The demo story was already told" : "The demo story is told"}: ${counts}. See ${demoFilePath(dataDir)}.`,
      ],
    };
  },
};
