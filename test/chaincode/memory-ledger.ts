/** A ledger that is nothing but the rule book and a map: for stories that are told once and replayed elsewhere. */
import { createHash } from "node:crypto";
import { apply } from "../../lib/domain/event/apply.ts";
import type { Id16, LedgerEvent, Subject, Time } from "../../lib/domain/event/event.ts";
import { eventBytes, eventHash } from "../../lib/domain/event/event-bytes.ts";
import { parseEvent } from "../../lib/domain/event/parse-event.ts";
import type { SubjectState } from "../../lib/domain/event/state.ts";
import { verifySignatures } from "../../lib/domain/event/verify-signatures.ts";
import { ok } from "../../lib/domain/result.ts";
import type { Ledger } from "../../lib/ports/ledger.ts";
import type { LedgerStates } from "../../lib/ports/ledger-states.ts";

export type Told = {
  readonly event: string;
  readonly time: Time;
  readonly transaction: string;
  readonly accepted: boolean;
};

/** @param story every event that was appended, refused ones too, in order */
export function openMemoryLedger(story: Told[]): Ledger & LedgerStates {
  const states = new Map<Subject, SubjectState>();
  const events = new Map<string, LedgerEvent>();
  let network: Id16 | undefined;

  return {
    kind: "embedded",
    async append(event) {
      const bytes = Buffer.from(eventBytes(event));
      const time = new Date(Date.UTC(2026, 0, 1) + story.length * 61_007).toISOString();
      const answer = judge(bytes, time);
      const transaction = createHash("sha256").update(bytes).digest("hex");
      story.push({ event: bytes.toString("utf8"), time, transaction, accepted: answer.ok });
      if (!answer.ok) return answer;
      for (const [subject, state] of answer.value) states.set(subject, state);
      if (event.body.kind === "network-founded") network = event.body.network;
      events.set(eventHash(event.body), event);
      return ok({ position: { index: events.size - 1 }, eventHash: eventHash(event.body), time });
    },
    follow() {
      throw new Error("nobody follows a story while it is told");
    },
    close: async () => {},
    states: async (subjects) => new Map([...states].filter(([subject]) => subjects.includes(subject))),
    eventOf: async (hash) => events.get(hash),
    founding: async () => undefined,
    size: async () => events.size,
  };

  function judge(bytes: Uint8Array, time: Time) {
    const event = parseEvent(bytes);
    if (!event.ok) return event;
    const signers = verifySignatures(event.value, states, { time });
    if (!signers.ok) return signers;
    return apply(states, event.value, { time, signers: signers.value, ...(network && { network }) });
  }
}
