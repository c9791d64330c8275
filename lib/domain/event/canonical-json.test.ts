import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8Of } from "../bytes/utf8.ts";
import { canonicalBytes, canonicalJson, type Json, parseCanonicalJson } from "./canonical-json.ts";

const nested = (depth: number): Json => (depth === 0 ? 1 : [nested(depth - 1)]);

describe("canonical JSON", () => {
  it("sorts names by UTF-16 code units (RFC 8785 section 3.2.3)", () => {
    const given = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    expect(canonicalJson(given)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
        '"\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  it("escapes what must be escaped and nothing else (RFC 8785 section 3.2.2.2)", () => {
    expect(canonicalJson('\u20ac$\u000f\nA\'B"\\\\"/')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  });

  it("keeps the order of lists, and leaves out what is undefined", () => {
    expect(canonicalJson({ b: [3, 1, 2], a: { "€": 1, "😂": 2, A: 3 }, c: undefined })).toBe(
      '{"a":{"A":3,"€":1,"😂":2},"b":[3,1,2]}',
    );
  });

  it("writes the bytes of its text", () => {
    expect(canonicalBytes({ name: "光" })).toEqual(utf8Of('{"name":"光"}'));
  });

  it.each([
    ["a fraction", 1.5],
    ["minus zero", -0],
    ["an unsafe integer", 2 ** 53],
    ["an infinity", Number.POSITIVE_INFINITY],
    ["half of a surrogate pair", "\ud800"],
    ["U+0000 in a text", "a\u0000"],
    ["U+0000 in a name", { "a\u0000": 1 }],
    ["a name that is half of a surrogate pair", { "\udc00": 1 }],
    ["the name __proto__", JSON.parse('{"__proto__":1}')],
    ["33 lists inside one another", nested(33)],
  ])("has no form for %s", (_, value: Json) => {
    expect(() => canonicalJson(value)).toThrow();
  });

  it.each([new Date(0), new Uint8Array(2), new Map(), () => 1, 1n, undefined])(
    "has no form for %s, which is no data",
    (value) => {
      expect(() => canonicalJson(value as unknown as Json)).toThrow();
      expect(() => canonicalJson([value as unknown as Json])).toThrow();
    },
  );

  it("has a form for 32 lists inside one another, and for the edges of the integers", () => {
    expect(canonicalJson(nested(32))).toHaveLength(65);
    expect(canonicalJson([2 ** 53 - 1, -(2 ** 53 - 1)])).toBe("[9007199254740991,-9007199254740991]");
  });
});

describe("reading canonical JSON", () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      fc.maxSafeInteger().map((n) => n + 0),
      fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\u0000")),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("any"), { maxLength: 4 }),
      fc.dictionary(
        fc.string().filter((name) => name !== "__proto__" && !name.includes("\u0000")),
        tie("any"),
        { maxKeys: 4, noNullPrototype: true },
      ),
    ),
  })).any as fc.Arbitrary<Json>;

  it("gives back every value that was written", () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(parseCanonicalJson(canonicalBytes(given))).toEqual({ ok: true, value: given });
      }),
    );
  });

  it.each([
    ["names out of order", '{"b":1,"a":2}'],
    ["a name twice", '{"a":1,"a":1}'],
    ["a blank", '{"a": 1}'],
    ["a final newline", '{"a":1}\n'],
    ["a byte order mark", "\ufeff{}"],
    ["an integer as a fraction", "1.0"],
    ["an integer with an exponent", "1e2"],
    ["minus zero", "-0"],
    ["an escape that need not be", '"\\u0041"'],
    ["an escaped slash", '"\\/"'],
    ["an upper-case escape", '"\\u000F"'],
    ["an escaped half of a surrogate pair", '"\\ud800"'],
    ["a name __proto__", '{"__proto__":1}'],
    ["an integer that rounds", "9007199254740993"],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    expect(parseCanonicalJson(text)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(parseCanonicalJson(Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject({
      ok: false,
      error: { detail: "not UTF-8" },
    });
  });
});
