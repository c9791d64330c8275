/** Tells a story with real certificates and signatures: what the ledger is sent, and what it answers. */
import { bytesOfHex, hexOf } from "../../lib/domain/bytes/hex.ts";
import { textOfUtf8 } from "../../lib/domain/bytes/utf8.ts";
import type { EventSignature, LedgerEvent, Subject, Time } from "../../lib/domain/event/event.ts";
import { eventBytes, eventHash } from "../../lib/domain/event/event-bytes.ts";
import type { Refusal } from "../../lib/domain/event/refusal.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import { sortSignatures } from "../../lib/domain/event/sign-event.ts";
import type { SubjectState } from "../../lib/domain/event/state.ts";
import { verifySignatures } from "../../lib/domain/event/verify-signatures.ts";
import { logEntry } from "../../lib/domain/log/log-entry.ts";
import { hashLeaf, rootOf } from "../../lib/domain/log/merkle-tree.ts";
import { expectOk, type Result } from "../../lib/domain/result.ts";
import { Book, type Said } from "../model/book.ts";
import { type Person, signatureOf } from "./certificates.ts";

export type Told = { readonly event: LedgerEvent; readonly taken: boolean };

/** One submission: canonical bytes as text, the ledger's time, and the answer. */
type Chapter = {
  readonly event: string;
  readonly time: Time;
  readonly eventHash: string;
  readonly answer: "accepted" | Refusal["code"];
};
export type Story = {
  readonly chapters: readonly Chapter[];
  /** Log entries of the accepted events, in order, and the root over them. */
  readonly entries: readonly string[];
  readonly root: string;
  /** Every state at the end, by subject. */
  readonly states: Readonly<Record<Subject, SubjectState>>;
};

export class Storyteller {
  readonly book = new Book();
  readonly chapters: Chapter[] = [];

  tell(people: Person | readonly Person[], fact: Fact, said: Said = {}): Told {
    const signing = [people].flat();
    const draft = this.book.draft(signing[0]?.member ?? "", fact, said);
    return this.submit(
      draft,
      signing.map((person) => signatureOf(draft.body, person)),
    );
  }

  /** @returns the event, and whether the ledger took it */
  submit(draft: LedgerEvent, signatures: readonly EventSignature[]): Told {
    const event: LedgerEvent = { ...draft, signatures: sortSignatures(signatures) };
    const { time } = this.book;
    const answer = this.answer(event);
    this.chapters.push({
      event: expectOk(textOfUtf8(eventBytes(event))),
      time,
      eventHash: eventHash(event.body),
      answer: answer.ok ? "accepted" : answer.error.code,
    });
    return { event, taken: answer.ok };
  }

  private answer(event: LedgerEvent): Result<unknown, Refusal> {
    const signers = verifySignatures(event, this.book.states, { time: this.book.time });
    return signers.ok ? this.book.take(event, signers.value) : signers;
  }

  /** All that was told, and where it ended. */
  finish(): Story {
    const entries = this.book.events.map((event) => hexOf(logEntry(event)));
    return {
      chapters: this.chapters,
      entries,
      root: hexOf(rootOf(entries.map((entry) => hashLeaf(expectOk(bytesOfHex(entry)))))),
      states: Object.fromEntries([...this.book.states].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }
}
