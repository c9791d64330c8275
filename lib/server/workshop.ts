import "server-only";

/** The parts of the worker process, joined. */
import { join } from "node:path";
import { nativeActivationKeyOf } from "../adapters/activation-keys-node.ts";
import { clearUnfinished } from "../adapters/durable-file.ts";
import { openJournal, openOffice } from "../adapters/journal-postgres/index.ts";
import { openLabelBook } from "../adapters/label-book-postgres/label-book.ts";
import { openLabelKeyFiles } from "../adapters/label-keys-file/label-keys.ts";
import { openLotFiles } from "../adapters/lot-files.ts";
import { openManifestFiles } from "../adapters/manifests-file/manifests.ts";
import { openPrintPacks } from "../adapters/print-packs-file/print-packs.ts";
import { openPublicLists } from "../adapters/public-lists-file/public-lists.ts";
import { openConsignments } from "../adapters/records-prisma/consignments.ts";
import { openItemBook } from "../adapters/records-prisma/item-book.ts";
import { openJobRows } from "../adapters/records-prisma/job-rows.ts";
import { openLabelKeyEvents } from "../adapters/records-prisma/label-key-events.ts";
import { openLotStore } from "../adapters/records-prisma/lot-store.ts";
import { openProjectionRows } from "../adapters/records-prisma/projection-rows.ts";
import { clearScratch, scratchFiles } from "../adapters/scratch-file.ts";
import { openFileLogSigner, openFileSigner } from "../adapters/signer-file/index.ts";
import { startProjection } from "../usecases/project-ledger.ts";
import { decodedPieces, UnreadableCapture } from "./capture-file.ts";
import { systemClock } from "./clock.ts";
import { startEngine } from "./engine.ts";
import type { Env } from "./env.ts";
import { mspIdsOf, readFabricSettings } from "./fabric-settings.ts";
import { consignmentFetcher, fetchOffered } from "./fetch-consignment.ts";
import { JOB_FILES } from "./job-files.ts";
import { startLabelServer } from "./label-files.ts";
import { LABEL_SOCKET } from "./label-request.ts";
import { log } from "./log.ts";
import { counts } from "./metrics/process-metrics.ts";
import { openModuleChecks } from "./module-checks.ts";
import { openLedger } from "./open-ledger.ts";
import { everybodysPool } from "./pool.ts";
import { PUBLIC_LISTS_FOLDER } from "./public-lists-folder.ts";
import { publishFromTimeToTime } from "./publish-from-time-to-time.ts";
import { systemRandom } from "./random.ts";
import { takeJobs } from "./take-jobs.ts";
import { watchCopies } from "./watch-copies.ts";

export type Workshop = { close(): Promise<void> };

/** Resolves when writes are taken. */
export async function openWorkshop({ dataDir, publicUrl, ledger: kind, fabric }: Env): Promise<Workshop> {
  const db = everybodysPool();
  const logger = log();
  const inData = (name: string) => join(dataDir, name);
  const keys = inData("keys");
  const [signer, logSigner] = await Promise.all([
    openFileSigner({ folder: keys, clock: systemClock }),
    openFileLogSigner({ folder: keys }),
  ]);
  const manifests = openManifestFiles(inData("manifests"));
  const printPacks = openPrintPacks({
    folder: inData("print-packs"),
    keyFile: join(inData("secrets"), "print-pack-key"),
  });
  const ledger = await openLedger(kind, { pool: db, logSigner, clock: systemClock });
  const projection = startProjection({
    rows: openProjectionRows(db, manifests),
    ledger,
    hosted: () => signer.members(),
    log: { error: (fault, sentence) => logger.error({ err: fault }, sentence) },
  });
  const consignments = openConsignments(db, manifests, openManifestFiles(inData("consignments")));
  const fetchConsignment = consignmentFetcher({ pool: db, signer, clock: systemClock, consignments, publicUrl });
  const labelShop = {
    keys: openLabelKeyFiles(inData("label-keys")),
    packs: printPacks,
    book: openLabelBook(db),
    activationKeyOf: nativeActivationKeyOf,
  };
  const desk = {
    states: ledger,
    signer,
    office: openOffice(db),
    items: openItemBook(db, manifests),
    consignments,
    fetchConsignment,
    clock: systemClock,
    random: systemRandom,
    labels: labelShop,
    ...(kind === "fabric" && { home: { mspIdOf: mspIdsOf(readFabricSettings(fabric)), baseUrl: publicUrl } }),
  };
  const caughtUpTo = (index: number) => projection.caughtUpTo(index);
  const engine = await startEngine({ ...desk, pool: db, ledger, log: logger, counts: counts(), caughtUpTo });
  // Without limits: the worker goes on with what was accepted, and has one operation waiting at a time.
  const journal = openJournal(db);
  const scratch = inData("scratch");
  await clearScratch(scratch);
  await clearUnfinished(inData("manifests"));
  const jobRows = openJobRows(db);
  const files = openLotFiles(inData(JOB_FILES));
  const jobs = await takeJobs(
    db,
    {
      desk,
      journal,
      jobs: jobRows,
      lots: openLotStore(db),
      files,
      manifests,
      printPacks,
      openScratch: scratchFiles(scratch),
      activationKeyOf: nativeActivationKeyOf,
      caughtUpTo,
    },
    {
      jobs: jobRows,
      files,
      checks: openModuleChecks(db, dataDir),
      decoded: (path) => decodedPieces(path, undefined),
      unreadable: (fault) => (fault instanceof UnreadableCapture ? fault.message : undefined),
    },
    logger,
  );
  const labels = await startLabelServer({
    socketPath: inData(LABEL_SOCKET),
    packs: printPacks,
    keys: labelShop.keys,
    publicUrl,
    warn: (fault) => logger.warn({ err: fault }, "labels could not be drawn"),
  });
  const copies = watchCopies(db, dataDir, logger);
  const publishing = publishFromTimeToTime(
    {
      states: ledger,
      labelKeys: openLabelKeyEvents(db),
      signer,
      logSigner,
      lists: openPublicLists(inData(PUBLIC_LISTS_FOLDER)),
      clock: systemClock,
    },
    logger,
  );
  const stopFetching = fetchOffered({ pool: db, consignments }, fetchConsignment, (fault, transfer) =>
    logger.warn({ err: fault, transfer }, "the records of an offer have not come"),
  );
  return {
    async close() {
      await stopFetching();
      await publishing.stop();
      await copies.stop();
      await labels.stop();
      await jobs.stop();
      await engine.stop();
      await journal.close();
      await projection.stop();
      await ledger.close();
    },
  };
}
