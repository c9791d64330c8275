import { Registry } from "prom-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import english from "../../../messages/console/en.json" with { type: "json" };
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import { ok, refuse } from "../../domain/result.ts";
import type { Ledger } from "../../ports/ledger.ts";
import { freshNumbers } from "../../usecases/fresh-numbers.ts";
import { checkLimits } from "../check-limits.ts";
import { asJson, BROKEN, code, depsWith, get, UNKNOWN } from "../public-door.testing.ts";
import { scanLimits } from "../scan-limits.ts";
import { countAppends } from "./count-appends.ts";
import { openCounts } from "./counts.ts";
import { installationState } from "./installation-state.ts";
import { metricsPage } from "./metrics-page.ts";

const page = { accept: "text/html" };
const CARTON = "/00/340112345000000010";

function counting() {
  const registry = new Registry();
  const told = async () => (await registry.metrics()).split("\n").filter((line) => !line.startsWith("#"));
  return { registry, counts: openCounts(registry), told };
}

describe("a process counts", () => {
  it("answers at a label's address by verdict and status, and how long they took", async () => {
    const { counts, told } = counting();
    const deps = depsWith({ counts });
    await get(deps, `/v/${code}`, asJson);
    await get(deps, `/v/${code}`, page);
    await get(deps, `/v/${UNKNOWN}`, asJson);
    await get(depsWith({ counts, records: BROKEN }), `/v/${code}`, page);
    const lines = await told();
    expect(lines.filter((line) => line.startsWith("truelane_scan_answers_total"))).toEqual([
      'truelane_scan_answers_total{verdict="V2",name="RECORD_FOUND",status="200"} 2',
      'truelane_scan_answers_total{verdict="V0",name="NO_RECORD",status="404"} 1',
      'truelane_scan_answers_total{verdict="V8",name="UNAVAILABLE",status="503"} 1',
    ]);
    expect(lines).toContain("truelane_scan_answer_seconds_count 4");
  });

  it("nothing at addresses that say no verdict", async () => {
    const { counts, told } = counting();
    const deps = depsWith({ counts });
    for (const path of ["/scan", "/log/checkpoint", "/how-sure", CARTON]) await get(deps, path, page);
    await get(deps, `/v/${code}`, { method: "OPTIONS" });
    await get(deps, `/v/${code}`, { accept: "application/linkset+json" });
    expect(await told()).toContain("truelane_scan_answer_seconds_count 0");
  });

  it("look-ups that were refused because a network asks too often, each at its door", async () => {
    const { counts, told } = counting();
    const deps = depsWith({ counts, limits: scanLimits(freshNumbers("of these tests", () => 0)) });
    for (let i = 0; i < 22; i += 1) await get(deps, `/v/${UNKNOWN}`, asJson);
    await get(deps, "/00/999912345000000012", asJson);
    const limits = checkLimits(counts);
    for (let i = 0; i < 61; i += 1) await limits.asks("192.0.2.1");
    const lines = await told();
    expect(lines).toContain('truelane_lookups_refused_total{door="label"} 2');
    expect(lines).toContain('truelane_lookups_refused_total{door="gs1-link"} 1');
    expect(lines).toContain('truelane_lookups_refused_total{door="activation"} 0');
    expect(lines).toContain('truelane_lookups_refused_total{door="module-check"} 1');
  });

  it("appends by what the ledger answered, and hands its answer on", async () => {
    const { counts, told } = counting();
    const receipt = { position: { index: 7 } };
    const answers = [
      async () => ok(receipt),
      async () => refuse({ code: "stale-subject" }),
      async () => fail("no peer"),
    ];
    const ledger = { kind: "embedded", append: () => answers.shift()?.() } as unknown as Ledger;
    const counted = countAppends(ledger, counts);
    expect(await counted.append({} as never)).toEqual(ok(receipt));
    expect(await counted.append({} as never)).toEqual(refuse({ code: "stale-subject" }));
    await expect(counted.append({} as never)).rejects.toThrow("no peer");
    const lines = await told();
    for (const outcome of ["recorded", "refused", "failed"])
      expect(lines).toContain(`truelane_append_seconds_count{outcome="${outcome}"} 1`);
  });

  it("without any word that a stranger chose", async () => {
    const { counts, told } = counting();
    const deps = depsWith({ counts, limits: scanLimits(freshNumbers("of these tests", () => 0)) });
    for (let i = 0; i < 60; i += 1)
      await get(deps, `/v/made-up-${i}`, { accept: `text/x-${i}`, acceptLanguage: `x${i}`, ip: `192.0.2.${i % 2}` });
    const before = (await told()).length;
    for (let i = 60; i < 120; i += 1) await get(deps, `/v/made-up-${i}`, { ip: `192.0.2.${i % 2}` });
    expect((await told()).length).toBe(before);
    expect((await told()).join("\n")).not.toMatch(/made-up|192\.0/i);
  });
});

function fail(sentence: string): never {
  throw new Error(sentence);
}

describe("the rows say", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase({ migrate: true });
  });
  afterAll(() => database.close());

  it("that nothing waits in an empty installation", async () => {
    expect(await installationState(database.pool, "embedded")).toEqual({
      outbox: { operations: 0, oldestSeconds: 0 },
      ledger: { kept: 0, shown: 0 },
      jobs: { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 },
      network: undefined,
    });
  });

  it("what waits, how far pages are behind, and which jobs there are", async () => {
    const { pool } = database;
    await pool.query(
      `INSERT INTO operation (id, member, actor, kind, command, request_hash, state, created_at)
       SELECT gen_random_uuid(), 'm', '{}', 'ship', '{}', '', state, now() - age
       FROM (VALUES ('pending', interval '10 seconds'), ('checking', interval '5 minutes'), ('recorded', interval '1 day'),
                    ('refused', interval '2 days')) AS of_old (state, age)`,
    );
    await pool.query(
      `INSERT INTO job (id, member, kind, state, input, request_hash)
       SELECT gen_random_uuid(), 'm', 'register-lot', state, '{}', '' FROM unnest('{queued,done,done,failed}'::text[]) AS state`,
    );
    await pool.query("UPDATE rm_projection SET log_index = 3");
    await pool.query("INSERT INTO fabric_block (number, hash, previous_hash, log_size) VALUES (0, 'aa', '', 0)");
    await pool.query(
      "INSERT INTO fabric_peer (address, asked_at, answered_at, height) VALUES ('peer:7051', now(), now(), 6)",
    );
    const state = await installationState(pool, "fabric");
    expect(state).toMatchObject({
      outbox: { operations: 2 },
      ledger: { kept: 0, shown: 4 },
      jobs: { queued: 1, running: 0, done: 2, failed: 1, cancelled: 0 },
      network: { block: 0, behind: 5, unreachable: false, forked: false },
    });
    expect(Math.round(state.outbox.oldestSeconds / 60)).toBe(5);
  });
});

describe("the page", () => {
  const state = {
    outbox: { operations: 3, oldestSeconds: 12.5 },
    ledger: { kept: 10, shown: 8 },
    jobs: { queued: 1, running: 0, done: 2, failed: 0, cancelled: 0 },
    network: undefined,
  };

  async function lines(gathered: Partial<Parameters<typeof metricsPage>[0]>): Promise<string[]> {
    return (await metricsPage({ version: "1.2.3", processes: [], state: undefined, ...gathered })).split("\n");
  }

  it("tells what the rows say, and on a channel its blocks", async () => {
    const told = await lines({ state });
    for (const line of [
      'truelane_build_info{version="1.2.3"} 1',
      "truelane_database_up 1",
      "truelane_outbox_operations 3",
      "truelane_outbox_oldest_seconds 12.5",
      "truelane_ledger_entries 10",
      "truelane_ledger_entries_shown 8",
      "truelane_ledger_lag_entries 2",
      'truelane_jobs{state="done"} 2',
      'truelane_jobs{state="failed"} 0',
    ])
      expect(told).toContain(line);
    // The word that people read on the page of such a job.
    const help = told.find((line) => line.startsWith("# HELP truelane_jobs "));
    expect(help).toContain(
      `failed: ended without doing what was asked, or not all of it, which pages call ${english.jobs.stateOf.failed}`,
    );
    expect(told.join("\n")).not.toContain("truelane_ledger_lag_blocks");
    const network = { block: 4, behind: 2, unreachable: true, forked: false, answeredAt: null };
    const channel = await lines({ state: { ...state, network } });
    for (const line of [
      "truelane_ledger_block 4",
      "truelane_ledger_lag_blocks 2",
      "truelane_ledger_up 0",
      "truelane_ledger_forked 0",
    ])
      expect(channel).toContain(line);
  });

  it("keeps what each process counted apart, and says which one does not answer", async () => {
    const of = async (process: string, times: number) => {
      const { registry, counts } = counting();
      registry.setDefaultLabels({ process });
      for (let i = 0; i < times; i += 1) counts.scanAnswered("RECORD_FOUND", 200, 0.004);
      // As it comes over the channel.
      return JSON.parse(JSON.stringify(await registry.getMetricsAsJSON()));
    };
    const told = await lines({
      processes: [
        ["web", await of("web", 2)],
        ["scan", await of("scan", 3)],
        ["worker", undefined],
      ],
    });
    const answers = (process: string) =>
      told.find((line) => line.startsWith("truelane_scan_answers_total") && line.includes(`process="${process}"`));
    expect([answers("web")?.split(" ")[1], answers("scan")?.split(" ")[1]]).toEqual(["2", "3"]);
    expect(told).toContain('truelane_scan_answer_seconds_bucket{le="0.0025",process="scan"} 0');
    expect(told).toContain('truelane_scan_answer_seconds_bucket{le="+Inf",process="scan"} 3');
    expect(told).toContain('truelane_process_up{process="scan"} 1');
    expect(told).toContain('truelane_process_up{process="worker"} 0');
    // One heading a metric, whoever counts.
    expect(told.filter((line) => line === "# TYPE truelane_scan_answer_seconds histogram")).toHaveLength(1);
  });

  it("leaves out what was no number, and what nobody can know without a database", async () => {
    const values = [
      { name: "lag", help: "h", type: "gauge", aggregator: "average", values: [{ value: null, labels: {} }] },
    ];
    const told = await lines({ processes: [["web", values as never]] });
    expect(told).toContain("truelane_database_up 0");
    expect(told.filter((line) => line.startsWith("lag") || line.startsWith("truelane_outbox"))).toEqual([]);
  });
});
