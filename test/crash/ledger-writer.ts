/** A process that appends until it is killed. Each acknowledged event is one line on standard output, written at once. */
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { openEmbeddedLedger } from "../../lib/adapters/ledger-embedded/index.ts";
import { openFileLogSigner, openFileSigner } from "../../lib/adapters/signer-file/index.ts";
import { expectOk } from "../../lib/domain/result.ts";
import { id16, openSmallWorld } from "../ports/small-world.ts";

const [, , url = "", folder = ""] = process.argv;
const AT_ONCE = 16;
const clock = { now: () => new Date().toISOString() };
const pool = new pg.Pool({ connectionString: url });
pool.on("error", () => undefined);

const ledger = await openEmbeddedLedger({ pool, logSigner: await openFileLogSigner({ folder }), clock });
const signer = await openFileSigner({ folder, clock });
const founding = await ledger.founding();
const world = openSmallWorld({ ledger, states: ledger, signer }, founding?.network);
if (!founding) await world.found();

await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (;;) {
      const event = await patiently(() => world.productEvent(`PN-${id16()}`));
      const { position, eventHash } = expectOk(await ledger.append(event));
      writeSync(1, `${position.index} ${event.body.eventId} ${eventHash}\n`);
    }
  }),
);

/** Reading before writing fails while the database is down; what was appended is the ledger's own business. */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch {
      await sleep(50);
    }
  }
}
