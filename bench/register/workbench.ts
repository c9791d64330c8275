/** An installation on the product's own Postgres, fsync and all, with one maker and one product; births made up in memory. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { ACTS_FOR_EVERYBODY } from "../../lib/adapters/for-member.ts";
import { hexOf } from "../../lib/domain/bytes/hex.ts";
import type { BirthRecord } from "../../lib/domain/event/birth.ts";
import { lotSubject } from "../../lib/domain/event/subject.ts";
import { readMigrations } from "../../lib/server/migrations.ts";
import { embeddedUrl } from "../../lib/server/postgres/connection.ts";
import { openPostgres } from "../../lib/server/postgres/open-postgres.ts";
import type { RegisterLotWork } from "../../lib/usecases/enqueue-job.ts";
import { tellLedger } from "../../lib/usecases/register-lot.ts";
import { writeLot } from "../../lib/usecases/write-lot.ts";
import { LEAD, openInstallation, random } from "../../test/model/installation.ts";

export type Workbench = Awaited<ReturnType<typeof openWorkbench>>;

type OpenLedger = Parameters<typeof openInstallation>[1];

/** @param open another ledger than the embedded one, with the organisation through which its members act */
export async function openWorkbench(open?: OpenLedger, mspId?: string) {
  const folder = await mkdtemp(join(tmpdir(), "truelane-bench-"));
  const postgres = await openPostgres(folder);
  const to = { connectionString: embeddedUrl(folder) as string, max: 12 };
  const [pool, web] = [new pg.Pool({ ...ACTS_FOR_EVERYBODY, ...to }), new pg.Pool(to)];
  for (const each of [pool, web]) each.on("error", () => undefined); // the server ends before the last idle connection hears of it
  for (const { sql } of readMigrations()) await pool.query(sql);
  const installation = await openInstallation({ pool, web }, open, mspId);
  await installation.found();
  const { register, ledger, journal } = installation;
  const network = (await ledger.founding())?.network as string;
  const product = (await register.lots.product("lumen", "LM-LR4", "A"))!;

  /** From checked records in memory to: rows durable, manifest synced, root on the ledger. */
  async function registerBirths(lotId: string, births: readonly BirthRecord[]): Promise<void> {
    const job = randomUUID();
    const lot = lotSubject("lumen", lotId);
    const number = (await register.lots.begin(job, lot)) as number;
    const sink = await register.lots.openRows(number);
    const parts = { manifests: register.manifests, random };
    const written = await writeLot(parts, { network, lot, count: births.length }, batchesOf(births, 1000), sink);
    await register.lots.complete(number, written.manifest, none());
    const input = { lotId, partNumber: "LM-LR4", revision: "A", madeOn: "2026-07-04", secrets: false };
    await tellLedger(register, job, { actor: LEAD, lot: input } as RegisterLotWork, product, written);
    const { state, problem } = await journal.settled("lumen", job, 120_000);
    if (state !== "recorded") throw new Error(`lot ${lotId} was not recorded: ${JSON.stringify(problem)}`);
  }

  return {
    ...installation,
    registerBirths,
    async close() {
      await installation.close();
      await Promise.all([pool.end(), web.end()]);
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As a lot of four-lane modules with EEPROM digests, secrets and one test: thirteen sealed values each. */
export function madeUpBirths(lotId: string, count: number): BirthRecord[] {
  return Array.from({ length: count }, (_, at) => ({
    v: 1,
    labelId: hexOf(random.bytes(32)),
    activationKey: hexOf(random.bytes(32)),
    lotId,
    partNumber: "LM-LR4",
    serialNumber: `${lotId}-${String(at).padStart(7, "0")}`.slice(-16),
    madeOn: "2026-07-04",
    vendorName: "LUMEN",
    vendorOui: "00-1b-21",
    revision: "A",
    dateCode: "260704",
    formFactor: "QSFP28",
    managementSpec: "SFF-8636",
    connector: "LC",
    media: "100GBASE-LR4",
    eeprom: {
      scheme: "truelane-eeprom/1",
      map: "sff8636",
      core: hexOf(random.bytes(32)),
      full: hexOf(random.bytes(32)),
      pages: ["00h", "03h"],
    },
    site: "Shenzhen 2",
    tests: [
      {
        at: "2026-07-04T09:30:00.000Z",
        station: "FT-3",
        temperaturePoint: "room",
        temperatureMilliCelsius: 35_250 + (at % 100),
        supplyMicrovolt: 3_301_500,
        biasMicroamp: [6120, 6084, 6210, 6155],
        txPowerNanowatt: [812_300 + (at % 1000), 798_400, 805_100, 809_900],
        passed: true,
      },
    ],
  }));
}

function* batchesOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

async function* none(): AsyncGenerator<never> {}
