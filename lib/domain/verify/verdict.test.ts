import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "./language.ts";
import type { KnownLabel, ScanFacts } from "./scan-facts.ts";
import { fillSentence, firstSentence } from "./sentence.ts";
import { concludeScan } from "./verdict.ts";
import { VERDICT_STRINGS } from "./verdict-strings.ts";

type Changes = { readonly [K in keyof KnownLabel]?: Exclude<KnownLabel[K], undefined> };
const known = (changes: Changes = {}, custody: Partial<KnownLabel["custody"]> = {}): KnownLabel => ({
  is: "known",
  label: { status: "current", voidedAt: null, replacedBy: null, signature: "unsigned" },
  stops: NO_STOP,
  activation: null,
  confirmedCase: null,
  match: null,
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
const NO_STOP = { recalled: null, stolen: null, retired: null };
const SIGNED = { status: "current", voidedAt: null, replacedBy: null, signature: "passed" } as const;
const VOIDED = { ...SIGNED, status: "void", voidedAt: "2026-05-01T08:00:00.000Z" } as const;
const AT = { at: "2026-05-01T08:00:00.000Z" };
const ACTIVATED = { ...AT, region: "DE", byAsker: false };
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

/** Every rung with the facts that reach it, in order of precedence, and its words as trust.md section 4 has them. */
const LADDER: readonly (readonly [name: string, facts: ScanFacts, en: string, chinese: string])[] = [
  [
    "SUSPECT",
    known({ confirmedCase: { case: "C-7", ...AT }, stops: { ...NO_STOP, stolen: AT } }),
    "Stop. Facts about this unit contradict each other. Contact help@lumina.example, case C-7.",
    "请停止使用：此模块的记录相互矛盾。请联系 help@lumina.example，案件编号 C-7。",
  ],
  [
    "STOLEN",
    known({ stops: { recalled: AT, retired: AT, stolen: AT }, label: VOIDED }),
    "Stop. This unit was reported stolen (2026-05-01). Contact help@lumina.example.",
    "请停止使用：此模块已报失窃（2026-05-01）。请联系 help@lumina.example。",
  ],
  [
    "RECALLED",
    known({ stops: { recalled: AT, retired: AT, stolen: null }, label: VOIDED }),
    "Stop. This unit is recalled (2026-05-01). Contact help@lumina.example.",
    "请停止使用：此模块已被召回（2026-05-01）。请联系 help@lumina.example。",
  ],
  [
    "LABEL_VOID",
    known({ stops: { ...NO_STOP, retired: AT }, label: VOIDED }),
    "Stop. This label was voided or replaced (2026-05-01); do not trust it. Contact help@lumina.example.",
    "请停止使用：此标签已作废或被更换（2026-05-01），请勿采信。请联系 help@lumina.example。",
  ],
  [
    "RETIRED",
    known({ stops: { ...NO_STOP, retired: AT }, lotStatus: "registered" }),
    "Retired on 2026-05-01; must not be sold as new. Contact help@lumina.example.",
    "此模块已于 2026-05-01 退役，不得作为新品销售。请联系 help@lumina.example。",
  ],
  [
    "NOT_RELEASED",
    known({ lotStatus: "registered", birth: "failed" }),
    "Stop. This label is not in use yet. If you bought this unit, contact help@lumina.example.",
    "请停止使用：标签尚未启用；若已购买此产品，请联系 help@lumina.example。",
  ],
  [
    "RECORDS_DISAGREE",
    known({ birth: "failed", activation: ACTIVATED }),
    "Records disagree — verification suspended.",
    "记录不一致，已暂停核验。",
  ],
  ["UNAVAILABLE", { is: "unavailable" }, "We cannot verify right now.", "暂时无法核验。"],
  [
    "BAD_SIGNATURE",
    { is: "forged" },
    "This label was not issued by the manufacturer it names.",
    "标签签名无效：并非由所标称的制造商签发。",
  ],
  ["NO_RECORD", { is: "unknown" }, "No record for this code.", "未查到此编码的记录。"],
  [
    "ALREADY_ACTIVATED",
    known({ activation: ACTIVATED }, { seller: "Nordwind" }),
    "Activated before: 2026-05-01, DE. If that was not you, treat as suspect.",
    "此前已被激活：2026-05-01，DE。若非您本人操作，请视为可疑。",
  ],
  [
    "ACTIVATED_BY_YOU",
    known({ activation: { ...ACTIVATED, byAsker: true } }, { seller: "Nordwind" }),
    "You are the first to uncover and activate this unit's secret (2026-05-01 08:00 UTC).",
    "您是首次激活：此模块的隐藏密钥由您首次揭开并激活（2026-05-01 08:00 UTC）。",
  ],
  [
    "CUSTODY_CONSISTENT",
    known({}, { seller: "Nordwind" }),
    "A record exists for this code. A code can be copied — compare the details below with the module in your hand. Custody is unbroken to your seller Nordwind.",
    "编码存在记录；二维码可能被复制，请核对实物。流转记录连续，直至您的卖方 Nordwind。",
  ],
  [
    "RECORD_FOUND",
    known(),
    "A record exists for this code. A code can be copied — compare the details below with the module in your hand.",
    "编码存在记录；二维码可能被复制，请核对实物。",
  ],
];

describe("the ladder", () => {
  it.each(LADDER)("%s is worded exactly so in both languages", (name, facts, en, chinese) => {
    expect(concludeScan(facts, "en")).toMatchObject({ name, text: en });
    expect(concludeScan(facts, "zh-CN")).toMatchObject({ name, text: chinese });
  });

  it("names a case beside the contact of every stop that has one, and leaves out what is not there", () => {
    const both = known({ confirmedCase: { case: "C-7", ...AT } });
    const nobody = { ...both, module: { ...both.module, contact: "" } };
    expect(concludeScan(nobody, "en").text).toBe("Stop. Facts about this unit contradict each other.");
    expect(concludeScan(known({ activation: { ...ACTIVATED, region: null } }), "en").text).toBe(
      "Activated before: 2026-05-01. If that was not you, treat as suspect.",
    );
  });

  it("lets any stop win over a fault of ours, and a fault over an activation", () => {
    for (const [name, facts] of LADDER)
      if (facts.is === "known" && concludeScan(facts, "en").code === "V7")
        expect(nameOf({ ...facts, brokenRules: 3, birth: "failed" })).toBe(name);
    for (const byAsker of [true, false])
      expect(nameOf(known({ brokenRules: 1, activation: { ...ACTIVATED, byAsker } }))).toBe("RECORDS_DISAGREE");
  });

  it("is suspended for a label that was signed for another product", () => {
    expect(nameOf(known({ label: { ...SIGNED, signature: "other-product" } }))).toBe("RECORDS_DISAGREE");
    expect(nameOf(known({ label: SIGNED }))).toBe("RECORD_FOUND");
  });

  it("says V6 as a line under V2 to V5, never alone and never under a stop", () => {
    const match = { matching: 11, compared: 12 };
    const line = "EEPROM read-out matches factory record in 11 of 12 fields.";
    for (const facts of [known({ match }), known({ match, activation: ACTIVATED })]) {
      const verdict = concludeScan(facts, "en");
      expect(verdict.code).not.toBe("V6");
      expect(verdict.text.endsWith(line)).toBe(true);
    }
    expect(concludeScan(known({ match }), "zh-CN").text).toBe(
      "编码存在记录；二维码可能被复制，请核对实物。EEPROM 读数与出厂记录相符：12 项中 11 项一致。",
    );
    expect(concludeScan(known({ match, stops: { ...NO_STOP, stolen: AT } }), "en").text).not.toContain("EEPROM");
    const checked = concludeScan(known({ match }), "en").checked.find(({ name }) => name === "module-match");
    expect(checked).toMatchObject({ status: "failed" });
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

  it("say why there is no answer, each cause in its own words, whatever was answered before", () => {
    const because = (facts: ScanFacts) => concludeScan(facts, "en").checked[0]?.because;
    expect(because({ is: "unavailable" })).toBe("The record could not be read.");
    expect(because({ is: "unavailable", keptBy: "Nordwind" })).toBe("The record is kept by Nordwind.");
    expect(because({ is: "unavailable", keptBy: "Lumina" })).toBe("The record is kept by Lumina.");
    expect(because({ is: "unavailable", tooMany: true })).toContain("asked too often");
    expect(because({ is: "unavailable" })).toBe("The record could not be read.");
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
    const pages = ["public/en", "public/zh-CN", "console/en", "console/zh-CN"].map((name) =>
      readFileSync(new URL(`../../../messages/${name}.json`, import.meta.url), "utf8"),
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

  it("passes the label's signature for a signed code only, and fails it for a forged one", () => {
    const signature = (facts: ScanFacts) =>
      concludeScan(facts, "en").checked.find(({ name }) => name === "label-signature")?.status;
    expect(signature(known())).toBe("not-run");
    expect(signature(known({ label: SIGNED }))).toBe("passed");
    expect(signature({ is: "unknown", signed: true })).toBe("passed");
    expect(signature({ is: "forged" })).toBe("failed");
  });

  it("fails the binding of a label that was replaced", () => {
    const binding = concludeScan(known({ label: VOIDED }), "en").checked.find(({ name }) => name === "label-binding");
    expect(binding?.status).toBe("failed");
  });

  it("tells a broken rule from a record that is not under the root", () => {
    const failedOf = (facts: ScanFacts) =>
      concludeScan(facts, "en").checked.flatMap((check) => (check.status === "failed" ? [check.name] : []));
    expect(failedOf(known({ brokenRules: 1 }))).toEqual(["custody-rules"]);
    expect(failedOf(known({ birth: "failed" }))).toEqual(["birth-inclusion"]);
    expect(failedOf(known())).toEqual([]);
  });
});
