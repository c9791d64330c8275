import { describe, expect, it } from "vitest";
import { NETWORK } from "../../../test/model/book.ts";
import {
  AT,
  DATE,
  declared,
  kidOf,
  revoked,
  signedBy,
  signedLabel,
  trustStatement,
} from "../../../test/model/offline-lists.ts";
import type { Json } from "../event/canonical-json.ts";
import type { LedgerEvent } from "../event/event.ts";
import { expectOk } from "../result.ts";
import { checkOffline, type KeptLists } from "./check-offline.ts";
import { acceptLabelKeyList } from "./label-key-list.ts";
import { acceptTrustList } from "./trust-list.ts";

const MEMBERS = ["harbor", "lumen"];
const trust = trustStatement(MEMBERS);
const codeOf = (answer: { ok: boolean; error?: unknown }) =>
  answer.ok ? "ok" : (answer.error as { code: string }).code;

describe("a trust list", () => {
  it("is believed when a member that it lists signed it", () => {
    expect(codeOf(acceptTrustList(signedBy("trust", trust, ["lumen"]), undefined, AT))).toBe("ok");
    expect(codeOf(acceptTrustList(signedBy("trust", trust, MEMBERS), undefined, AT))).toBe("ok");
  });

  it("is not believed when somebody else signed it, or for something else", () => {
    expect(codeOf(acceptTrustList(signedBy("trust", trust, ["rival"]), undefined, AT))).toBe("not-signed");
    expect(codeOf(acceptTrustList(signedBy("label-keys", trust, ["lumen"]), undefined, AT))).toBe("not-signed");
    const text = signedBy("trust", trust, ["lumen"]);
    expect(codeOf(acceptTrustList(text.replace(DATE, "2026-03-11"), undefined, AT))).toBe("not-signed");
    expect(codeOf(acceptTrustList(text.replace('"v":1', '"v": 1'), undefined, AT))).toBe("malformed");
    expect(codeOf(acceptTrustList(text.replace('"v":1', '"v":2'), undefined, AT))).toBe("malformed");
    expect(codeOf(acceptTrustList("", undefined, AT))).toBe("malformed");
  });

  it("is replaced only by a newer one of the same network that somebody known signed", () => {
    const next = trustStatement(["harbor", "lumen", "newcomer"], "2026-03-12");
    const text = signedBy("trust", next, ["lumen", "newcomer"]);
    expect(codeOf(acceptTrustList(text, trust, AT))).toBe("ok");
    expect(codeOf(acceptTrustList(text, next, AT))).toBe("ok");
    expect(codeOf(acceptTrustList(signedBy("trust", next, ["newcomer"]), trust, AT))).toBe("strange");
    expect(codeOf(acceptTrustList(signedBy("trust", trust, ["lumen"]), next, AT))).toBe("older");
    const other = { ...next, network: "f".repeat(32) };
    expect(codeOf(acceptTrustList(signedBy("trust", other, ["lumen"]), trust, AT))).toBe("strange");
  });
});

const keyList = (keys: { declared: LedgerEvent; revoked?: LedgerEvent }[], by = "lumen", date = DATE) =>
  signedBy(
    "label-keys",
    { v: 1, network: NETWORK, date, keys, makers: [{ member: "lumen", name: "Lumen Optics" }] } as unknown as Json,
    [by],
  );
const keysOf = (text: string) => acceptLabelKeyList(text, trust, {}, AT);

describe("a list of label keys", () => {
  it("gives each key with its maker, as the maker declared and revoked it", () => {
    const { keys } = expectOk(keysOf(keyList([{ declared: declared("lumen", "q1") }], "harbor")));
    expect(keys).toMatchObject([{ kid: kidOf("q1"), maker: "lumen", makerName: "Lumen Optics" }]);
    const withdrawn = keyList([{ declared: declared("lumen", "q1"), revoked: revoked("lumen", "q1") }]);
    expect(expectOk(keysOf(withdrawn)).keys[0]?.revokedAt).toBe("2026-03-01T12:00:00.000Z");
    expect(expectOk(keysOf(keyList([]))).keys).toEqual([]);
  });

  it("proves no key that its maker did not sign, not even when a member serves it, and goes on with the others", () => {
    const keptOf = (...entries: { declared: LedgerEvent; revoked?: LedgerEvent }[]) => {
      const { keys, leftOut } = expectOk(keysOf(keyList(entries.sort(bySubject), "harbor")));
      return [keys.map(({ kid }) => kid), leftOut.map(({ kid }) => kid)];
    };
    const good = { declared: declared("lumen", "q2") };
    expect(keptOf({ declared: declared("lumen", "q1", "harbor") }, good)).toEqual([[kidOf("q2")], [kidOf("q1")]]);
    expect(keptOf({ declared: declared("rival", "q1") }, good)).toEqual([[kidOf("q2")], [kidOf("q1")]]);
    const other = { declared: declared("lumen", "q1"), revoked: revoked("lumen", "q2") };
    expect(keptOf(other, good)).toEqual([[kidOf("q2")], [kidOf("q1")]]);
    const tampered = keyList([{ declared: declared("lumen", "q1") }]).replace('"quota":1000', '"quota":1001');
    expect(codeOf(keysOf(tampered))).toBe("not-signed");
  });

  it("is looked at for one key alone where only that matters", () => {
    const text = keyList(
      [{ declared: declared("lumen", "q1") }, { declared: declared("lumen", "q2") }].sort(bySubject),
    );
    const { keys } = expectOk(acceptLabelKeyList(text, trust, { kid: kidOf("q2") }, AT));
    expect(keys.map(({ kid }) => kid)).toEqual([kidOf("q2")]);
  });

  it("is not believed when nobody of the trust list serves it, or when a newer one was seen", () => {
    expect(codeOf(keysOf(keyList([], "rival")))).toBe("not-signed");
    expect(codeOf(acceptLabelKeyList(keyList([]), trust, { lastSeen: "2026-03-11" }, AT))).toBe("older");
  });
});

describe("a label without network", () => {
  const listed = (keys: { declared: LedgerEvent; revoked?: LedgerEvent }[]): KeptLists =>
    expectOk(keysOf(keyList(keys)));
  const lists = listed([{ declared: declared("lumen", "q1") }, { declared: declared("lumen", "q2") }].sort(bySubject));
  const why = (text: string, kept: KeptLists | undefined = lists, at = AT) => {
    const answer = checkOffline(text, kept, at);
    return answer.is === "cannot-tell" ? answer.why : answer.is;
  };

  it("is signed when a listed key signed it", () => {
    const answer = checkOffline(signedLabel("q1").toLowerCase(), lists, AT);
    expect(answer).toMatchObject({ is: "signed", date: DATE, key: { makerName: "Lumen Optics" } });
  });

  it("is forged when a listed key is named and did not sign it, whichever bit is wrong", () => {
    expect(why(signedLabel("q2", "2026-03-05", "q1"))).toBe("forged");
    const text = signedLabel("q1");
    for (const at of [30, 60, 152]) {
      const flipped = text.slice(0, at) + (text[at] === "7" ? "8" : "7") + text.slice(at + 1);
      expect(why(flipped), `character ${at}`).toBe("forged");
    }
  });

  it("says why nothing can be said of anything else", () => {
    expect(why("7M07VEGGZCH4W5AMYCMX8TYA5Z")).toBe("no-signature");
    expect(why(signedLabel("q1").slice(1))).toBe("malformed");
    expect(why(signedLabel("q1"), undefined)).toBe("signed");
    expect(checkOffline(signedLabel("q1"), undefined, AT)).toMatchObject({ why: "no-list" });
    expect(why(signedLabel("q3"))).toBe("unknown-key");
    expect(why(signedLabel("q1", "2025-12-31"))).toBe("key-not-valid");
    const withdrawn = listed([{ declared: declared("lumen", "q1"), revoked: revoked("lumen", "q1") }]);
    expect(why(signedLabel("q1"), withdrawn)).toBe("key-revoked");
  });

  it("is answered for seven days after the lists, and not by a clock before them", () => {
    expect(why(signedLabel("q1"), lists, "2026-03-17T23:59:59.000Z")).toBe("signed");
    expect(why(signedLabel("q1"), lists, "2026-03-18T00:00:00.000Z")).toBe("expired");
    expect(why(signedLabel("q1"), lists, "2026-03-09T12:00:00.000Z")).toBe("signed");
    expect(why(signedLabel("q1"), lists, "2020-01-01T00:00:00.000Z")).toBe("clock");
  });
});

function bySubject(one: { declared: LedgerEvent }, other: { declared: LedgerEvent }): number {
  const [a = "", b = ""] = [one, other].map(({ declared: { body } }) => body.subjects[0]?.subject);
  return a < b ? -1 : 1;
}
