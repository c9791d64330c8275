import "server-only";

/** Makes the data folder of the embedded Postgres once, and refuses one that this version cannot open. */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { CannotStart, diskFullSentence } from "./cannot-start.ts";
import { clusterFolder, POSTGRES_MAJOR, passwordFile } from "./connection.ts";
import { chooseRunAs, type RunAs } from "./run-as.ts";

/** Leaves a complete cluster in `dataDir` and says as whom it runs. A half-made one (killed during the first start) is made anew. */
export function ensureCluster(dataDir: string, binaries: Binaries): RunAs {
  const folder = clusterFolder(dataDir);
  refuseOtherMajors(dataDir, folder);
  // The database's own user has to pass through; what is secret lies in files and folders of their own mode.
  chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  if (existsSync(join(folder, "PG_VERSION"))) return chooseRunAs(folder, binaries.postgres);
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  const as = chooseRunAs(making, binaries.postgres);
  initdb(making, dataDir, binaries, as);
  // The name appears only when everything in it is there.
  renameSync(making, folder);
  return as;
}

function refuseOtherMajors(dataDir: string, folder: string): void {
  const version = join(folder, "PG_VERSION");
  const found = existsSync(version) ? readFileSync(version, "utf8").trim() : otherClusterIn(dataDir);
  if (found && found !== String(POSTGRES_MAJOR)) {
    throw new CannotStart(
      `${dataDir} holds a database of PostgreSQL ${found}, this TrueLane brings ${POSTGRES_MAJOR}. Dump it with the old version and restore the dump here; nothing was changed.`,
    );
  }
}

function otherClusterIn(dataDir: string): string | undefined {
  const names = readdirSync(dataDir).filter((name) => /^pg\d+$/.test(name));
  return names.includes(`pg${POSTGRES_MAJOR}`) ? undefined : names[0]?.slice(2);
}

function initdb(making: string, dataDir: string, binaries: Binaries, as: RunAs): void {
  const password = randomBytes(24).toString("base64url");
  // initdb reads the password as the database's user: a private folder of that user for the length of the call.
  const handOver = mkdtempSync(join(as.prefix.length > 0 ? dataDir : tmpdir(), "truelane-"));
  const file = join(handOver, "password");
  try {
    writeFileSync(file, `${password}\n`, { mode: 0o600 });
    for (const path of [handOver, file]) if (as.uid !== undefined) chownSync(path, as.uid, as.gid ?? as.uid);
    const [command = binaries.initdb, ...args] = [
      ...as.prefix,
      binaries.initdb,
      `--pgdata=${making}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      `--pwfile=${file}`,
      "--encoding=UTF8",
      // The same order of texts on every operating system, so that a dump moves without rebuilt indexes.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
    ];
    const made = spawnSync(command, args, {
      uid: as.uid,
      gid: as.gid,
      cwd: "/",
      encoding: "utf8",
      env: plainEnvironment(),
    });
    if (made.status !== 0) {
      const words = `${made.stdout ?? ""}\n${made.stderr ?? ""}${made.error?.message ?? ""}`.trim();
      throw new CannotStart(
        diskFullSentence(words, dataDir) ??
          `the database could not be made in ${dataDir}: ${words.split("\n").slice(-4).join(" | ")}`,
      );
    }
    writeFileSync(passwordFile(dataDir), `${password}\n`, { mode: 0o600 });
  } finally {
    rmSync(handOver, { recursive: true, force: true });
  }
}

/** Without the caller's PG* variables, which would lead Postgres elsewhere. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  for (const name of Object.keys(kept)) if (name.startsWith("PG")) delete kept[name];
  return kept;
}
