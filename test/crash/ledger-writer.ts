/** A process that appends until it is killed. Each acknowledged event is one line on standard output, written at once. */
import { writeSync } from "node:fs";
import pg from "pg";
import { openEmbeddedLedger } from "../../lib/adapters/ledger-embedded/index.ts";
import { openFileLogSigner, openFileSigner } from "../../lib/adapters/signer-file/index.ts";
import { expectOk } from "../../lib/domain/result.ts";
import { id16, openSmallWorld, patiently } from "../ports/small-world.ts";

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
