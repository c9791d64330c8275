import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../domain/verify/language.ts";
import { scanAnswer } from "../domain/verify/scan-answer.ts";
import type { KnownLabel, LedgerFacts } from "../domain/verify/scan-facts.ts";
import { answerText } from "./answer-text.ts";

const ledger: LedgerFacts = { kind: "embedded", asOf: null, checkpoint: null, cosignedBy: [] };
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });

const known: fc.Arbitrary<KnownLabel> = fc.record({
  is: fc.constant("known" as const),
  label: fc.record({
    status: fc.constantFrom("current", "void"),
    voidedAt: fc.option(fc.constant("2026-04-01T00:00:00.000Z")),
    replacedBy: fc.option(fc.constant("ab".repeat(32))),
    signature: fc.constantFrom("unsigned", "passed", "other-product"),
  }),
  stops: fc.record({
    recalled: fc.option(fc.constant({ at: "2026-04-01T00:00:00.000Z" })),
    stolen: fc.constant(null),
    retired: fc.option(fc.constant({ at: null })),
  }),
  activation: fc.option(
    fc.record({ at: fc.constant("2026-04-01T00:00:00.000Z"), region: fc.option(text), byAsker: fc.boolean() }),
  ),
  confirmedCase: fc.option(fc.record({ case: text, at: fc.constant("2026-04-01T00:00:00.000Z") })),
  match: fc.option(fc.record({ matching: fc.nat(9), compared: fc.nat(9) })),
  lotStatus: fc.constantFrom("registered", "released", "withdrawn"),
  module: fc.record({
    serialNumber: text,
    partNumber: text,
    vendor: text,
    formFactor: text,
    lot: text,
    madeOn: fc.constant("2026-02-01"),
    site: fc.option(text),
    maker: text,
    contact: text,
  }),
  custody: fc.record({
    holder: fc.option(text),
    seller: fc.option(text),
    sold: fc.boolean(),
    inTransit: fc.constant(null),
    disputed: fc.boolean(),
  }),
  history: fc.array(
    fc.record({
      kind: fc.constantFrom("lot-registered" as const, "lot-released" as const),
      position: fc.nat(9),
      at: text,
      by: text,
      lot: text,
    }),
    { maxLength: 4 },
  ),
  birth: fc.constantFrom("passed", "failed", "not-run"),
  brokenRules: fc.nat(1),
});

describe("the text of a scan answer", () => {
  it("is the answer, byte for byte the same value, whatever was answered before", () => {
    fc.assert(
      fc.property(known, fc.constantFrom(...LANGUAGES), text, (facts, language, code) => {
        const answer = scanAnswer(code, facts, ledger, language);
        const read: unknown = JSON.parse(answerText(code, facts, ledger, language));
        expect(JSON.stringify(read)).toBe(JSON.stringify(answer));
      }),
      { numRuns: 500 },
    );
  });

  it("is the same when a lot's modules share the beginning of their history, in either language", () => {
    const shared = { kind: "lot-released", position: 1, at: "2026-03-01", by: "Lumiña", lot: "L" } as const;
    fc.assert(
      fc.property(known, fc.constantFrom(...LANGUAGES), (facts, language) => {
        const kept = { ...facts, history: [Object.freeze(shared), ...facts.history] };
        const plain = { ...facts, history: [{ ...shared }, ...facts.history] };
        expect(JSON.parse(answerText("X", kept, ledger, language))).toEqual(scanAnswer("X", plain, ledger, language));
      }),
    );
  });

  it("stays ASCII for an English answer with ASCII names", () => {
    expect(answerText("X", { is: "unknown" }, ledger, "en")).toMatch(/^[\x20-\x7e]*$/);
  });
});
