/** A history as the read model shows it: signed events projected into a test database, beside the manifests of their lots. */
import { openManifestFiles } from "../../lib/adapters/manifests-file/manifests.ts";
import { openProjectionRows } from "../../lib/adapters/records-prisma/projection-rows.ts";
import { openScanRecords } from "../../lib/adapters/records-prisma/scan-records.ts";
import type { Position } from "../../lib/ports/ledger.ts";
import { projectLedger } from "../../lib/usecases/project-ledger.ts";
import { openTestDatabase } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import type { SignedBook } from "./signed-history.ts";

export type Projected = Awaited<ReturnType<typeof openProjected>>;

/** @param manifests lines of each lot */
export async function openProjected({ entries }: SignedBook, manifests: readonly (readonly string[])[]) {
  const db = await openTestDatabase({ migrate: ["0001", "0003", "0004"] });
  const folder = temporaryFolder("projected");
  const files = openManifestFiles(folder);
  for (const lines of manifests) await files.write(lines);
  const follow = async function* (after: Position | undefined) {
    yield* entries.slice((after?.index ?? -1) + 1);
  };
  const deps = { rows: openProjectionRows(db.pool, files), ledger: { follow }, log: { error() {} } };
  await projectLedger(deps, new AbortController().signal, () => {});
  return { pool: db.pool, folder, records: openScanRecords(db.pool), close: () => db.close() };
}
