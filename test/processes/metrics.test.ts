import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoFile, readDemoFile } from "../../lib/server/demo-file.ts";
import {
  eventually,
  freePort,
  type Installation,
  processesWith,
  processOf,
  startInstallation,
} from "./installation.ts";

let folder: string;
let one: Installation;
let demo: DemoFile;
let metricsUrl: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "truelane-metrics-"));
  const port = await freePort();
  metricsUrl = `http://127.0.0.1:${port}/metrics`;
  one = await startInstallation({
    dataDir: join(folder, "data"),
    env: { DEMO: "1", HOST: "127.0.0.1", METRICS_PORT: String(port) },
  });
  demo = readDemoFile(one.dataDir) as DemoFile;
});
afterAll(async () => {
  await one.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The value of each series, by its name with its labels. */
async function metrics(): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(metricsUrl)).text();
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
  );
}

const label = () => demo.labels.find(({ story }) => story === "recalled")?.code ?? "";
const scans = (process: string) =>
  `truelane_scan_answers_total{verdict="V7",name="RECALLED",status="200",process="${process}"}`;

function childrenOf(parent: number): number[] {
  const { stdout } = spawnSync("ps", ["-o", "pid=", "--ppid", String(parent)], { encoding: "utf8" });
  return stdout.split("\n").filter(Boolean).map(Number);
}

describe("the metrics of an installation", () => {
  it("are one page of all processes, with what the rows say of them together", async () => {
    const told = await metrics();
    for (const process of ["supervisor", "web", "scan", "worker"]) {
      expect([process, told.get(`truelane_process_up{process="${process}"}`)]).toEqual([process, 1]);
      expect(told.get(`process_resident_memory_bytes{process="${process}"}`)).toBeGreaterThan(1e7);
    }
    expect(told.get("truelane_database_up")).toBe(1);
    const recorded = told.get('truelane_append_seconds_count{outcome="recorded",process="worker"}') ?? 0;
    // The demo's story went through this worker alone.
    expect(recorded).toBeGreaterThan(10);
    expect(told.get("truelane_ledger_entries")).toBe(recorded);
    expect(told.get("truelane_ledger_lag_entries")).toBe(0);
    expect(told.get("truelane_outbox_operations")).toBe(0);
    expect(told.get('truelane_jobs{state="done"}')).toBeGreaterThan(0);
    expect([...told.values()].filter((value) => !Number.isFinite(value))).toEqual([]);
    // Those that belong to one process say which; the others are of the whole.
    expect([...told.keys()].filter((name) => !name.startsWith("truelane_") && !name.includes("process="))).toEqual([]);
  });

  it("count a look-up where it was answered, and bear no code", async () => {
    const before = await metrics();
    await fetch(`${one.scanUrl}/v/${label()}`);
    await fetch(`${one.url}/v/${label()}`);
    await fetch(`${one.url}/v/${label()}`, { headers: { accept: "application/json" } });
    const after = await metrics();
    const more = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect([more(scans("scan")), more(scans("web"))]).toEqual([1, 2]);
    expect(more('truelane_scan_answer_seconds_count{process="web"}')).toBe(2);
    expect([...after.keys()].join("\n")).not.toContain(label());
  });

  it("are at no public address, and nothing else is at theirs", async () => {
    for (const url of [one.url, one.scanUrl]) expect((await fetch(`${url}/metrics`)).status).toBe(404);
    const base = new URL(metricsUrl).origin;
    for (const path of ["/", "/livez", `/v/${label()}`]) expect((await fetch(`${base}${path}`)).status).toBe(404);
    expect((await fetch(metricsUrl, { method: "POST" })).status).toBe(404);
  });

  it("go on when a process was killed", async () => {
    const [pid] = processOf(one.dataDir, "lib/server/scan.ts");
    process.kill(pid as number, "SIGKILL");
    const startedAnew = (told: ReadonlyMap<string, number>) =>
      told.get('truelane_process_up{process="scan"}') === 1 && !told.has(scans("scan"));
    await eventually(async () => startedAnew(await metrics()), "the scan listener counts from 0");
  });

  it("tell of a database that does not answer, which no listener is ready without", async () => {
    const [postmaster = 0] = processesWith(join(one.dataDir, "pg18"));
    // Stopped and not killed: it would be started again before anybody has asked. The first makes no new ones then.
    process.kill(postmaster, "SIGSTOP");
    const postgres = [postmaster, ...childrenOf(postmaster)];
    for (const pid of postgres) process.kill(pid, "SIGSTOP");
    try {
      for (const url of [one.url, one.scanUrl]) {
        const answer = await fetch(`${url}/readyz`);
        expect([answer.status, await answer.json()]).toEqual([
          503,
          { ready: false, database: "unreachable", tables: "unknown", queue: "unknown", ledger: "unknown" },
        ]);
        expect((await fetch(`${url}/livez`)).status).toBe(200);
      }
      const told = await metrics();
      expect(told.get("truelane_database_up")).toBe(0);
      expect(told.has("truelane_outbox_operations")).toBe(false);
      expect(told.get('truelane_process_up{process="web"}')).toBe(1);
    } finally {
      for (const pid of postgres) process.kill(pid, "SIGCONT");
    }
    await eventually(async () => (await fetch(`${one.scanUrl}/readyz`)).ok, "it is ready again");
    expect((await metrics()).get("truelane_database_up")).toBe(1);
  });
});
