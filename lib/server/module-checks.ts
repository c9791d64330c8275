import "server-only";

/** The parts of a module check, joined: for the web process, and for the worker's fleet checks. */
import { join } from "node:path";
import type { Pool } from "pg";
import { openManifestLines } from "../adapters/manifests-file/line-index.ts";
import { openModuleRecords } from "../adapters/records-prisma/module-records.ts";
import { openSightings } from "../adapters/sightings-postgres/sightings.ts";
import type { CheckModulesDeps } from "../usecases/check-modules.ts";
import { systemClock } from "./clock.ts";

export function openModuleChecks(pool: Pool, dataDir: string): CheckModulesDeps {
  return {
    records: openModuleRecords(pool, openManifestLines(join(dataDir, "manifests"))),
    sightings: openSightings(pool, systemClock),
    clock: systemClock,
  };
}
