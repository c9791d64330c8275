import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DemoFile } from "../../lib/server/demo-file.ts";
import {
  answers,
  environment,
  eventually,
  freePort,
  type Installation,
  ROOT,
  startInstallation,
} from "../processes/installation.ts";
import { ApiClient } from "./api-client.ts";

/** The product asks for 300 MB to start safely. */
const DISK_MB = 460;

describe("a disk that fills up in the middle of work", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "truelane-full-"));
  /** Root may mount a small disk; for others `test/processes` has a limit on file sizes. */
  let mounted = false;
  let port: number;
  let here: Installation;
  let maker: ApiClient;

  beforeAll(async () => {
    mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_MB}m,mode=0755`, "tmpfs", dataDir]).status === 0;
    if (!mounted) return;
    port = await freePort();
    here = await startInstallation({ dataDir, port });
    const demo = JSON.parse(readFileSync(join(dataDir, "demo.json"), "utf8")) as DemoFile;
    maker = new ApiClient(() => here.url, demo.members[0]!.apiKey);
  });
  afterAll(async () => {
    if (mounted) {
      await here.stop();
      spawnSync("umount", ["-l", dataDir]);
    }
    rmSync(dataDir, { recursive: true, force: true });
  });

  it("loses nothing that was acknowledged, and goes on once there is room", async (context) => {
    if (!mounted) return context.skip("only root may mount the small disk that this test fills");
    const serials = Array.from({ length: 4 }, (_, at) => `FULL${at}`);
    await maker.register("FULL-A", "FTLX8571D3BCL", "A", serials);
    await maker.write("full-release", "lots/FULL-A/release", {});

    const filler = join(dataDir, "filler");
    fill(filler);
    const work = (async () => {
      await maker.register(
        "FULL-B",
        "FTLX8571D3BCL",
        "A",
        Array.from({ length: 5000 }, (_, at) => `FB${at}`),
      );
      for (const serial of serials) await maker.write(`full-${serial}`, "sales", { items: [serial] });
    })();
    await sleep(6_000);
    rmSync(filler);
    // Whoever cannot write stops rather than goes on with half of it, sooner or later; the next start heals.
    let worked = false;
    const told = () => {
      worked = true;
    };
    void work.then(told, told);
    await eventually(
      async () => {
        if (here.supervisor.exitCode !== null) here = await startInstallation({ dataDir, port });
        return worked && (await answers(`${here.url}/readyz`));
      },
      "the work is done and it is ready",
      300_000,
    );
    await work;

    const entries = maker.acknowledged.flatMap(({ operation }) => operation.events.map(({ index }) => index));
    expect(new Set(entries).size).toBe(entries.length);
    const audit = spawnSync(
      process.execPath,
      ["--conditions=react-server", join(ROOT, "lib/server/cli/main.ts"), "audit", "--json"],
      { cwd: ROOT, encoding: "utf8", env: environment({ DATA_DIR: dataDir, PORT: String(port) }) },
    );
    expect(JSON.parse(audit.stdout).violations).toEqual([]);
    expect(audit.status).toBe(0);
  });
});

/** Writes until the disk takes no more. */
function fill(path: string): void {
  const file = openSync(path, "w");
  try {
    for (let size = 1 << 20; size >= 4096; size >>= 1) {
      try {
        for (;;) if (writeSync(file, new Uint8Array(size)) < size) break;
      } catch (fault) {
        if ((fault as NodeJS.ErrnoException).code !== "ENOSPC") throw fault;
      }
    }
  } finally {
    closeSync(file);
  }
}
