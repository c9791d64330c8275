/** A whole writing side on one test database: embedded ledger, engine, projection, imports. What the worker joins, without its process. */
import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import type { Pool } from "pg";
import { nativeActivationKeyOf } from "../../lib/adapters/activation-keys-node.ts";
import { openJournal, openOffice } from "../../lib/adapters/journal-postgres/index.ts";
import { openLabelBook } from "../../lib/adapters/label-book-postgres/label-book.ts";
import { openLabelKeyFiles } from "../../lib/adapters/label-keys-file/label-keys.ts";
import { openEmbeddedLedger } from "../../lib/adapters/ledger-embedded/index.ts";
import { openLotFiles } from "../../lib/adapters/lot-files.ts";
import { openManifestFiles } from "../../lib/adapters/manifests-file/manifests.ts";
import { openPrintPacks } from "../../lib/adapters/print-packs-file/print-packs.ts";
import { openConsignments } from "../../lib/adapters/records-prisma/consignments.ts";
import { createConsoleReads } from "../../lib/adapters/records-prisma/console-reads.ts";
import { openItemBook } from "../../lib/adapters/records-prisma/item-book.ts";
import { openJobRows } from "../../lib/adapters/records-prisma/job-rows.ts";
import { openLotStore } from "../../lib/adapters/records-prisma/lot-store.ts";
import { openProjectionRows } from "../../lib/adapters/records-prisma/projection-rows.ts";
import { createQueries } from "../../lib/adapters/records-prisma/queries.ts";
import { scratchFiles } from "../../lib/adapters/scratch-file.ts";
import { openFileLogSigner, openFileSigner } from "../../lib/adapters/signer-file/index.ts";
import type { Ledger } from "../../lib/ports/ledger.ts";
import type { LedgerStates } from "../../lib/ports/ledger-states.ts";
import type { LogSigner } from "../../lib/ports/signer.ts";
import type { Actor, AppRole } from "../../lib/usecases/actor.ts";
import type { Command, LotInput } from "../../lib/usecases/commands.ts";
import type { Operation } from "../../lib/usecases/operation.ts";
import { startProjection } from "../../lib/usecases/project-ledger.ts";
import type { RegisterLotDeps } from "../../lib/usecases/register-lot.ts";
import { runEngine } from "../../lib/usecases/run-engine.ts";
import { submitCommand } from "../../lib/usecases/submit-command.ts";
import { PrismaClient } from "../../prisma/generated/client.ts";
import type { TestDatabase } from "../postgres.ts";

const silent = { warn: () => undefined, error: () => undefined };
export const clock = { now: () => new Date().toISOString() };
export const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

export const person = (member: string, userId: string, ...roles: AppRole[]): Actor => ({
  by: "person",
  member,
  userId,
  email: `${userId}@${member}`,
  roles,
});
/** Somebody who has just signed in. */
export const present = <A extends Actor>(actor: A): A => ({ ...actor, confirmedAt: clock.now() });
export const LEAD = person("lumen", "lead", "admin", "registrar", "shipper");
export const APPROVER = person("lumen", "anna", "release-approver");
export const BUYER = person("harbor", "hua", "admin", "shipper");

export type Installation = Awaited<ReturnType<typeof openInstallation>>;

type OpenLedger = (parts: { readonly pool: Pool; readonly logSigner: LogSigner }) => Promise<Ledger & LedgerStates>;

/** @param open another ledger than the embedded one; `mspId`: the organisation through which its members act */
export async function openInstallation(
  database: Pick<TestDatabase, "pool" | "web">,
  open: OpenLedger = (parts) => openEmbeddedLedger({ ...parts, clock }),
  mspId?: string,
) {
  const { pool, web } = database;
  const folder = await mkdtemp(join(tmpdir(), "truelane-installation-"));
  const keys = join(folder, "keys");
  const signer = await openFileSigner({ folder: keys, clock });
  const ledger = await open({ pool, logSigner: await openFileLogSigner({ folder: keys }) });
  const journal = openJournal(pool);
  const asking = openJournal(web);
  const manifests = openManifestFiles(join(folder, "manifests"));
  const printPacks = openPrintPacks({ folder: join(folder, "print-packs"), keyFile: join(keys, "print-pack.key") });
  const rows = openProjectionRows(pool, manifests);
  const projection = startProjection({ rows, ledger, log: silent, hosted: () => signer.members() });
  const prisma = new PrismaClient({ adapter: new PrismaPg(web, { disposeExternalPool: false }) });
  const desk = {
    states: ledger,
    signer,
    office: openOffice(pool),
    items: openItemBook(pool, manifests),
    consignments: openConsignments(pool, manifests, openManifestFiles(join(folder, "consignments"))),
    clock,
    random,
    labels: {
      keys: openLabelKeyFiles(join(folder, "label-keys")),
      packs: printPacks,
      book: openLabelBook(pool),
      activationKeyOf: nativeActivationKeyOf,
    },
    ...(mspId !== undefined && { home: { mspIdOf: () => mspId, baseUrl: "http://127.0.0.1" } }),
  };
  const caughtUpTo = (index: number) => projection.caughtUpTo(index);
  const engine = await runEngine({ ...desk, journal, ledger, caughtUpTo, log: silent });
  const register: RegisterLotDeps = {
    desk,
    journal,
    jobs: openJobRows(pool),
    lots: openLotStore(pool),
    files: openLotFiles(join(folder, "jobs")),
    manifests,
    printPacks,
    openScratch: scratchFiles(join(folder, "scratch")),
    activationKeyOf: nativeActivationKeyOf,
    caughtUpTo,
  };

  async function ask(actor: Actor, command: Command): Promise<Operation> {
    return submitCommand({ journal: asking, clock, random, waitMs: 20_000 }, present(actor), command, {});
  }

  async function recorded(actor: Actor, command: Command): Promise<Operation> {
    const operation = await ask(actor, command);
    if (operation.state !== "recorded") throw new Error(`${command.kind}: ${JSON.stringify(operation.problem)}`);
    return operation;
  }

  /** A queued job with its file, as the REST door leaves them. */
  async function queue(
    file: string | Uint8Array,
    lot: Partial<LotInput> = {},
    onError: "refuse" | "skip" = "refuse",
  ): Promise<string> {
    const id = randomUUID();
    await mkdir(join(folder, "uploads"), { recursive: true });
    const path = join(folder, "uploads", id);
    await writeFile(path, file);
    const { createHash } = await import("node:crypto");
    const sha256 = createHash("sha256").update(file).digest("hex");
    const bytes = Buffer.byteLength(file as string);
    const input = {
      actor: LEAD,
      lot: { lotId: "L-1", partNumber: "LM-LR4", revision: "A", madeOn: "2026-07-04", secrets: false, ...lot },
      file: { path, format: "csv", bytes, sha256 },
      onError,
    };
    await pool.query(
      "INSERT INTO job (id, member, kind, state, input, request_hash) VALUES ($1, 'lumen', 'register-lot', 'queued', $2, '')",
      [id, JSON.stringify(input)],
    );
    return id;
  }

  /** Maker `lumen` and distributor `harbor`, and one product. */
  async function found(): Promise<void> {
    const member = (id: string, role: "maker" | "distributor") => ({
      member: id,
      name: `${id} Ltd`,
      roles: [role],
      releaseApprovers: 1 as const,
      ...(role === "maker" && { vendorNames: ["LUMEN"], gs1Prefixes: ["4012345"] }),
    });
    await recorded(LEAD, { kind: "found-network", name: "Test network", founder: member("lumen", "maker") });
    await recorded(LEAD, { kind: "admit-member", admitted: member("harbor", "distributor") });
    await recorded(LEAD, {
      kind: "declare-product",
      partNumber: "LM-LR4",
      revision: "A",
      vendorName: "LUMEN",
      formFactor: "QSFP28",
      media: "100GBASE-LR4",
    });
  }

  return {
    folder,
    pool,
    ledger,
    journal,
    manifests,
    printPacks,
    rows,
    register,
    queries: createQueries(web, createConsoleReads(prisma)),
    ask,
    recorded,
    queue,
    found,
    caughtUp: async () => caughtUpTo((await ledger.size()) - 1),
    async close() {
      await engine.stop();
      await projection.stop();
      await Promise.all([journal.close(), asking.close()]);
      await ledger.close();
      await prisma.$disconnect();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
