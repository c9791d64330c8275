import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hexOf } from "../../lib/domain/bytes/hex.ts";
import { utf8Of } from "../../lib/domain/bytes/utf8.ts";
import { apply } from "../../lib/domain/event/apply.ts";
import { parseEvent } from "../../lib/domain/event/parse-event.ts";
import type { SubjectState } from "../../lib/domain/event/state.ts";
import { verifySignatures } from "../../lib/domain/event/verify-signatures.ts";
import { append, EMPTY_FRONTIER, rootOfFrontier } from "../../lib/domain/log/compact-tree.ts";
import { logEntry } from "../../lib/domain/log/log-entry.ts";
import { hashLeaf } from "../../lib/domain/log/merkle-tree.ts";
import { expectOk } from "../../lib/domain/result.ts";
import type { Story } from "../vectors/storyteller.ts";
import { Book } from "./book.ts";

const told = (name: string): Story =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));

describe("the whole way of an event, from bytes to states, with real certificates", () => {
  it.each(["story", "life"])(
    "a stranger who replays %s comes to every answer, every state and the same root",
    (name) => {
      const { chapters, root, states } = told(name);
      const book = new Book();
      let frontier = EMPTY_FRONTIER;
      for (const { event: text, time, answer } of chapters) {
        const event = expectOk(parseEvent(utf8Of(text)));
        const seen = book.seenBy(event);
        const signers = verifySignatures(event, seen, { time });
        const next = signers.ok ? apply(seen, event, { time, signers: signers.value }) : signers;
        expect(next.ok ? "accepted" : next.error.code).toBe(answer);
        if (!next.ok) continue;
        for (const [subject, state] of next.value) book.states.set(subject, state);
        frontier = append(frontier, hashLeaf(logEntry(event)));
      }
      expect(Object.fromEntries<SubjectState>(book.states)).toEqual(states);
      expect(hexOf(rootOfFrontier(frontier))).toBe(root);
    },
  );

  it("tells of every kind of event, and of refusals", () => {
    const chapters = [...told("story").chapters, ...told("life").chapters];
    const kinds = chapters
      .filter(({ answer }) => answer === "accepted")
      .map(({ event }) => JSON.parse(event).body.kind);
    expect(new Set(kinds).size).toBe(32);
    expect(new Set(chapters.map(({ answer }) => answer)).size).toBeGreaterThan(20);
  });
});
