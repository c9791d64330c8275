import "server-only";

/** `truelane backup FILE`: the whole installation in one file, while it runs. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { rowsIn } from "../backup/contents.ts";
import { writeBackup } from "../backup/write-backup.ts";
import { env } from "../env.ts";
import { databaseUrl } from "../pool.ts";
import { truelaneVersion } from "../version.ts";
import { type Command, WrongUse } from "./command.ts";

export const backup: Command = {
  usage: "FILE",
  purpose: "writes database, manifests and keys into one file; print packs are left out",
  async run({ words }) {
    if (words.length !== 1) throw new WrongUse("Name the file. Use: truelane backup FILE");
    const file = resolve(words[0]!);
    const { dataDir, ledger } = env();
    const of = { dataDir, ledger, databaseUrl: databaseUrl(), version: truelaneVersion() };
    const { madeAt, tables } = await writeBackup(of, file, new Date());
    const bytes = statSync(file).size;
    const rows = rowsIn({ tables });
    return {
      exit: "good",
      json: { ok: true, file, bytes, madeAt, tables: tables.length, rows },
      lines: [
        `${file}: ${(bytes / 1e6).toFixed(1)} MB, ${rows} rows of ${tables.length} tables, with manifests and keys.`,
        "It holds signing keys: keep it like them. Print packs are not in it; print what is not printed, or replace labels later.",
      ],
    };
  },
};
