/** Receipts from one block stream: waiting for each commit by its own call would hold a gateway slot each (fabric.md section 8). */

import { hexOf } from "../../domain/bytes/hex.ts";
import type { Hash, Id16, MemberId } from "../../domain/event/event.ts";
import { eventHash } from "../../domain/event/event-bytes.ts";
import { logEntry } from "../../domain/log/log-entry.ts";
import type { Committed, Position, Receipt } from "../../ports/ledger.ts";

type Follow = (after: Position | undefined, signal: AbortSignal) => AsyncIterable<Committed>;

/** `entry`: the 64 bytes of the log, hex; another signature under the same event is another entry. */
export type Entered = { readonly receipt: Receipt; readonly entry: string };

export type ReceiptBook = {
  /** Events that the stream has brought so far. */
  size(): number;
  /** The block of a recorded event. */
  blockOf(hash: Hash): number | undefined;
  /** The receipt of a recorded event, once the stream has brought it. Rejects when the stream broke. */
  of(actor: MemberId, eventId: Id16): Promise<Entered>;
};

export function newReceiptBook(follow: Follow, signal: AbortSignal): ReceiptBook {
  const receipts = new Map<string, Entered>();
  const blocks = new Map<Hash, number>();
  const waiting = new Map<string, PromiseWithResolvers<Entered>>();
  let broken: unknown;

  async function read(): Promise<void> {
    for await (const { position, event, time } of follow(undefined, signal)) {
      const key = keyOf(event.body.actor, event.body.eventId);
      const receipt: Receipt = { position, eventHash: eventHash(event.body), time };
      const entered: Entered = { receipt, entry: hexOf(logEntry(event)) };
      receipts.set(key, entered);
      if (position.block !== undefined) blocks.set(receipt.eventHash, position.block);
      waiting.get(key)?.resolve(entered);
      waiting.delete(key);
    }
  }
  read().catch((fault) => {
    broken = fault;
    for (const one of waiting.values()) one.reject(fault);
  });

  return {
    size: () => receipts.size,
    blockOf: (hash) => blocks.get(hash),
    of(actor, eventId) {
      if (broken !== undefined) return Promise.reject(broken);
      const key = keyOf(actor, eventId);
      const known = receipts.get(key);
      if (known) return Promise.resolve(known);
      const promise = waiting.get(key) ?? Promise.withResolvers<Entered>();
      waiting.set(key, promise);
      return promise.promise;
    },
  };
}

/** Two organisations may draw the same id; each has its own key on the ledger. */
function keyOf(actor: MemberId, eventId: Id16): string {
  return `${actor} ${eventId}`;
}
