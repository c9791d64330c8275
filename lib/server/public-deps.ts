import "server-only";

/** Joins the public doors to this installation's records, log and pages. No key, no Prisma Client: the scan listener runs on this alone. */
import { join } from "node:path";
import { openWarnings } from "../adapters/alerts-postgres/warnings.ts";
import { networkHealth } from "../adapters/ledger-fabric/network-health.ts";
import { entryBundle, latestCheckpoint, tile } from "../adapters/log-store.ts";
import { openLotTrees } from "../adapters/manifests-file/lot-trees.ts";
import { openPlace } from "../adapters/place-header/place.ts";
import { openPublicLists } from "../adapters/public-lists-file/public-lists.ts";
import { checkReceived } from "../adapters/records-prisma/received-births.ts";
import { openScanRecords } from "../adapters/records-prisma/scan-records.ts";
import { openScanBook } from "../adapters/scans-postgres/scan-book.ts";
import { hexOf } from "../domain/bytes/hex.ts";
import type { LedgerFacts } from "../domain/verify/scan-facts.ts";
import type { ScanRecords } from "../ports/scan-records.ts";
import { birthChecker, type CheckBirth } from "../usecases/check-birth.ts";
import { activationDeps } from "./activation-deps.ts";
import { type Callers, openCallers } from "./callers.ts";
import { systemClock } from "./clock.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";
import { counts } from "./metrics/process-metrics.ts";
import { pool, publicPool } from "./pool.ts";
import { PUBLIC_LISTS_FOLDER } from "./public-lists-folder.ts";
import { publicPages } from "./public-pages.ts";
import type { PublicDeps, PublicLog } from "./public-routes.ts";
import { NO_LIMITS, scanLimits } from "./scan-limits.ts";

const HEAD_KEEP = 1_000;

/** One set a process, made at the first call. */
export function publicDeps(): PublicDeps {
  made ??= makeDeps();
  return made;
}
let made: PublicDeps | undefined;

/** Who asks at the public doors of this process. */
export function publicCallers(): Callers {
  callers ??= openCallers(join(env().dataDir, "secrets"), openPlace(env().placeHeaders));
  return callers;
}
let callers: Callers | undefined;

function makeDeps(): PublicDeps {
  const settings = env();
  const db = publicPool();
  const fabric = settings.ledger === "fabric";
  const records = openScanRecords(db);
  const warnings = openWarnings(db);
  // What writes waits for its answer: given up in between, nobody would know whether it was written.
  const activation = activationDeps(settings, pool());
  const birthCheck = birthChecker(openLotTrees(join(settings.dataDir, "manifests")));
  return {
    records: fabric ? stoppedByFork(records, db) : records,
    birthCheck: fabric ? alsoReceived(birthCheck, db) : birthCheck,
    clock: systemClock,
    confirmedCase: async (label) => (await warnings.of(label))?.confirmed ?? null,
    publicUrl: settings.publicUrl,
    ledger: { kind: settings.ledger, checkpoint: newestHead(db), ...(fabric && { reach: reachOf(db) }) },
    ...activation,
    pages: publicPages,
    lists: openPublicLists(join(settings.dataDir, PUBLIC_LISTS_FOLDER)),
    limits: settings.rateLimits ? scanLimits(activation.numbers) : NO_LIMITS,
    scans: openScanBook({
      pool: pool(),
      clock: systemClock,
      warn: (fault) => log().warn({ reason: reasonOf(fault) }, "scans could not be recorded"),
    }),
    warnings,
    fault: (cause) => log().error({ reason: reasonOf(cause) }, "a public look-up failed"),
    log: storedLog(db),
    counts: counts(),
  };
}

function storedLog(db: ReturnType<typeof pool>): PublicLog {
  return {
    checkpoint: async () => (await latestCheckpoint(db))?.note,
    tile: ({ level, index, width }) =>
      level === "entries" ? entryBundle(db, index, width) : tile(db, level, index, width),
  };
}

/** Two histories of one channel: nothing that was recorded in either may be shown as the truth (V8). */
function stoppedByFork(records: ScanRecords, db: ReturnType<typeof pool>): ScanRecords {
  const health = keptFor(HEAD_KEEP, () => networkHealth(db));
  const unlessForked = async <T>(read: () => Promise<T>): Promise<T> => {
    if ((await health()).forked) throw new Error("the channel has forked; verdicts stop until a person has looked");
    return read();
  };
  return {
    label: (label) => unlessForked(() => records.label(label)),
    labelOfActivation: (key) => unlessForked(() => records.labelOfActivation(key)),
    carrier: (member) => unlessForked(() => records.carrier(member)),
    network: () => records.network(),
    labelKeys: (kid) => unlessForked(() => records.labelKeys(kid)),
    container: (sscc) => unlessForked(() => records.container(sscc)),
    operator: () => records.operator(),
  };
}

/** How far the channel is kept here, and since when nobody answers. */
function reachOf(db: ReturnType<typeof pool>): NonNullable<PublicDeps["ledger"]["reach"]> {
  const health = keptFor(HEAD_KEEP, () => networkHealth(db));
  return async () => {
    const { block, unreachable, answeredAt } = await health();
    return { block, silentSince: unreachable ? answeredAt : undefined };
  };
}

/** The answer of the last so many milliseconds; a failed question is asked again at once. */
function keptFor<T>(milliseconds: number, ask: () => Promise<T>): () => Promise<T> {
  let kept: { readonly until: number; readonly answer: Promise<T> } | undefined;
  return () => {
    if (kept && performance.now() < kept.until) return kept.answer;
    const answer = ask();
    const mine = { until: performance.now() + milliseconds, answer };
    kept = mine;
    answer.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return answer;
  };
}

/** A head that is a second old is still a signed head; every buyer asking for it anew would be a query each. */
function newestHead(db: ReturnType<typeof pool>): () => Promise<LedgerFacts["checkpoint"]> {
  return keptFor(HEAD_KEEP, async () => {
    const found = await latestCheckpoint(db);
    return found ? { size: found.size, root: hexOf(found.root) } : null;
  });
}

/** By the tree of a manifest that is here, else by the path that came with the goods. */
function alsoReceived(own: CheckBirth, db: ReturnType<typeof pool>): CheckBirth {
  return async (found) => {
    const checked = await own(found);
    return checked === "not-run" ? checkReceived(db, found) : checked;
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
