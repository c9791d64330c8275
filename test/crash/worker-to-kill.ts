/** A worker that takes operations until it is killed: ledger, engine and projection on one database. */
import pg from "pg";
import { ACTS_FOR_EVERYBODY } from "../../lib/adapters/for-member.ts";
import { openJournal, openOffice } from "../../lib/adapters/journal-postgres/index.ts";
import { openEmbeddedLedger } from "../../lib/adapters/ledger-embedded/index.ts";
import { openManifestFiles } from "../../lib/adapters/manifests-file/manifests.ts";
import { openConsignments } from "../../lib/adapters/records-prisma/consignments.ts";
import { openItemBook } from "../../lib/adapters/records-prisma/item-book.ts";
import { openProjectionRows } from "../../lib/adapters/records-prisma/projection-rows.ts";
import { openFileLogSigner, openFileSigner } from "../../lib/adapters/signer-file/index.ts";
import { startProjection } from "../../lib/usecases/project-ledger.ts";
import { runEngine } from "../../lib/usecases/run-engine.ts";

const [, , url = "", folder = ""] = process.argv;
const clock = { now: () => new Date().toISOString() };
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const pool = new pg.Pool({ ...ACTS_FOR_EVERYBODY, connectionString: url });
pool.on("error", () => undefined);

const signer = await openFileSigner({ folder, clock });
const ledger = await openEmbeddedLedger({ pool, logSigner: await openFileLogSigner({ folder }), clock });
const manifests = openManifestFiles(`${folder}/manifests`);
const complain = (fault: unknown) => console.error(fault);
const projection = startProjection({
  rows: openProjectionRows(pool, manifests),
  ledger,
  log: { error: complain },
  pauseMs: 100,
});
await runEngine({
  journal: openJournal(pool),
  ledger,
  states: ledger,
  signer,
  office: openOffice(pool),
  items: openItemBook(pool, manifests),
  consignments: openConsignments(pool, manifests, manifests),
  clock,
  random,
  caughtUpTo: (index) => projection.caughtUpTo(index),
  log: { warn: complain, error: complain },
});
