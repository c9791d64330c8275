import "server-only";

/** `truelane restore FILE`: an installation from a backup, in an empty DATA_DIR. */
import { resolve } from "node:path";
import { rowsIn } from "../backup/contents.ts";
import { restoreBackup } from "../backup/restore-backup.ts";
import { env } from "../env.ts";
import { type Command, WrongUse } from "./command.ts";

export const restore: Command = {
  usage: "FILE",
  purpose: "makes an installation of a backup, in an empty DATA_DIR (and an empty database of DATABASE_URL)",
  async run({ words }) {
    if (words.length !== 1) throw new WrongUse("Name the file. Use: truelane restore FILE");
    const { dataDir, databaseUrl } = env();
    const { madeAt, version, tables } = await restoreBackup(resolve(words[0]!), { dataDir, databaseUrl });
    const rows = rowsIn({ tables });
    return {
      exit: "good",
      json: { ok: true, dataDir, madeAt, version, tables: tables.length, rows },
      lines: [
        `${dataDir} holds what was recorded up to ${madeAt}: ${rows} rows of ${tables.length} tables.`,
        "Start it with npm start, then run truelane audit. Never run it beside the installation that it was made of: two that sign with the same keys contradict each other.",
      ],
    };
  },
};
