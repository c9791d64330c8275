/** What a rule found, told in both languages from the same facts. */
import { describe, expect, it } from "vitest";
import type { Finding, RuleId } from "../answer.ts";
import { RULEBOOK } from "../rules/rulebook.ts";
import type { Reason, ReasonName } from "./reason.ts";
import { INNOCENT, isTold, REASONS, reasonSentence, toldFinding } from "./told-finding.ts";

const NAMES = Object.keys(REASONS.en) as ReasonName[];
const RULES = Object.keys(RULEBOOK) as RuleId[];
const valuesOf = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
/** Standards, formats and fields have one name in every country. */
const words = (sentence: string) =>
  sentence.replace(/\{\w+\}|Cisco|EEPROM|YYYYMMDD|LLLYYWWSSSS|ASCII|YYMMDD/g, "").match(/[A-Za-z]{5,}/g) ?? [];

describe("a reason", () => {
  it.each(NAMES)("%s names the same values in both languages, and its Chinese is Chinese", (name) => {
    const [english, chinese] = [REASONS.en[name], REASONS["zh-CN"][name]];
    expect(valuesOf(chinese)).toEqual(valuesOf(english));
    expect(chinese).toMatch(/\p{Script=Han}/u);
    expect(words(chinese)).toEqual([]);
  });

  it("is told with its values", () => {
    const reason: Reason = { says: "sum-of-page-wrong", page: "00h", byte: 222, stored: "0x01", computed: "0x02" };
    expect(reasonSentence(reason, "en")).toBe("page 00h byte 222 holds 0x01, the bytes add up to 0x02");
    expect(reasonSentence(reason, "zh-CN")).toBe("00h 页第 222 字节存储的校验和为 0x01，实际求和为 0x02");
  });

  it("that is a code is told in words, in English as the ledger has it", () => {
    const reason: Reason = { says: "label-void", day: "2026-01-02", voidReason: "misprint" };
    expect(reasonSentence(reason, "en")).toBe("its label was voided on 2026-01-02 (misprint), and not replaced");
    expect(reasonSentence(reason, "zh-CN")).toBe("标签已于 2026-01-02 作废（印错），且未更换");
  });

  it("names fields, pages and ports in Chinese, and in English as the API does", () => {
    const padded: Reason = { says: "padded-with-zeros", field: "vendor_name" };
    expect(reasonSentence(padded, "en")).toBe("vendor_name is padded with 0x00 in place of spaces");
    expect(reasonSentence(padded, "zh-CN")).toBe("厂商名称用 0x00 填充，而不是空格");
    expect(reasonSentence({ says: "bytes-covered", page: "lower" }, "zh-CN")).toBe("低页中有字节被遮盖");
    const repeated: Reason = { says: "serial-repeated", serial: "S1", ports: "1/1, 1/2" };
    expect(reasonSentence(repeated, "en")).toBe("serial S1 stands on ports 1/1, 1/2");
    expect(reasonSentence(repeated, "zh-CN")).toBe("序列号 S1 出现在端口 1/1、1/2");
    expect(reasonSentence({ ...repeated, serial: "vendor_name" }, "zh-CN")).toContain("序列号 vendor_name 出现");
  });

  it("has no stray blank in Chinese beside a Chinese value, or one that is empty, and keeps it beside others", () => {
    const unknown = (maker: string, serial: string) =>
      reasonSentence({ says: "serial-unknown-to-maker", maker, serial }, "zh-CN");
    expect(unknown("ACME", "S1")).toBe("ACME 是本网络的厂商，但没有序列号 S1 的记录");
    expect(unknown("华光", "")).toBe("华光是本网络的厂商，但没有序列号的记录");
    expect(reasonSentence({ says: "recalled", day: "2026-01-02", why: "焊点" }, "en")).toBe(
      "it was recalled on 2026-01-02: 焊点",
    );
  });

  it("shows what a module says as it says it, braces and all", () => {
    const reason: Reason = { says: "field-differs", module: "{record}", record: "$& <b>" };
    expect(reasonSentence(reason, "en")).toBe('the module says "{record}", the record "$& <b>"');
  });

  it("that another version kept is known, or not", () => {
    expect(isTold({ says: "oui-zero" })).toBe(true);
    expect(isTold(undefined)).toBe(false);
    expect(isTold({ says: "of-tomorrow" } as unknown as Reason)).toBe(false);
  });
});

describe("the innocent explanation", () => {
  it.each(RULES)("of %s stands in both languages and accuses nobody", (rule) => {
    expect(INNOCENT.en[rule]).toMatch(/^[A-Z].+\.$/);
    expect(INNOCENT["zh-CN"][rule]).toMatch(/\p{Script=Han}.*。$/u);
  });
});

describe("a finding", () => {
  const finding: Finding = {
    id: "OUI_ZERO",
    severity: "unusual",
    port: "1",
    where: "vendor_oui",
    reason: { says: "oui-zero" },
  };

  it("has its keys in the order of the API, and no facts", () => {
    expect(JSON.stringify(toldFinding(finding, "en"))).toBe(
      '{"id":"OUI_ZERO","severity":"unusual","port":"1","where":"vendor_oui","because":"the OUI is 00:00:00","innocent":"Honest small makers, and some big ones, leave it out."}',
    );
    expect(toldFinding(finding, "zh-CN").because).toBe("OUI 为 00:00:00");
  });
});
