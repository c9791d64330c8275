import "server-only";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createContainerNumbers } from "../../adapters/container-numbers-postgres/container-numbers.ts";
import { openJobs } from "../../adapters/jobs-postgres/jobs.ts";
import { errorsPath, reportPath } from "../../adapters/lot-files.ts";
import { alertBook, alertWork, stockCounts } from "../alert-desk.ts";
import { checkLimits, NO_CHECK_LIMITS } from "../check-limits.ts";
import { systemClock } from "../clock.ts";
import { labelBook, moduleChecks, queries, submit } from "../composition.ts";
import { openConsignmentDesk } from "../consignment-desk.ts";
import { env } from "../env.ts";
import { JOB_FILES } from "../job-files.ts";
import { labelClient } from "../label-client.ts";
import { LABEL_SOCKET } from "../label-request.ts";
import { log } from "../log.ts";
import { counts } from "../metrics/process-metrics.ts";
import { pool } from "../pool.ts";
import { processWide } from "../process-wide.ts";
import { systemRandom } from "../random.ts";
import { actorOfRequest } from "../session.ts";
import { writeJournal } from "../write-journal.ts";
import { openAllowances } from "./allowance.ts";
import type { Doors } from "./doors.ts";

/** The handlers' parts in the web process, made at the first request. */
export function liveDoors(): Doors {
  return processWide("api doors", makeDoors);
}

function makeDoors(): Doors {
  const settings = env();
  let jobs: ReturnType<typeof openJobs> | undefined;
  return {
    actorOf: actorOfRequest,
    queries,
    submit,
    jobs: () => {
      jobs ??= openJobs(pool(), (error) => log().warn({ err: error }, "the job queue complained"));
      // A database that was away at the first try is asked again by the next request.
      jobs.catch(() => {
        jobs = undefined;
      });
      return jobs;
    },
    journal: writeJournal,
    containerNumbers: () => createContainerNumbers(pool()),
    labelFiles: labelClient(join(settings.dataDir, LABEL_SOCKET)),
    labelBook,
    allow: openAllowances(settings.rateLimits),
    moduleChecks,
    checkLimits: settings.rateLimits ? checkLimits(counts()) : NO_CHECK_LIMITS,
    consignments: () => openConsignmentDesk(pool(), settings.dataDir),
    random: systemRandom,
    clock: systemClock,
    uploads: () => join(settings.dataDir, "uploads"),
    errorsFile: (jobId) => openJobFile(errorsPath(join(settings.dataDir, JOB_FILES), jobId)),
    reportFile: (jobId) => openJobFile(reportPath(join(settings.dataDir, JOB_FILES), jobId)),
    alerts: alertBook,
    alertWork,
    stockCounts,
    stockWork: () => ({ stock: stockCounts(), clock: systemClock, random: systemRandom }),
    publicUrl: () => settings.publicUrl,
    log: (event, { error, ...fields }) => log().error({ ...fields, err: error }, event),
  };
}

async function openJobFile(path: string): Promise<ReadableStream<Uint8Array> | undefined> {
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return file && (Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>);
}
