import "server-only";

/** `truelane doctor`: what stands in the way of a healthy installation, each with what to do. */
import { existsSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { judgePeers, networkHealth, peerWords } from "../../adapters/ledger-fabric/network-health.ts";
import { env } from "../env.ts";
import { readFabricSettings } from "../fabric-settings.ts";
import { readMigrations } from "../migrations.ts";
import { everybodysPool, pool } from "../pool.ts";
import { passesWalls } from "../postgres/passes-walls.ts";
import type { Command } from "./command.ts";
import { runningAddresses } from "./running-addresses.ts";

type Check = { readonly name: string; readonly status: "good" | "bad" | "not-run"; readonly because: string };

const LITTLE_BYTES = 2_000_000_000;
const SECRET_FOLDERS = ["keys", "secrets", "print-packs"];

export const doctor: Command = {
  usage: "",
  purpose: "checks this installation: database, migrations, disk, file modes, processes",
  async run() {
    const database = await databaseCheck();
    const { url, scanUrl } = runningAddresses(env());
    const checks: Check[] = [
      settingsCheck(url),
      diskCheck(),
      modesCheck(),
      database,
      ...(database.status === "good"
        ? await Promise.all([migrationsCheck(), wallsCheck(), journalCheck(), projectionCheck()])
        : []),
      ...(database.status === "good" && env().ledger === "fabric" ? await networkChecks() : []),
      await answersCheck("web server", `${url}/livez`),
      await answersCheck("scan listener", `${scanUrl}/livez`),
      workerCheck(),
    ];
    const good = checks.every(({ status }) => status !== "bad");
    return {
      exit: good ? "good" : "negative",
      json: { ok: good, checks },
      lines: checks.map(
        ({ name, status, because }) => `${status === "good" ? "✓" : status === "bad" ? "✗" : "–"} ${name}: ${because}`,
      ),
    };
  },
};

function settingsCheck(url: string): Check {
  const { dataDir, ledger } = env();
  return { name: "settings", status: "good", because: `${url}, data in ${dataDir}, ${ledger} ledger` };
}

function diskCheck(): Check {
  const { bavail, bsize } = statfsSync(existsSync(env().dataDir) ? env().dataDir : ".");
  const free = bavail * bsize;
  const text = `${(free / 1e9).toFixed(1)} GB free`;
  return free > LITTLE_BYTES
    ? { name: "disk", status: "good", because: text }
    : { name: "disk", status: "bad", because: `only ${text}; make room before the database stops` };
}

function modesCheck(): Check {
  const open = SECRET_FOLDERS.map((name) => join(env().dataDir, name)).filter(
    (path) => existsSync(path) && (statSync(path).mode & 0o077) !== 0,
  );
  return open.length === 0
    ? { name: "secrets", status: "good", because: "readable by this user only" }
    : { name: "secrets", status: "bad", because: `others may look into ${open.join(", ")}; run chmod -R go= on it` };
}

async function databaseCheck(): Promise<Check> {
  try {
    const { rows } = await pool().query<{ version: string }>("SELECT current_setting('server_version') AS version");
    return { name: "database", status: "good", because: `PostgreSQL ${rows[0]?.version}` };
  } catch (fault) {
    return { name: "database", status: "bad", because: fault instanceof Error ? fault.message : String(fault) };
  }
}

async function migrationsCheck(): Promise<Check> {
  const { rows } = await pool().query<{ name: string; checksum: string }>(
    "SELECT name, checksum FROM schema_migration",
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const missing = readMigrations().filter(({ name, checksum }) => applied.get(name) !== checksum);
  return missing.length === 0
    ? { name: "tables", status: "good", because: `${applied.size} migrations applied` }
    : {
        name: "tables",
        status: "bad",
        because: `not as this version wants them: ${missing.map(({ name }) => name).join(", ")}; restart TrueLane`,
      };
}

async function wallsCheck(): Promise<Check> {
  const sentence = await passesWalls(pool());
  return sentence === undefined
    ? { name: "members", status: "good", because: "the database shows each member its own private rows" }
    : { name: "members", status: "bad", because: sentence };
}

async function journalCheck(): Promise<Check> {
  const { rows } = await everybodysPool().query<{ count: number }>(
    "SELECT count(*)::int AS count FROM operation WHERE state NOT IN ('recorded', 'refused') AND created_at < now() - interval '10 minutes'",
  );
  const stuck = rows[0]?.count ?? 0;
  return stuck === 0
    ? { name: "writes", status: "good", because: "none waits longer than ten minutes" }
    : {
        name: "writes",
        status: "bad",
        because: `${stuck} wait longer than ten minutes; look at the worker's log lines`,
      };
}

async function projectionCheck(): Promise<Check> {
  const { rows } = await pool().query<{ behind: number }>(
    `SELECT ((SELECT coalesce(max(log_index), -1) FROM ledger_entry) - (SELECT log_index FROM rm_projection WHERE id = 1))::int AS behind`,
  );
  const behind = rows[0]?.behind ?? 0;
  return behind < 1000
    ? { name: "read model", status: "good", because: behind === 0 ? "shows every entry" : `${behind} entries behind` }
    : { name: "read model", status: "bad", because: `${behind} entries behind; look at the worker's log lines` };
}

/** The settings as the worker would read them, what each peer said last, and how far the channel is kept here. */
async function networkChecks(): Promise<Check[]> {
  const { forked, behind, block } = await networkHealth(pool());
  const words = await peerWords(pool());
  return [
    organisationsCheck(),
    ...judgePeers(words).map(
      ({ address, good, because }): Check => ({ name: `peer ${address}`, status: good ? "good" : "bad", because }),
    ),
    forked
      ? {
          name: "channel",
          status: "bad",
          because: "two histories were seen; verdicts stop. Run truelane audit, and ask the other organisations",
        }
      : {
          name: "channel",
          status: behind < 100 ? "good" : "bad",
          because:
            behind === 0 ? `kept up to block ${block}` : `kept up to block ${block}, ${behind} behind the highest peer`,
        },
  ];
}

function organisationsCheck(): Check {
  try {
    const { organisations, channel } = readFabricSettings(env().fabric);
    const names = organisations.map(({ mspId }) => mspId).join(", ");
    return { name: "organisations", status: "good", because: `${names} on channel ${channel.channel}` };
  } catch (fault) {
    return { name: "organisations", status: "bad", because: fault instanceof Error ? fault.message : String(fault) };
  }
}

async function answersCheck(name: string, url: string): Promise<Check> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return { name, status: answer.ok ? "good" : "bad", because: `${url} answers ${answer.status}` };
  } catch {
    return { name, status: "bad", because: `${url} does not answer; is TrueLane running?` };
  }
}

function workerCheck(): Check {
  const socket = join(env().dataDir, "worker.sock");
  return existsSync(socket)
    ? { name: "worker", status: "good", because: "its socket is there" }
    : { name: "worker", status: "bad", because: `no ${socket}; is TrueLane running?` };
}
