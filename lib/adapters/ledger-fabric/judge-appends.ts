/** What the rule book says of a block's appends, one after the other: every follower's own judgement, whoever endorsed them. */
import { textOfUtf8 } from "../../domain/bytes/utf8.ts";
import { apply } from "../../domain/event/apply.ts";
import type { Id16, LedgerEvent, Subject } from "../../domain/event/event.ts";
import { eventHash } from "../../domain/event/event-bytes.ts";
import { parseEvent } from "../../domain/event/parse-event.ts";
import type { States, SubjectState } from "../../domain/event/state.ts";
import { subjectsOf } from "../../domain/event/subjects-of.ts";
import { type KnownIssuers, verifySignatures } from "../../domain/event/verify-signatures.ts";
import { logEntry } from "../../domain/log/log-entry.ts";
import { expectOk } from "../../domain/result.ts";
import type { EntryRow } from "../log-rows.ts";
import type { BrokenAppend } from "./block-rows.ts";
import type { ExaminedBlock } from "./follow-blocks.ts";

export type PlacedRow = EntryRow & { readonly block: number; readonly transaction: string };
/** `voided`: called valid, but not endorsed as it must be. */
export type ReadAppend = { readonly row: PlacedRow; readonly event: LedgerEvent; readonly voided: boolean };

/** Numbers what can be read on from `size`; what cannot be has no place in the log. `sizes`: the log's size after each block. */
export function readAppends(
  blocks: readonly ExaminedBlock[],
  size: number,
): { read: ReadAppend[]; broken: BrokenAppend[]; sizes: number[] } {
  const read: ReadAppend[] = [];
  const broken: BrokenAppend[] = [];
  const sizes: number[] = [];
  for (const { number, appends, faults } of blocks) {
    const voided = new Set(faults.filter(({ voids }) => voids).map((fault) => fault.transaction));
    for (const { bytes, time, transaction } of appends) {
      const parsed = parseEvent(bytes);
      if (!parsed.ok) {
        broken.push({ block: number, transaction, detail: parsed.error.detail ?? parsed.error.code });
        continue;
      }
      const event = parsed.value;
      const row: PlacedRow = {
        index: size + read.length,
        eventId: event.body.eventId,
        eventHash: eventHash(event.body),
        bytes: expectOk(textOfUtf8(bytes)),
        entry: logEntry(event),
        time,
        block: number,
        transaction,
      };
      read.push({ row, event, voided: voided.has(transaction) });
    }
    sizes.push(size + read.length);
  }
  return { read, broken, sizes };
}

/** Brings `states` to the end of these appends; one that breaks the rules or is voided keeps its place and changes nothing. Answers what changed. */
export function foldAppends(
  appends: readonly ReadAppend[],
  states: Map<Subject, SubjectState>,
  founded: Id16 | undefined,
  issuers: KnownIssuers,
): { changed: Set<Subject>; network: Id16 | undefined } {
  const changed = new Set<Subject>();
  let network = founded;
  for (const { row, event, voided } of appends) {
    if (voided) continue;
    const next = judge(event, row.time, states, network, issuers);
    for (const [subject, state] of next) {
      states.set(subject, state);
      changed.add(subject);
    }
    if (next.size > 0) network ??= event.body.network;
  }
  return { changed, network };
}

function judge(
  event: LedgerEvent,
  time: string,
  states: States,
  network: Id16 | undefined,
  issuers: KnownIssuers,
): ReadonlyMap<Subject, SubjectState> {
  const signers = verifySignatures(event, states, { time, issuers });
  if (!signers.ok) return new Map();
  const next = apply(states, event, { time, signers: signers.value, ...(network && { network }) });
  if (!next.ok) return new Map();
  return new Map(subjectsOf(event).changes.map((subject) => [subject, next.value.get(subject)!]));
}
