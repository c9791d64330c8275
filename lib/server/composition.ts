import "server-only";

/** The parts of the web process, joined. It reads, and it asks for writes; keys and codes are the worker's alone. */
import { join } from "node:path";
import { openLabelBook } from "../adapters/label-book-postgres/label-book.ts";
import { createConsoleReads } from "../adapters/records-prisma/console-reads.ts";
import { createQueries } from "../adapters/records-prisma/queries.ts";
import type { Id16, MemberId, Subject } from "../domain/event/event.ts";
import type { LabelBook } from "../ports/label-book.ts";
import type { Actor } from "../usecases/actor.ts";
import type { CheckModulesDeps } from "../usecases/check-modules.ts";
import type { Command } from "../usecases/commands.ts";
import type { Operation } from "../usecases/operation.ts";
import type { Queries } from "../usecases/queries.ts";
import { submitCommand } from "../usecases/submit-command.ts";
import { systemClock } from "./clock.ts";
import { type ConsignmentDesk, openConsignmentDesk } from "./consignment-desk.ts";
import { env } from "./env.ts";
import { labelClient } from "./label-client.ts";
import { LABEL_SOCKET } from "./label-request.ts";
import { openModuleChecks } from "./module-checks.ts";
import { pool } from "./pool.ts";
import { prismaClient } from "./prisma-client.ts";
import { processWide } from "./process-wide.ts";
import { systemRandom } from "./random.ts";
import { writeJournal } from "./write-journal.ts";

/** A page waits for the worker no longer than this. */
const ANSWER_MS = 3_000;

/** What console, REST and public pages read. */
export function queries(): Queries {
  return processWide("queries", () =>
    createQueries(pool(), createConsoleReads(prismaClient()), { ledger: env().ledger }),
  );
}

/** Records and sightings for whoever compares a module with the record of its birth. */
export function moduleChecks(): CheckModulesDeps {
  return processWide("module checks", () => openModuleChecks(pool(), env().dataDir));
}

/** Labels of a member on paper: ordered, printed, applied, voided. */
export function labelBook(member: MemberId): LabelBook {
  return openLabelBook(pool(), member);
}

/**
 * The code of the reason why labels of a lot cannot be printed here now (`LabelFiles`); `undefined` where they can.
 * @param pack the subject of the lot
 */
export async function whyNotPrintable(pack: Subject, label: "body" | "bag"): Promise<string | undefined> {
  const files = labelClient(join(env().dataDir, LABEL_SOCKET));
  const kept = await files({ what: "kept", pack, label }, AbortSignal.timeout(ANSWER_MS)).catch(() => undefined);
  if (!kept) return "labels-unreachable";
  if (!kept.ok) return kept.error.code;
  await kept.value.cancel();
  return undefined;
}

/** Where the records of an offer are, for its page. */
export function consignmentPlace(transfer: Id16): ReturnType<ConsignmentDesk["place"]> {
  return openConsignmentDesk(pool(), env().dataDir).place(transfer);
}

/** Asks for a write: answers its outcome, or `pending` when the worker takes longer than 3 seconds. */
export function submit(actor: Actor, command: Command, options: { idempotencyKey?: string } = {}): Promise<Operation> {
  return submitCommand({ journal: writeJournal(), clock: systemClock, random: systemRandom }, actor, command, options);
}
