import { describe, expect, it } from "vitest";
import { type Book, foundedBook, lotOf, pack, release, signer } from "../../../test/model/book.ts";
import { birthsWith, carton, one, playEveryKind, two } from "../../../test/model/every-kind.ts";
import { utf8Of } from "../bytes/utf8.ts";
import { expectOk } from "../result.ts";
import { canonicalBytes, type Json } from "./canonical-json.ts";
import type { EventKind, LedgerEvent } from "./event.ts";
import { eventBytes } from "./event-bytes.ts";
import { LIMITS } from "./limits.ts";
import { parseBody, parseEvent } from "./parse-event.ts";

const signatures = [{ certificate: "AAAA", signature: "A".repeat(86) }];

/** One event of every kind, as a ledger accepted it. */
function everyKind(): LedgerEvent[] {
  const book: Book = foundedBook();
  playEveryKind((by, fact, contents) => {
    const members = [by].flat();
    const [actor = ""] = members;
    const signers = members.map((member) => signer(member, member, "release-approver"));
    const births = birthsWith(book.states, actor, fact, contents);
    const said = { signers, ...(contents && { contents }), ...(births.length > 0 && { births }) };
    return expectOk(book.say(actor, fact, said));
  });
  return book.events.map((event) => ({ ...event, signatures }));
}

const events = everyKind();
const eventOf = (kind: EventKind) => events.find((event) => event.body.kind === kind)!;
const parse = (json: unknown) => parseEvent(canonicalBytes(json as Json));

describe("parsing an event", () => {
  it.each(events.map((event) => [event.body.kind, event] as const))("reads %s as it was written", (_, event) => {
    expect(parseEvent(eventBytes(event))).toEqual({ ok: true, value: event });
    expect(parseBody(event.body as Json)).toEqual({ ok: true, value: event.body });
  });

  it("knows one event of every kind", () => {
    expect(new Set(events.map((event) => event.body.kind)).size).toBe(32);
  });

  it.each(events.map((event) => [event.body.kind, event] as const))(
    "refuses %s with a member more or less",
    (_, event) => {
      expect(parse({ ...event, note: "x" })).toMatchObject({ ok: false, error: { code: "malformed" } });
      expect(parse({ ...event, body: { ...event.body, note: "x" } }).ok).toBe(false);
      const optional = ["contents", "approvers", "reason", "except", "site", "labelKey", "region", "leaves", "within"];
      optional.push("eeprom", "listed");
      for (const name of Object.keys(event.body)) {
        if (optional.includes(name) && !(name === "contents")) continue;
        const { [name as "kind"]: _, ...less } = event.body;
        expect(parse({ ...event, body: less }).ok).toBe(false);
      }
    },
  );

  it("takes as many signatures as can mean something: two, and one of each member where members vote", () => {
    const [signature] = signatures;
    const signed = (kind: EventKind, count: number) =>
      parse({ ...eventOf(kind), signatures: Array.from({ length: count }, () => signature) }).ok;
    expect([signed("lot-released", 2), signed("lot-released", 3)]).toEqual([true, false]);
    expect([signed("network-founded", 2), signed("network-founded", 3)]).toEqual([true, false]);
    expect([signed("recall-lifted", 2), signed("recall-lifted", 3)]).toEqual([true, false]);
    for (const kind of ["member-admitted", "member-changed", "member-suspended"] as const)
      expect([signed(kind, 64), signed(kind, 65)]).toEqual([true, false]);
  });

  it("refuses other bytes of the same event", () => {
    const text = JSON.stringify(eventOf("sold"));
    expect(parseEvent(utf8Of(text))).toMatchObject({ error: { detail: "not in canonical form (RFC 8785)" } });
    expect(parseEvent(utf8Of("{"))).toMatchObject({ error: { code: "malformed" } });
    expect(parseEvent(Uint8Array.of(0xff))).toMatchObject({ error: { detail: "not UTF-8" } });
    expect(parseEvent(new Uint8Array(LIMITS.eventBytes + 1).fill(0x20))).toMatchObject({
      error: { code: "malformed" },
    });
  });

  const packed = eventOf("packed");
  const body = (change: object) => ({ ...packed, body: { ...packed.body, ...change } });
  it.each<[string, unknown]>([
    ["another version", body({ v: 2 })],
    ["an unknown kind", body({ kind: "teleported" })],
    ["a kind that objects have by themselves", body({ kind: "constructor" })],
    ["an event id in capitals", body({ eventId: "AB".repeat(16) })],
    ["a member id in capitals", body({ actor: "Lumina" })],
    ["a time without milliseconds", body({ at: "2026-03-01T12:00:00Z" })],
    ["null for what is absent", body({ sealed: null })],
    ["an empty object for what is absent", body({ sealed: {} })],
    ["a container that is a module", body({ container: one })],
    ["subjects out of order", body({ subjects: [...packed.body.subjects, { subject: "a", previous: null }] })],
    ["a previous that is no hash", body({ subjects: [{ subject: carton, previous: "00" }] })],
    ["contents of none", body({ contents: { count: 0, root: "00".repeat(32) } })],
    ["contents of 501", body({ contents: { count: 501, root: "00".repeat(32) } })],
    ["no signatures", { ...packed, signatures: [] }],
    ["a signature of 63 bytes", { ...packed, signatures: [{ certificate: "AAAA", signature: "A".repeat(84) }] }],
    ["a signature with something more", { ...packed, signatures: [{ ...signatures[0], by: "me" }] }],
    ["contents out of order", { ...packed, contents: packed.contents?.toReversed() }],
    ["contents twice", { ...packed, contents: [packed.contents?.[0], packed.contents?.[0]] }],
    ["contents that are members", { ...packed, contents: [{ subject: "member/lumina", previous: null }] }],
    ["an empty list of births", { ...packed, births: [] }],
    ["births out of order", { ...packed, births: packed.births?.toReversed() }],
    ["an empty list of openings", { ...packed, openings: [] }],
    ["a list for an event", [packed]],
    ["null", null],
  ])("refuses %s", (_, json) => {
    expect(parse(json)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });

  it("refuses text that hides something, and says where", () => {
    const product = eventOf("product-declared");
    for (const description of ["a\u202eb", "line\nbreak", "", "\u0085", "x".repeat(501)])
      expect(parse({ ...product, body: { ...product.body, description } })).toMatchObject({
        ok: false,
        error: { detail: expect.stringContaining("event.body.description") },
      });
    expect(parse({ ...product, body: { ...product.body, description: "光模块 100G, “LR4”" } }).ok).toBe(true);
  });

  it("refuses a change that sets nothing, or what a profile does not have", () => {
    const change = eventOf("member-changed");
    for (const set of [{}, { member: "other" }, { releaseApprovers: 3 }, { roles: [] }, { roles: ["maker", "maker"] }])
      expect(parse({ ...change, body: { ...change.body, set } }).ok).toBe(false);
  });

  it("refuses exceptions out of order, twice, or none", () => {
    const accepted = eventOf("transfer-accepted");
    const [a, b] = [one, two].sort().map((thing) => ({ path: [carton, thing], reason: "missing" }));
    const withExcept = (except: unknown) => parse({ ...accepted, body: { ...accepted.body, except } }).ok;
    expect(withExcept([a, b])).toBe(true);
    expect(withExcept([b, a])).toBe(false);
    expect(withExcept([a, a])).toBe(false);
    expect(withExcept([])).toBe(false);
    expect(withExcept([{ ...a, reason: "lost" }])).toBe(false);
    expect(withExcept([{ ...a, path: [] }])).toBe(false);
  });

  it.each<[EventKind, string]>([
    ["labels-voided", one],
    ["scrapped", carton],
    ["packed", "label/".concat("00".repeat(32))],
    ["sold", "member/lumina"],
  ])("refuses %s with %s in its list", (kind, subject) => {
    const event = eventOf(kind);
    expect(parse(event).ok).toBe(true);
    expect(parse({ ...event, contents: [{ subject, previous: null }] })).toMatchObject({
      error: { detail: expect.stringContaining("event.contents[0].subject") },
    });
  });

  it("refuses places of a recall that are no sorted, separate ranges", () => {
    const recall = eventOf("recalled");
    const withLeaves = (leaves: unknown) => parse({ ...recall, body: { ...recall.body, leaves } }).ok;
    for (const right of [
      [[0, 1]],
      [
        [0, 2],
        [3, 4],
      ],
      [[9_999_999, 10_000_000]],
    ])
      expect(withLeaves(right)).toBe(true);
    const wrong = [
      [],
      [[1, 1]],
      [[2, 1]],
      [[-1, 1]],
      [
        [0, 2],
        [2, 4],
      ],
      [
        [3, 4],
        [0, 2],
      ],
      [[0, 10_000_001]],
      [[0]],
      [[0, 1, 2]],
      ["01"],
    ];
    for (const leaves of wrong) expect(withLeaves(leaves)).toBe(false);
  });

  it("refuses a way of containers that is empty, names one twice, or names a module", () => {
    const returned = eventOf("returned");
    const within = (way: unknown) => parse({ ...returned, body: { ...returned.body, within: way } }).ok;
    expect(within([carton])).toBe(true);
    for (const wrong of [[], [carton, carton], [one]]) expect(within(wrong)).toBe(false);
  });

  it("holds a corrected body against the form of its own kind", () => {
    const corrected = eventOf("corrected");
    const said = corrected.body.kind === "corrected" ? corrected.body.corrected : undefined;
    const showing = (body: unknown) => parse({ ...corrected, body: { ...corrected.body, corrected: body } });
    expect(showing(said).ok).toBe(true);
    expect(showing({ ...said, note: "x" })).toMatchObject({
      error: { detail: expect.stringContaining("event.body.corrected") },
    });
    expect(showing(null).ok).toBe(false);
  });

  it("takes the largest event that the rules allow", () => {
    const large = lotOf(500, "L-500");
    const book = foundedBook();
    release(book, large);
    const event = { ...expectOk(pack(book, "lumina", carton, large.modules, large)), signatures };
    const bytes = eventBytes(event);
    expect(bytes.length).toBeLessThan(LIMITS.eventBytes / 2);
    expect(parseEvent(bytes).ok).toBe(true);
  });
});
