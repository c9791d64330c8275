import "server-only";

/** The worker: the only process that holds keys and appends. It takes writes and jobs, keeps the read model, draws labels. */
import { env } from "./env.ts";
import { log } from "./log.ts";
import { answerSupervisor } from "./metrics/process-metrics.ts";
import { closePool } from "./pool.ts";
import { openWorkshop, type Workshop } from "./workshop.ts";

const logger = log("worker");
let workshop: Workshop | undefined;
let stopping: Promise<void> | undefined;

/** Ends in order; what was taken up is finished, what waits is there at the next start. */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    await workshop?.close();
    await closePool();
    process.exit(code);
  })();
  return stopping;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(0));
// Nobody waited for it, so nobody knows what it left half done: end, and let the next start heal from the rows.
process.on("unhandledRejection", (fault) => {
  logger.fatal({ err: fault }, "a fault that nobody expected; the worker starts anew");
  process.exit(1);
});

try {
  answerSupervisor("worker");
  workshop = await openWorkshop(env());
  process.send?.("ready");
} catch (fault) {
  logger.fatal({ err: fault }, "the worker cannot work");
  process.exit(1);
}
