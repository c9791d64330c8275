import "server-only";

/** Run once by the supervisor after the first start; exit 0 when the story is told. */
import { seedDemo } from "./demo/seed-demo.ts";
import { log } from "./log.ts";
import { closePool } from "./pool.ts";

log("demo");
try {
  await seedDemo();
} catch (fault) {
  log().error({ err: fault }, "the demo story stopped");
  process.exitCode = 1;
}
await closePool();
process.exit();
