import { openEmbeddedLedger } from "../../lib/adapters/ledger-embedded/index.ts";
import { openFileLogSigner, openFileSigner } from "../../lib/adapters/signer-file/index.ts";
import { openTestDatabase } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { ledgerSuite } from "./ledger-suite.ts";

const clock = { now: () => new Date().toISOString() };

ledgerSuite("the embedded ledger", async () => {
  const database = await openTestDatabase({ migrate: ["0002"] });
  const folder = temporaryFolder("ledger-keys");
  const logSigner = await openFileLogSigner({ folder });
  const ledger = await openEmbeddedLedger({ pool: database.pool, logSigner, clock });
  return {
    ledger,
    states: ledger,
    signer: await openFileSigner({ folder, clock }),
    async close() {
      await ledger.close();
      await database.close();
    },
  };
});
