/** A fleet check from the queue to its report, through the worker's own parts. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { random } from "../../test/model/installation.ts";
import { openTestDatabase, type TestDatabase } from "../../test/postgres.ts";
import { openJobs } from "../adapters/jobs-postgres/jobs.ts";
import { openLotFiles, reportPath } from "../adapters/lot-files.ts";
import { openJobRows } from "../adapters/records-prisma/job-rows.ts";
import { openLotStore } from "../adapters/records-prisma/lot-store.ts";
import { enqueueFleetCheck } from "../usecases/enqueue-fleet-check.ts";
import { decodedPieces, UnreadableCapture } from "./capture-file.ts";
import type { Log } from "./log.ts";
import { openModuleChecks } from "./module-checks.ts";
import { takeJobs } from "./take-jobs.ts";

/** Longer than tries without a pause would last. */
const FAULT_MS = 8_000;

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase({ migrate: true });
  folder = await mkdtemp(join(tmpdir(), "fleet-"));
}, 120_000);
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

it("is taken from the queue, read, compared and reported, also when a fault lasts for a while", async () => {
  const { pool } = database;
  const told: unknown[] = [];
  const log = { warn: (fault: unknown) => told.push(fault), error: () => {} } as unknown as Log;
  const faultUntil = Date.now() + FAULT_MS;
  const jobs = await openJobs(pool, () => {});
  const files = openLotFiles(join(folder, "jobs"));
  const rows = openJobRows(pool);
  const lots = openLotStore(pool);
  const fleets = {
    jobs: rows,
    files,
    checks: openModuleChecks(pool, folder),
    decoded: (path: string) => {
      if (Date.now() < faultUntil) throw new Error("the disk is full");
      return decodedPieces(path, undefined);
    },
    unreadable: (fault: unknown) => (fault instanceof UnreadableCapture ? fault.message : undefined),
  };
  const worker = await takeJobs(
    pool,
    {
      lots,
      jobs: rows,
      files,
      journal: {},
      desk: { clock: { now: () => new Date().toISOString() }, random },
    } as unknown as Parameters<typeof takeJobs>[1],
    fleets,
    log,
  );
  const path = join(folder, "captures");
  await writeFile(path, await readFile("test/cases/optics/cli_arista_inventory_repeated_serial.txt"));
  const actor = { by: "key", member: "grid", keyId: "k", scopes: ["read"] } as const;
  const opened = await enqueueFleetCheck({ jobs, random }, actor, { path, sha256: "ab".repeat(32) });
  const id = opened.ok ? opened.value.job.id : "";
  let state = "";
  for (let tries = 0; tries < 60 && state !== "done"; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { rows: found } = await pool.query("SELECT state, result FROM job WHERE id = $1", [id]);
    state = found[0]?.state;
    if (state === "failed") throw new Error(JSON.stringify(found[0]));
  }
  expect(state).toBe("done");
  expect(told).toContainEqual(expect.objectContaining({ jobId: id }));
  expect((await readFile(reportPath(join(folder, "jobs"), id), "utf8")).split("\r\n")).toHaveLength(6);
  await worker.stop();
  await jobs.close();
}, 90_000);
