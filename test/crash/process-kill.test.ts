import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DemoFile } from "../../lib/server/demo-file.ts";
import {
  answers,
  eventually,
  freePort,
  type Installation,
  processesWith,
  processOf,
  startInstallation,
  truelane,
} from "../processes/installation.ts";
import { ApiClient } from "./api-client.ts";

const MODULES = 1500;
const HANDED_OVER = 5;

let dataDir: string;
let port: number;
let here: Installation;
let maker: ApiClient;
let distributor: ApiClient;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "truelane-crash-"));
  port = await freePort();
  here = await startInstallation({ dataDir, port });
  const demo = JSON.parse(readFileSync(join(dataDir, "demo.json"), "utf8")) as DemoFile;
  [maker, distributor] = demo.members.map(({ apiKey }) => new ApiClient(() => here.url, apiKey)) as [
    ApiClient,
    ApiClient,
  ];
});
afterAll(async () => {
  await here.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const product = { partNumber: "FTLX8571D3BCL", revision: "A" } as const;
const serialsOf = (round: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${round}${String(i).padStart(5, "0")}`);

/** One module after the other goes to the distributor, who accepts it. */
async function handOver(round: string, serials: readonly string[]): Promise<void> {
  for (const serial of serials) {
    const offered = await maker.write(`${round}-offer-${serial}`, "transfers", {
      to: "harbor-supply",
      items: [serial],
    });
    const id = String(offered.id);
    await distributor.write(`${round}-accept-${serial}`, `transfers/${id}/accept`, {});
  }
}

function audit(): { status: number | null; report: { ok: boolean; violations: unknown[] } } {
  const { code, said, complaint } = truelane(dataDir, "audit");
  if (!("ok" in said)) throw new Error(`the audit said: ${complaint} (${code})`);
  return { status: code, report: said as { ok: boolean; violations: unknown[] } };
}

const VICTIMS = {
  web: () => processOf(dataDir, "next-server"),
  scan: () => processOf(dataDir, "lib/server/scan.ts"),
  worker: () => processOf(dataDir, "lib/server/worker.ts"),
  database: () => processesWith(`-D ${join(dataDir, "pg18")}`),
  supervisor: () => [here.supervisor.pid ?? 0],
};

describe.runIf(process.platform === "linux")("kill -9 in the middle of an import and of transfers", () => {
  it.each(Object.entries(VICTIMS))("of the %s loses nothing that was acknowledged", async (victim, pids) => {
    const round = victim.slice(0, 3).toUpperCase();
    const ready = serialsOf(`${round}A`, HANDED_OVER);
    await maker.register(`${round}-A`, product.partNumber, product.revision, ready);
    await maker.write(`${round}-release`, `lots/${round}-A/release`, {});

    const work = Promise.all([
      maker.register(`${round}-B`, product.partNumber, product.revision, serialsOf(`${round}B`, MODULES)),
      handOver(round, ready),
    ]);
    const pause = 300 + Math.floor(Math.random() * 1500);
    await sleep(pause);
    const killed = pids();
    expect(killed.length).toBeGreaterThan(0);
    for (const pid of killed) process.kill(pid, "SIGKILL");
    if (victim === "supervisor") {
      await here.ended;
      here = await startInstallation({ dataDir, port });
    }
    await work;
    await eventually(() => answers(`${here.url}/readyz`), "the web server answers again");
    await eventually(() => answers(`${here.scanUrl}/livez`), "the scan listener answers again");

    const { status, report } = audit();
    expect([`killed after ${pause} ms`, report.violations]).toEqual([`killed after ${pause} ms`, []]);
    expect(status).toBe(0);
  });

  it("finds exactly one ledger entry for each acknowledged key, for ever", async () => {
    const told = [
      ...maker.acknowledged.map((each) => [maker, each] as const),
      ...distributor.acknowledged.map((each) => [distributor, each] as const),
    ];
    expect(told.length).toBeGreaterThanOrEqual(Object.keys(VICTIMS).length * (1 + 2 * HANDED_OVER));
    const entries = told.flatMap(([, { operation }]) => operation.events.map(({ index }) => index));
    expect(new Set(entries).size).toBe(entries.length);
    for (const [client, { key, path, body, operation }] of told) {
      const again = (await client.write(key, path, body)).operation;
      expect(again).toMatchObject({ id: operation.id, events: operation.events });
    }
  });
});
