/** A process that follows the channel into its database and keeps the read model, until somebody kills it. */
import { join } from "node:path";
import pg from "pg";
import { readInstallation } from "../../fabric/installation.ts";
import { CHAINCODE, CHANNEL } from "../../fabric/network.ts";
import { organisationsOf } from "../../fabric/organisations-of.ts";
import { ACTS_FOR_EVERYBODY } from "../../lib/adapters/for-member.ts";
import { connectFabricLedger } from "../../lib/adapters/ledger-fabric/index.ts";
import { openManifestFiles } from "../../lib/adapters/manifests-file/manifests.ts";
import { openProjectionRows } from "../../lib/adapters/records-prisma/projection-rows.ts";
import { openFileLogSigner } from "../../lib/adapters/signer-file/index.ts";
import { startProjection } from "../../lib/usecases/project-ledger.ts";

const plan = JSON.parse(process.argv[2]!) as { url: string; folder: string; keys: string };
const pool = new pg.Pool({ ...ACTS_FOR_EVERYBODY, connectionString: plan.url, max: 6 });
const ledger = await connectFabricLedger({
  pool,
  logSigner: await openFileLogSigner({ folder: plan.keys }),
  organisations: organisationsOf(readInstallation(plan.folder)!),
  channel: { channel: CHANNEL, chaincode: CHAINCODE },
  catchUpMs: 0,
});
startProjection({
  rows: openProjectionRows(pool, openManifestFiles(join(plan.keys, "manifests"))),
  ledger,
  log: { error: () => undefined },
});
process.send?.("ready");
