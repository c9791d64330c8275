import { describe, expect, it } from "vitest";
import {
  answerOf,
  lotOf,
  makerSscc,
  NETWORK,
  NOW,
  offer,
  pack,
  releasedBook,
  signer,
  transferId,
} from "../../../test/model/book.ts";
import { expectOk } from "../result.ts";
import { apply } from "./apply.ts";
import { contentsRoot } from "./contents.ts";
import type { LedgerEvent, SubjectLink } from "./event.ts";
import { eventHash } from "./event-bytes.ts";
import { REFUSAL_CODES } from "./refusal.ts";
import { sentenceOf } from "./refusal-sentence.ts";
import { step } from "./step.ts";
import { containerSubject } from "./subject.ts";
import { subjectsOf } from "./subjects-of.ts";

const lot = lotOf(6);
const [one = "", two = "", three = ""] = lot.modules;
const carton = containerSubject("lumina", makerSscc(1), 1);
const again = containerSubject("lumina", makerSscc(1), 2);
const tx = { time: NOW, signers: [signer("lumina")] };

function released() {
  const book = releasedBook(lot);
  return book;
}
const fact = { kind: "packed", container: carton } as const;
const said = { contents: [two, one], births: [two, one].map((module) => lot.birthOf(module)) };

describe("applying an event", () => {
  it("answers with the next states of what it changes, and of nothing else", () => {
    const book = released();
    const event = book.draft("lumina", fact, said);
    const before = structuredClone([...book.states]);
    const next = expectOk(apply(book.states, event, tx));
    expect([...next.keys()].sort()).toEqual([carton, one, two].sort());
    for (const state of next.values()) expect(state.head).toBe(eventHash(event.body));
    expect([...book.states]).toEqual(before);
  });

  it("needs no more states than subjectsOf names", () => {
    const event = released().draft("lumina", { ...fact, container: again }, said);
    expect(subjectsOf(event)).toEqual({
      changes: [again, one, two].sort(),
      reads: [`network/${NETWORK}`, "member/lumina", lot.subject, carton].sort(),
    });
  });

  it("is what step says of each subject, and step needs no siblings", () => {
    const book = released();
    const event = book.draft("lumina", fact, said);
    const next = expectOk(apply(book.states, event, tx));
    for (const subject of [carton, one]) {
      const alone = new Map([...book.states].filter(([name]) => name !== two));
      const { contents: _, ...withoutList } = event;
      expect(step(subject, withoutList, alone, tx)).toEqual({ ok: true, value: next.get(subject) });
    }
  });

  it("shows a stranger who follows one container alone that more came out than was in it", () => {
    const book = released();
    pack(book, "lumina", carton, [one, two], lot);
    const draft = book.draft("lumina", { kind: "unpacked", container: carton }, { contents: [one, two, three] });
    expect(step(carton, draft, book.states, tx)).toMatchObject({ error: { code: "not-in-container" } });
    offer(book, "lumina", "nordwind", 1, [carton]);
    const except = [one, two, three].map((module) => ({ path: [carton, module], reason: "missing" as const }));
    const fact = { kind: "transfer-accepted", transfer: transferId(1), except } as const;
    const accepted = book.draft("nordwind", fact, { contents: [carton] });
    const receiver = { time: NOW, signers: [signer("nordwind")] };
    expect(step(carton, accepted, book.states, receiver)).toMatchObject({ error: { code: "exception-invalid" } });
  });

  it("refuses an event of another network", () => {
    const book = released();
    const event = book.draft("lumina", fact, said);
    const elsewhere = { ...event, body: { ...event.body, network: "ff".repeat(16) } };
    expect(answerOf(apply(book.states, elsewhere, tx))).toBe("other-network");
    expect(answerOf(apply(book.states, event, { ...tx, network: "ff".repeat(16) }))).toBe("other-network");
    expect(answerOf(apply(book.states, event, { ...tx, network: NETWORK }))).toBe("accepted");
  });
});

describe("a stale writer", () => {
  it("is refused, and learns the heads of all that it did not know", () => {
    const book = released();
    const late = book.draft("lumina", fact, said);
    const first = expectOk(pack(book, "lumina", carton, [one], lot));
    const head = eventHash(first.body);
    expect(book.take(late)).toEqual({
      ok: false,
      error: { code: "stale-subject", subject: carton, heads: { [carton]: head, [one]: head } },
    });
  });

  it("does not stop writers of other things", () => {
    const book = released();
    const late = book.draft("lumina", { kind: "sold" }, { contents: [three], births: [lot.birthOf(three)] });
    pack(book, "lumina", carton, [one], lot);
    expect(answerOf(book.take(late))).toBe("accepted");
  });

  it("is refused when it made up a previous event", () => {
    const book = released();
    const heads = new Map([[carton, "00".repeat(32)]]);
    const refused = book.say("lumina", fact, { ...said, heads });
    expect(refused).toMatchObject({ error: { code: "stale-subject", heads: { [carton]: null } } });
  });
});

describe("parts that do not fit together are refused", () => {
  const book = released();
  const event = book.draft("lumina", fact, said);
  const withBody = (change: object): LedgerEvent => ({ ...event, body: { ...event.body, ...change } }) as LedgerEvent;
  const link = (subject: string): SubjectLink => ({ subject, previous: null });
  const rooted = (contents: SubjectLink[], count = contents.length): LedgerEvent => ({
    ...event,
    contents,
    body: { ...event.body, contents: { count, root: contentsRoot(contents) } } as LedgerEvent["body"],
  });
  const { contents: _, ...withoutList } = event;
  const { contents: __, ...bodyWithoutContents } = event.body;

  it.each<[string, LedgerEvent, string]>([
    ["a subject less", withBody({ subjects: [] }), "subjects-mismatch"],
    ["a subject more", withBody({ subjects: [link(carton), link("member/lumina")] }), "subjects-mismatch"],
    ["another subject", withBody({ subjects: [link(again)] }), "subjects-mismatch"],
    ["a list with another root", withBody({ contents: { count: 2, root: "00".repeat(32) } }), "contents-mismatch"],
    ["a list with another count", rooted([...(event.contents ?? [])], 3), "contents-mismatch"],
    ["a list less", withoutList, "contents-mismatch"],
    ["no contents in the body", { ...event, body: bodyWithoutContents } as LedgerEvent, "contents-mismatch"],
    ["a list out of order", rooted((event.contents ?? []).toReversed()), "contents-mismatch"],
    ["one thing twice in the list", rooted([link(one), link(one)]), "contents-mismatch"],
    [
      "the container in its own list",
      rooted([link(carton), link(one)].sort((a, b) => (a.subject < b.subject ? -1 : 1))),
      "contents-mismatch",
    ],
    [
      "a list beside a kind that has none",
      { ...book.draft("lumina", { kind: "lot-withdrawn", lot: lot.subject, reason: "x" }), contents: [link(one)] },
      "contents-mismatch",
    ],
    [
      "an opening of what is not sealed",
      { ...event, openings: [{ path: "reference", salt: "00".repeat(16), value: 1 }] },
      "malformed",
    ],
  ])("%s", (_, given, code) => {
    expect(answerOf(apply(book.states, given, tx))).toBe(code);
  });
});

describe("drafts", () => {
  it("are the same whatever the order of what was said", () => {
    const [a, b] = [released(), released()];
    const turned = { contents: said.contents.toReversed(), births: said.births.toReversed() };
    expect(a.draft("lumina", fact, said)).toEqual(b.draft("lumina", fact, turned));
  });

  it("sort approvers and exceptions", () => {
    const book = released();
    pack(book, "lumina", carton, [one, two], lot);
    offer(book, "lumina", "nordwind", 1, [carton]);
    const except = [one, two].map((module) => ({ path: [carton, module], reason: "missing" as const }));
    const accepted = { kind: "transfer-accepted", transfer: "ff".repeat(16) } as const;
    expect(book.draft("nordwind", { ...accepted, except }).body.subjects).toHaveLength(3);
    const [up, down] = [except, except.toReversed()].map(
      (list) => book.draft("nordwind", { ...accepted, except: list }).body,
    );
    expect({ ...up, eventId: "" }).toEqual({ ...down, eventId: "" });
    expect(book.draft("nordwind", { ...accepted, except: [] }).body).not.toHaveProperty("except");
  });
});

describe("refusals", () => {
  it("speak to people: every code has a sentence and a next step", () => {
    for (const code of REFUSAL_CODES) expect(sentenceOf({ code })).toMatch(/^[A-Z].+\. [A-Z].+\.$/);
  });

  it("tells a detail that a person can read, and no bare number of a recall or a transfer", () => {
    expect(sentenceOf({ code: "recalled", detail: "77605e".padEnd(32, "0") })).toBe(sentenceOf({ code: "recalled" }));
    expect(sentenceOf({ code: "stolen", detail: "2026-11-30T18:00:00Z" })).toContain("[2026-11-30T18:00:00Z]");
  });

  it("name the thing and the detail where there are any", () => {
    expect(sentenceOf({ code: "not-the-holder", subject: carton, detail: "held by nordwind" })).toBe(
      `Another member holds this (${carton}). Ask its holder to do it, or take it over by a transfer first. [held by nordwind]`,
    );
  });
});
