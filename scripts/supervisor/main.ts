/** `npm start` after the build: one process that starts the database and three others, and ends them together. */
import { join } from "node:path";
import pg from "pg";
import { BadSettings, type Env, env } from "../../lib/server/env.ts";
import { readFabricSettings } from "../../lib/server/fabric-settings.ts";
import { isFoundedElsewhere, openFoundingToken } from "../../lib/server/founding-token.ts";
import { migrate } from "../../lib/server/migrations.ts";
import { databaseUrl } from "../../lib/server/pool.ts";
import { CannotStart, diskFullSentence } from "../../lib/server/postgres/cannot-start.ts";
import { truelaneVersion } from "../../lib/server/version.ts";
import { assertPortsFree } from "../bootstrap/ports.mjs";
import { Stop } from "../bootstrap/say.mjs";
import { announce } from "./announce.ts";
import { holdDataFolder, noteVersion } from "./data-folder.ts";
import { openDatabase } from "./database.ts";
import { announceLan } from "./lan/announce-lan.ts";
import { lanCertificate } from "./lan/lan-certificate.ts";
import { type Lan, takeLanSettings } from "./lan/lan-settings.ts";
import { openMetricsListener } from "./metrics-listener.ts";
import { startProcesses } from "./processes.ts";
import { seedOnce } from "./seed-once.ts";
import { sayWhenSilent } from "./silent-network.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Undone in the reverse order, whenever the stop comes: in the middle of a start as well. */
const undo: (() => Promise<void> | void)[] = [];
let stopping: Promise<void> | undefined;

function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (const step of undo.reverse()) await step();
  })();
  return stopping;
}

// The terminal, or npm's pipe, may be gone before we are: then our last lines reach nobody, and the stop goes on all the same.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!stopping) say("Stopping …");
    void stopAll().then(() => process.exit(0));
  });
}
process.on("disconnect", () => void stopAll().then(() => process.exit(0)));

try {
  const lan = process.argv.includes("--lan") ? takeLanSettings(process.env) : undefined;
  await start(env(), lan);
} catch (fault) {
  if (!stopping) {
    process.stderr.write(`truelane: ${sentenceOf(fault)}\n`);
    await stopAll();
    process.exit(2);
  }
}

async function start(settings: Env, lan: Lan | undefined): Promise<void> {
  const folder = holdDataFolder(settings.dataDir, { url: settings.publicUrl, scanUrl: settings.scanUrl });
  undo.push(() => folder.release());
  noteVersion(settings.dataDir, truelaneVersion());
  if (lan && settings.metrics?.port === lan.port) throw new CannotStart("METRICS_PORT must differ from LAN_PORT");
  await assertPortsFree([
    { name: "PORT", host: settings.host, port: settings.port },
    { name: "SCAN_PORT", host: settings.host, port: settings.scanPort },
    ...(lan ? [{ name: "LAN_PORT", host: lan.address, port: lan.port }] : []),
    ...(settings.metrics ? [{ name: "METRICS_PORT", hostName: "METRICS_HOST", ...settings.metrics }] : []),
  ]);

  // Whom it acts for, and where, is wrong before anything runs, not in a worker that starts again and again.
  if (settings.ledger === "fabric") await sayWhenSilent(readFabricSettings(settings.fabric), say);

  const database = await openDatabase(settings, say);
  undo.push(() => database.stop());
  await bringUpToDate();

  const processes = startProcesses(settings, ROOT, say, process.argv.includes("--dev") ? "dev" : "start", lan);
  undo.push(() => processes.stop());
  database.onRestart(() => processes.restartWorker());
  if (settings.metrics) {
    const metrics = await openMetricsListener(settings, settings.metrics, processes);
    undo.push(() => metrics.stop());
  }
  await processes.ready();

  const isElsewhere = !settings.demo && (await isFoundedElsewhere());
  const token = settings.demo || isElsewhere ? undefined : await openFoundingToken();
  if (settings.demo) await seedOnce(settings, ROOT, say, undo);
  if (lan) {
    const { fingerprint } = await lanCertificate(settings.dataDir, lan.address, Date.now());
    await announceLan(settings.publicUrl, fingerprint, say, process.stdout.isTTY);
  }
  announce(settings, say, { token, isElsewhere });
}

async function bringUpToDate(): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  try {
    await client.connect();
    await migrate(client);
  } finally {
    await client.end().catch(() => {});
  }
}

function sentenceOf(fault: unknown): string {
  if (fault instanceof CannotStart || fault instanceof BadSettings || fault instanceof Stop) return fault.message;
  const full = diskFullSentence(fault, "DATA_DIR");
  if (full) return full;
  if (!(fault instanceof Error)) return String(fault);
  const cause = fault.cause instanceof Error ? `: ${fault.cause.message}` : "";
  return `${fault.stack ?? fault.message}${cause}`;
}
