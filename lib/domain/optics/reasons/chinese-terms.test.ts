/** What decoders and hosts call media and connectors, as a Chinese reader finds it on the page. */
import { describe, expect, it } from "vitest";
import { CMIS_MULTIMODE, CMIS_SINGLE_MODE, EXTENDED_COMPLIANCE, QSFP_40G_BITS } from "../names/compliance.ts";
import { CONNECTORS } from "../names/connectors.ts";
import { IDENTIFIERS } from "../names/identifiers.ts";
import { CHINESE_TERMS } from "./chinese-terms.ts";
import { inTerms } from "./reason.ts";
import { TERMS } from "./told-finding.ts";

/** One name in every country. */
const NAMES = /GBASE|BASE|GBIC|Fiberjack|BiDi|OFEC|MiniLink|microQSFP|XENPAK/g;
const OURS = [
  ...[CONNECTORS, EXTENDED_COMPLIANCE, CMIS_SINGLE_MODE, CMIS_MULTIMODE, IDENTIFIERS].flatMap((names) =>
    Object.values<string | readonly [string, string]>(names).flat(),
  ),
  ...QSFP_40G_BITS,
  "copper cable",
  "active cable",
];
const chinese = (text: string) => inTerms(text, CHINESE_TERMS);

describe("a medium, connector or form factor", () => {
  it.each([...new Set(OURS)])("%s has no English word left in Chinese", (name) => {
    expect(chinese(name).replace(NAMES, "")).not.toMatch(/[a-z]{3}/);
    expect(inTerms(name, TERMS.en)).toBe(name);
  });

  it.each([
    ["Copper pigtail", "铜缆尾线"],
    ["No separable connector", "不可分离接口"],
    ["MPO 1x12 Parallel Optic", "MPO 1x12 并行光纤"],
    ["active cable, 50G lanes", "有源线缆（单通道 50G）"],
    ["400ZR unamplified", "400ZR（无光放大）"],
    ["QSFP+ with CMIS", "QSFP+（CMIS 管理）"],
    ["40G active cable", "40G 有源线缆"],
    ["10GBASE-T short reach", "10GBASE-T 短距"],
    ["Multimode Fiber (OM3)", "多模光纤 (OM3)"],
  ])("%s is told as %s", (printed, told) => {
    expect(chinese(printed)).toBe(told);
  });

  it("that has the same name in Chinese, or none here, is left as it is printed", () => {
    for (const name of ["LC", "MPO 1x12", "25G AOC", "10GBASE-SR", "SFP-H10GB-CU3M", "COPPERLINE-7", "<b>"])
      expect(chinese(name)).toBe(name);
  });
});
