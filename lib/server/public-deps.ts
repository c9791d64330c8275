import "server-only";

/** Joins the public doors to this installation's records, log and pages. No key, no Prisma Client: the scan listener runs on this alone. */
import { join } from "node:path";
import { entryBundle, latestCheckpoint, tile } from "../adapters/log-store.ts";
import { openManifestFiles } from "../adapters/manifests-file/manifests.ts";
import { openScanRecords } from "../adapters/records-prisma/scan-records.ts";
import { hexOf } from "../domain/bytes/hex.ts";
import type { LedgerFacts } from "../domain/verify/scan-facts.ts";
import type { BirthPaths } from "../usecases/check-birth.ts";
import { systemClock } from "./clock.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";
import { pool } from "./pool.ts";
import { publicPages } from "./public-pages.ts";
import type { PublicDeps, PublicLog } from "./public-routes.ts";
import { NO_LIMITS, scanLimits } from "./scan-limits.ts";

/** One set a process, made at the first call. */
export function publicDeps(): PublicDeps {
  made ??= makeDeps();
  return made;
}
let made: PublicDeps | undefined;

function makeDeps(): PublicDeps {
  const settings = env();
  const db = pool();
  const manifests = openManifestFiles(join(settings.dataDir, "manifests"));
  const embedded = settings.ledger === "embedded";
  return {
    records: openScanRecords(db),
    birthPaths: kept((manifest, index) => manifests.path(manifest, index)),
    clock: systemClock,
    publicUrl: settings.publicUrl,
    ledger: { kind: settings.ledger, checkpoint: embedded ? newestHead(db) : async () => null },
    pages: publicPages,
    limits: settings.rateLimits ? scanLimits() : NO_LIMITS,
    fault: (cause) => log().error({ reason: reasonOf(cause) }, "a public look-up failed"),
    log: embedded ? embeddedLog(db) : NO_LOG,
  };
}

function embeddedLog(db: ReturnType<typeof pool>): PublicLog {
  return {
    checkpoint: async () => (await latestCheckpoint(db))?.note,
    tile: ({ level, index, width }) =>
      level === "entries" ? entryBundle(db, index, width) : tile(db, level, index, width),
  };
}

const NO_LOG: PublicLog = { checkpoint: async () => undefined, tile: async () => undefined };

/** A head that is a second old is still a signed head; every buyer asking for it anew would be a query each. */
function newestHead(db: ReturnType<typeof pool>): () => Promise<LedgerFacts["checkpoint"]> {
  const HEAD_KEEP = 1_000;
  let head: { readonly until: number; readonly read: Promise<LedgerFacts["checkpoint"]> } | undefined;
  return () => {
    if (head && performance.now() < head.until) return head.read;
    const read = latestCheckpoint(db).then((found) => (found ? { size: found.size, root: hexOf(found.root) } : null));
    const mine = { until: performance.now() + HEAD_KEEP, read };
    head = mine;
    read.catch(() => {
      if (head === mine) head = undefined;
    });
    return read;
  };
}

/** Paths never change; a lot without a kept tree is not asked for again at once. */
function kept(paths: BirthPaths): BirthPaths {
  const MISSING_KEEP = 60_000;
  const missing = new Map<string, number>();
  return async (manifest, index) => {
    const until = missing.get(manifest);
    if (until !== undefined && performance.now() < until) return undefined;
    const path = await paths(manifest, index);
    if (path) missing.delete(manifest);
    else missing.set(manifest, performance.now() + MISSING_KEEP);
    return path;
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
