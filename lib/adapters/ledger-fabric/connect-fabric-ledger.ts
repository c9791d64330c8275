/** The ledger port over a Fabric channel: one gateway identity for each organisation that this installation acts for. */

import { hexOf } from "../../domain/bytes/hex.ts";
import type { LedgerEvent, MemberId, Subject } from "../../domain/event/event.ts";
import type { Refusal } from "../../domain/event/refusal.ts";
import type { SubjectState } from "../../domain/event/state.ts";
import { logEntry } from "../../domain/log/log-entry.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { Committed, Ledger, Position, Receipt } from "../../ports/ledger.ts";
import type { LedgerStates } from "../../ports/ledger-states.ts";
import { appendEvent } from "./append-event.ts";
import { type BrokenAppend, followBlocks } from "./follow-blocks.ts";
import { connectGateways, type Gateways } from "./gateways.ts";
import type { FabricChannel, FabricOrganisation } from "./organisation.ts";
import type { Outbox } from "./outbox.ts";
import { readEventAt } from "./read-event-at.ts";
import { newReceiptBook } from "./receipt-book.ts";
import { turnsBySubject } from "./turns-by-subject.ts";

export type FabricSettings = {
  readonly organisations: readonly FabricOrganisation[];
  readonly channel: FabricChannel;
  readonly outbox: Outbox;
  /** Told once a start of each valid transaction that wrote what nobody can read. */
  readonly onBroken?: (broken: BrokenAppend) => void;
};

/** States are one peer's word, good for a writer's `previous`; what is written is judged by a majority. */
export type FabricLedger = Ledger & LedgerStates;

export async function connectFabricLedger({
  organisations,
  channel,
  outbox,
  onBroken,
}: FabricSettings): Promise<FabricLedger> {
  const [first] = organisations;
  if (!first) throw new Error("LEDGER=fabric needs the identity of at least one organisation");
  const gateways = new Map<MemberId, Gateways>(organisations.map((one) => [one.member, connectGateways(one, channel)]));
  const reader = gateways.get(first.member)!;
  const stopped = new AbortController();
  const receipts = newReceiptBook(
    (after, signal) => followBlocks(reader, channel, after, signal, onBroken),
    stopped.signal,
  );
  const inTurn = turnsBySubject();

  async function append(event: LedgerEvent): Promise<Result<Receipt, Refusal>> {
    const own = gateways.get(event.body.actor);
    if (!own)
      throw new Error(`This installation has no Fabric identity of ${event.body.actor}. Set its FABRIC_* variables.`);
    const subjects = [...event.body.subjects, ...(event.contents ?? [])].map(({ subject }) => subject);
    return inTurn(subjects, async () => {
      const answer = await appendEvent(own, outbox, event);
      if ("ok" in answer && !answer.ok) return refuse(answer.error);
      const { receipt, entry } = await receipts.of(event.body.actor, event.body.eventId);
      if (entry === hexOf(logEntry(event))) return ok(receipt);
      return refuse({ code: "malformed", detail: `the event id ${event.body.eventId} stands for another event` });
    });
  }

  return {
    kind: "fabric",
    append,
    follow: (after: Position | undefined, signal: AbortSignal): AsyncIterable<Committed> =>
      followBlocks(reader, channel, after, signal),
    attestation: async () => undefined,
    size: async () => receipts.size(),
    async founding() {
      const found = await reader.ask(({ contract }) => contract.evaluateTransaction("ReadFounding"));
      return found.length === 0 ? undefined : JSON.parse(Buffer.from(found).toString("utf8"));
    },
    async eventOf(hash) {
      const block = receipts.blockOf(hash);
      return block === undefined ? undefined : readEventAt(reader, channel, block, hash);
    },
    async states(subjects) {
      const found = await reader.ask(({ contract }) =>
        contract.evaluateTransaction("ReadStates", JSON.stringify(subjects)),
      );
      const states: Record<Subject, SubjectState> = JSON.parse(Buffer.from(found).toString("utf8"));
      return new Map(Object.entries(states));
    },
    async close() {
      stopped.abort();
      for (const one of gateways.values()) one.close();
    },
  };
}
