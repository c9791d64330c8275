/** A short life of two lots, with real certificates and signatures: what the ledger is sent, and what it answers. */
import { bytesOfHex, hexOf } from "../../lib/domain/bytes/hex.ts";
import { textOfUtf8 } from "../../lib/domain/bytes/utf8.ts";
import type { EventSignature, LedgerEvent, Subject, Time } from "../../lib/domain/event/event.ts";
import { eventBytes, eventHash } from "../../lib/domain/event/event-bytes.ts";
import type { Refusal } from "../../lib/domain/event/refusal.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import { sortSignatures } from "../../lib/domain/event/sign-event.ts";
import type { SubjectState } from "../../lib/domain/event/state.ts";
import { containerSubject } from "../../lib/domain/event/subject.ts";
import { verifySignatures } from "../../lib/domain/event/verify-signatures.ts";
import { logEntry } from "../../lib/domain/log/log-entry.ts";
import { hashLeaf, rootOf } from "../../lib/domain/log/merkle-tree.ts";
import { expectOk, type Result } from "../../lib/domain/result.ts";
import {
  Book,
  hashText,
  LATER,
  lotOf,
  MAKER,
  MUCH_LATER,
  makerSscc,
  OPERATOR,
  PRODUCT,
  type Said,
  TRADER,
  transferId,
} from "../model/book.ts";
import { type Person, signatureOf } from "./certificates.ts";

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

const lumina: Person = { member: "lumina", name: "writer", roles: ["writer"] };
const approvers: Person[] = ["release-1", "release-2"].map((name) => ({
  member: "lumina",
  name,
  roles: ["release-approver"],
}));
const nordwind: Person = { member: "nordwind", name: "writer", roles: ["writer"] };
const arcus: Person = { member: "arcus", name: "writer" };

class Storyteller {
  readonly book = new Book();
  readonly chapters: Chapter[] = [];

  tell(people: Person | readonly Person[], fact: Fact, said: Said = {}): void {
    const signing = [people].flat();
    const draft = this.book.draft(signing[0]?.member ?? "", fact, said);
    this.submit(
      draft,
      signing.map((person) => signatureOf(draft.body, person)),
    );
  }

  submit(draft: LedgerEvent, signatures: readonly EventSignature[]): void {
    const event: LedgerEvent = { ...draft, signatures: sortSignatures(signatures) };
    const { time } = this.book;
    const answer = this.answer(event);
    this.chapters.push({
      event: expectOk(textOfUtf8(eventBytes(event))),
      time,
      eventHash: eventHash(event.body),
      answer: answer.ok ? "accepted" : answer.error.code,
    });
  }

  private answer(event: LedgerEvent): Result<unknown, Refusal> {
    const signers = verifySignatures(event, this.book.states, { time: this.book.time });
    return signers.ok ? this.book.take(event, signers.value) : signers;
  }
}

export function story(): Story {
  const teller = new Storyteller();
  const [lot, withdrawn] = [lotOf(9), lotOf(1, "L-2")];
  const [carton, pallet, again] = [
    containerSubject("lumina", makerSscc(1), 1),
    containerSubject("lumina", makerSscc(100), 1),
    containerSubject("lumina", makerSscc(1), 2),
  ];
  const [one = "", two = "", three = "", ...loose] = lot.modules;
  const born = (...modules: Subject[]) => ({ contents: modules, births: modules.map((module) => lot.birthOf(module)) });

  teller.tell(lumina, { kind: "network-founded", name: "Test network", founder: MAKER });
  teller.tell(lumina, { kind: "member-admitted", admitted: TRADER, approvers: ["lumina"] });
  teller.tell(lumina, { kind: "member-admitted", admitted: OPERATOR, approvers: ["lumina"] });
  teller.tell([lumina, nordwind], { kind: "member-admitted", admitted: OPERATOR, approvers: ["lumina", "nordwind"] });
  teller.tell(lumina, PRODUCT);
  teller.tell(lumina, withdrawn.fact);
  teller.tell(lumina, { kind: "lot-withdrawn", lot: withdrawn.subject, reason: "wrong file" });
  teller.tell(lumina, withdrawn.fact);
  teller.tell(lumina, lot.fact);
  teller.tell(lumina, {
    kind: "member-changed",
    member: "lumina",
    set: { releaseApprovers: 2, contact: "help@lumina.example" },
  });
  teller.tell(lumina, { kind: "packed", container: carton }, born(one));
  teller.tell([lumina, ...approvers.slice(0, 1)], { kind: "lot-released", lot: lot.subject });
  teller.tell(approvers, { kind: "lot-released", lot: lot.subject });
  teller.tell(nordwind, { kind: "packed", container: carton }, born(one));
  teller.tell(lumina, { kind: "packed", container: carton }, born(one, two, three));
  teller.tell(lumina, { kind: "packed", container: pallet }, { contents: [carton] });

  const terms = { to: "nordwind", expiresAt: LATER, consignment: hashText("consignment") } as const;
  const offered = [pallet, ...loose.slice(0, 2)];
  teller.tell(
    lumina,
    { kind: "transfer-offered", transfer: transferId(1), ...terms },
    { contents: offered, births: loose.slice(0, 2).map((module) => lot.birthOf(module)) },
  );
  teller.tell(lumina, { kind: "sold" }, { contents: [pallet] });
  teller.tell(arcus, { kind: "transfer-accepted", transfer: transferId(1) }, { contents: offered });
  teller.tell(
    nordwind,
    {
      kind: "transfer-accepted",
      transfer: transferId(1),
      except: [
        { path: [pallet, carton, two], reason: "missing" },
        { path: [loose[0] ?? ""], reason: "damaged" },
      ],
    },
    { contents: offered },
  );
  teller.tell(nordwind, { kind: "unpacked", container: pallet }, { contents: [carton] });
  teller.tell(nordwind, { kind: "unpacked", container: carton }, { contents: [one, three] });
  teller.tell(lumina, { kind: "packed", container: again }, { contents: [two] });
  teller.tell(
    nordwind,
    { kind: "transfer-offered", transfer: transferId(2), ...terms, to: "arcus" },
    { contents: [one] },
  );
  teller.tell(
    arcus,
    { kind: "transfer-declined", transfer: transferId(2), reason: "not ordered" },
    { contents: [one] },
  );
  teller.tell(
    nordwind,
    { kind: "transfer-offered", transfer: transferId(3), ...terms, to: "arcus" },
    { contents: [three] },
  );
  teller.tell(lumina, { kind: "transfer-withdrawn", transfer: transferId(3) }, { contents: [three] });
  teller.book.time = MUCH_LATER;
  teller.tell(arcus, { kind: "transfer-accepted", transfer: transferId(3) }, { contents: [three] });
  teller.tell(lumina, { kind: "transfer-withdrawn", transfer: transferId(3) }, { contents: [three] });
  const reference = { path: "reference", salt: "cd".repeat(16), value: "PO 4711" };
  teller.tell(nordwind, { kind: "sold" }, { contents: [one, loose[1] ?? ""], seal: [reference] });

  const fact = { kind: "sold" } as const;
  teller.tell(nordwind, fact, { contents: [three], heads: new Map([[three, hashText("made up")]]) });
  const draft = teller.book.draft("nordwind", fact, { contents: [three] });
  const right = signatureOf(draft.body, nordwind);
  teller.submit(draft, [{ ...right, signature: signatureOf(draft.body, arcus).signature }]);
  teller.submit(draft, [signatureOf(draft.body, { member: "mallory", name: "writer" })]);
  teller.submit(draft, [right]);

  const entries = teller.book.events.map((event) => hexOf(logEntry(event)));
  return {
    chapters: teller.chapters,
    entries,
    root: hexOf(rootOf(entries.map((entry) => hashLeaf(expectOk(bytesOfHex(entry)))))),
    states: Object.fromEntries([...teller.book.states].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
