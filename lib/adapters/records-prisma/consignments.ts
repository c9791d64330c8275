/** What travels with an offer: the records of every module in it, each with its path to the root that the ledger keeps. */
import type { Pool } from "pg";
import { verifyBirth } from "../../domain/event/birth.ts";
import type { Hash, Subject } from "../../domain/event/event.ts";
import {
  consignmentHeadLine,
  consignmentLine,
  parseConsignmentHeadLine,
  parseConsignmentLine,
} from "../../domain/event/manifest.ts";
import { transferSubject } from "../../domain/event/subject.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { Manifests } from "../../ports/manifests.ts";
import type { ConsignmentProblem, Consignments } from "../../ports/records.ts";
import { linesOfChunks } from "../lines-of-chunks.ts";
import { keptBirths } from "./births.ts";
import { keepReceived } from "./received-births.ts";

/** @param files content-addressed and durable, as manifests are; a folder of their own */
export function openConsignments(pool: Pool, manifests: Manifests, files: Manifests): Consignments {
  return {
    async build({ transfer, items }) {
      const labels = await labelsIn(pool, items);
      const births = await keptBirths(pool, manifests, labels);
      if (births.length !== labels.length)
        return recordMissing(
          labels,
          births.map(({ leaf }) => leaf.label),
        );
      const head = { network: await networkOf(pool), transfer: transferSubject(transfer), count: births.length };
      return ok(await files.write([consignmentHeadLine(head), ...births.map(consignmentLine)]));
    },
    async check(transfer, consignment) {
      if (!(await files.has(consignment)))
        return no("consignment-missing", "its file is not here: fetch it from the giver, or take it as a file");
      const offered = new Set(await labelsIn(pool, await offeredThings(pool, transfer)));
      const checked = await checkLines(pool, files.lines(consignment), transfer, offered);
      if (!checked.ok) return checked;
      await keepReceived(pool, transfer, files.lines(consignment));
      return ok(undefined);
    },
    async take(consignment, chunks) {
      const hash = await files.write(ended(linesOfChunks(bounded(chunks))));
      if (hash === consignment) return ok(undefined);
      return no("consignment-wrong", `the file has the hash ${hash}, the offer names ${consignment}`);
    },
    async file(consignment) {
      return (await files.has(consignment)) ? bytesOf(files.lines(consignment)) : undefined;
    },
  };
}

const MOST_BYTES = 512_000_000;

/** A giver that never ends is cut off. */
async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`a consignment of more than ${MOST_BYTES / 1e6} MB is not taken`);
    yield chunk;
  }
}

/** Each line with its LF again. */
async function* ended(lines: AsyncIterable<string>): AsyncIterable<string> {
  for await (const line of lines) yield `${line}\n`;
}

async function* bytesOf(lines: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  for await (const line of lines) yield Buffer.from(`${line}\n`);
}

/** Whatever the giver wrote: form, lot by lot the path to the root, and exactly the modules of the offer. */
async function checkLines(
  pool: Pool,
  lines: AsyncIterable<string>,
  transfer: string,
  offered: Set<Hash>,
): Promise<Result<void, ConsignmentProblem>> {
  const lots = new Map<Subject, { count: number; root: Hash } | undefined>();
  const missing = new Set(offered);
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (line === 1) {
      const head = parseConsignmentHeadLine(text);
      if (head.ok && head.value.transfer === transferSubject(transfer) && head.value.count === offered.size) continue;
      return no("consignment-wrong", "it is another transfer's, or names another number of modules");
    }
    const entry = parseConsignmentLine(text);
    if (!entry.ok) return no("consignment-wrong", `line ${line}: ${entry.error.detail}`);
    const { lot, leaf } = entry.value;
    if (!lots.has(lot)) lots.set(lot, await lotOf(pool, lot));
    const known = lots.get(lot);
    if (!known || !verifyBirth(entry.value, known))
      return no("consignment-wrong", `line ${line}: the lot does not vouch for it`);
    if (!missing.delete(leaf.label))
      return no("consignment-wrong", `line ${line}: a module that is not offered, or twice`);
  }
  const [first] = missing;
  return first === undefined ? ok(undefined) : no("consignment-wrong", `it lacks module ${first}`);
}

async function labelsIn(pool: Pool, things: readonly Subject[]): Promise<Hash[]> {
  const { rows } = await pool.query<{ subject: Subject }>({
    name: "rm-modules-below",
    text: `WITH RECURSIVE below (subject) AS (
             SELECT s COLLATE "C" FROM unnest($1::text[]) AS s
             UNION SELECT t.subject FROM rm_thing t JOIN below ON t.inside = below.subject)
           SELECT subject FROM below WHERE starts_with(subject, 'module/') ORDER BY subject`,
    values: [things],
  });
  return rows.map(({ subject }) => subject.slice("module/".length));
}

async function offeredThings(pool: Pool, transfer: string): Promise<Subject[]> {
  const { rows } = await pool.query<{ subject: Subject }>({
    name: "rm-offered-things",
    text: "SELECT subject FROM rm_transfer_thing WHERE transfer = $1",
    values: [transfer],
  });
  return rows.map(({ subject }) => subject);
}

async function lotOf(pool: Pool, lot: Subject): Promise<{ count: number; root: Hash } | undefined> {
  const { rows } = await pool.query<{ count: number; root: Hash }>({
    name: "rm-lot-root",
    text: "SELECT count, root FROM rm_lot WHERE subject = $1",
    values: [lot],
  });
  return rows[0];
}

async function networkOf(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ network: string }>(
    "SELECT bytes::jsonb #>> '{body,network}' AS network FROM rm_event WHERE log_index = 0",
  );
  if (!rows[0]) throw new Error("there is no network yet");
  return rows[0].network;
}

function recordMissing(labels: readonly Hash[], kept: readonly Hash[]): Result<never, ConsignmentProblem> {
  const here = new Set(kept);
  const lost = labels.filter((label) => !here.has(label));
  return no(
    "record-missing",
    `${lost.length} of ${labels.length} modules have no record here; the first is ${lost[0]}`,
  );
}

function no(code: ConsignmentProblem["code"], detail: string): Result<never, ConsignmentProblem> {
  return refuse({ code, detail });
}
