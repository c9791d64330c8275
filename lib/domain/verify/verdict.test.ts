import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "./language.ts";
import type { KnownLabel, ScanFacts } from "./scan-facts.ts";
import { fillSentence, firstSentence } from "./sentence.ts";
import { concludeScan } from "./verdict.ts";
import { VERDICT_STRINGS } from "./verdict-strings.ts";

const known = (changes: Partial<KnownLabel> = {}, custody: Partial<KnownLabel["custody"]> = {}): KnownLabel => ({
  is: "known",
  lotStatus: "released",
  module: {
    serialNumber: "LM26L10001",
    partNumber: "LM-100G-LR4",
    vendor: "LUMINA",
    formFactor: "QSFP28",
    lot: "L-1",
    madeOn: "2026-02-01",
    site: null,
    maker: "Lumina",
    contact: "help@lumina.example",
  },
  custody: { holder: "Lumina", seller: null, sold: false, inTransit: null, disputed: false, ...custody },
  history: [],
  birth: "passed",
  brokenRules: 0,
  ...changes,
});
const nameOf = (facts: ScanFacts) => concludeScan(facts, "en").name;
const IN_TRANSIT = { to: "Arcus", since: "2026-03-01T12:00:00.000Z", expired: false };

describe("the verdict of a look-up", () => {
  it("is V0 for a label that nobody registered, and V8 when that cannot be known", () => {
    expect(concludeScan({ is: "unknown" }, "en")).toMatchObject({ code: "V0", name: "NO_RECORD" });
    expect(concludeScan({ is: "unavailable" }, "en")).toMatchObject({ code: "V8", name: "UNAVAILABLE" });
  });

  it("is V2 while the maker holds the module, and V3 once a receiver confirmed it", () => {
    expect(nameOf(known())).toBe("RECORD_FOUND");
    expect(nameOf(known({}, { holder: "Nordwind", seller: "Nordwind" }))).toBe("CUSTODY_CONSISTENT");
  });

  it("falls back to V2 while a later offer is open, expired or not, or a receiver disputes it", () => {
    expect(nameOf(known({}, { seller: "Nordwind", inTransit: IN_TRANSIT }))).toBe("RECORD_FOUND");
    expect(nameOf(known({}, { seller: "Nordwind", inTransit: { ...IN_TRANSIT, expired: true } }))).toBe("RECORD_FOUND");
    expect(nameOf(known({}, { seller: "Nordwind", disputed: true }))).toBe("RECORD_FOUND");
  });

  it("stops whoever holds a module of a lot that is not released or was withdrawn", () => {
    for (const lotStatus of ["registered", "withdrawn"] as const)
      expect(concludeScan(known({ lotStatus }), "en")).toMatchObject({ code: "V7", name: "NOT_RELEASED" });
  });

  it("is suspended when the record is not the one under the root, or the ledger broke the rules", () => {
    expect(nameOf(known({ birth: "failed" }))).toBe("RECORDS_DISAGREE");
    expect(nameOf(known({ brokenRules: 1 }))).toBe("RECORDS_DISAGREE");
    expect(nameOf(known({ birth: "not-run" }))).toBe("RECORD_FOUND");
  });

  it("lets a known stop win over a fault of ours", () => {
    expect(nameOf(known({ lotStatus: "registered", birth: "failed", brokenRules: 2 }))).toBe("NOT_RELEASED");
  });
});

describe("the words of a verdict", () => {
  it("are exactly those of the ladder", () => {
    const facts = known({}, { seller: "Nordwind" });
    expect(concludeScan(facts, "en")).toMatchObject({
      title: "A record exists for this code.",
      text: "A record exists for this code. A code can be copied — compare the details below with the module in your hand. Custody is unbroken to your seller Nordwind.",
    });
    expect(concludeScan(facts, "zh-CN").text).toBe(
      "编码存在记录；二维码可能被复制，请核对实物。流转记录连续，直至您的卖方 Nordwind。",
    );
    const stop = known({ lotStatus: "registered" });
    expect(concludeScan(stop, "en")).toMatchObject({
      title: "Stop.",
      text: "Stop. This label is not in use yet. If you bought this unit, contact help@lumina.example.",
    });
    expect(concludeScan(stop, "zh-CN").text).toBe(
      "请停止使用：标签尚未启用；若已购买此产品，请联系 help@lumina.example。",
    );
    expect(concludeScan({ is: "unknown" }, "zh-CN").text).toBe("未查到此编码的记录。");
    expect(concludeScan({ is: "unavailable" }, "zh-CN").text).toBe("暂时无法核验。");
  });

  it("leave out the part whose value does not exist, and keep the rest", () => {
    const { SUSPECT, ALREADY_ACTIVATED, NOT_RELEASED, RETIRED } = VERDICT_STRINGS;
    expect(fillSentence(SUSPECT.en, { contact: "a@b.example", case: "7" })).toBe(
      "Stop. Facts about this unit contradict each other. Contact a@b.example, case 7.",
    );
    expect(fillSentence(SUSPECT.en, { contact: "a@b.example" })).toBe(
      "Stop. Facts about this unit contradict each other. Contact a@b.example.",
    );
    expect(fillSentence(SUSPECT["zh-CN"], {})).toBe("请停止使用：此模块的记录相互矛盾。");
    expect(fillSentence(ALREADY_ACTIVATED.en, { date: "2026-11-22" })).toBe(
      "Activated before: 2026-11-22. If that was not you, treat as suspect.",
    );
    expect(fillSentence(NOT_RELEASED.en, {})).toBe("Stop. This label is not in use yet.");
    expect(fillSentence(RETIRED["zh-CN"], { date: "2026-11-22", contact: "客服" })).toBe(
      "此模块已于 2026-11-22 退役，不得作为新品销售。请联系 客服。",
    );
  });

  it("have a first sentence that a full stop inside a value does not cut", () => {
    expect(firstSentence("Contact {contact}. Then wait.")).toBe("Contact {contact}.");
    expect(concludeScan(known({}, { seller: "A. B. Co." }), "en").title).toBe("A record exists for this code.");
  });

  it("never call a module genuine, in any language", () => {
    const pages = ["en", "zh-CN"].map((language) =>
      readFileSync(new URL(`../../../messages/public/${language}.json`, import.meta.url), "utf8"),
    );
    const titles = Object.values(VERDICT_STRINGS).flatMap((each) => LANGUAGES.map((language) => each[language]));
    for (const text of [...titles, ...pages]) expect(text).not.toMatch(/genuine|authentic\b|正品/i);
  });
});

describe("the list of checks", () => {
  it("names every check, whatever the answer", () => {
    const names = concludeScan({ is: "unknown" }, "en").checked.map((check) => check.name);
    expect(concludeScan(known(), "zh-CN").checked.map((check) => check.name)).toEqual(names);
    expect(new Set(names).size).toBe(11);
  });

  it("has nothing passed where there was nothing to check", () => {
    for (const facts of [{ is: "unknown" }, { is: "unavailable" }] as const)
      expect(concludeScan(facts, "en").checked.every((check) => check.status === "not-run")).toBe(true);
  });

  it("tells a broken rule from a record that is not under the root", () => {
    const failedOf = (facts: ScanFacts) =>
      concludeScan(facts, "en").checked.flatMap((check) => (check.status === "failed" ? [check.name] : []));
    expect(failedOf(known({ brokenRules: 1 }))).toEqual(["custody-rules"]);
    expect(failedOf(known({ birth: "failed" }))).toEqual(["birth-inclusion"]);
    expect(failedOf(known())).toEqual([]);
  });
});
