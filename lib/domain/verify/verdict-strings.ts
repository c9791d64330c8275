/** The verdict ladder's exact words in every language (trust.md section 4); a part in square brackets falls away with its value. */
import type { Language } from "./language.ts";

/** Code and name of every rung; `stop` verdicts share V7 and differ by name. */
export const VERDICT_CODES = {
  NO_RECORD: "V0",
  BAD_SIGNATURE: "V1",
  RECORD_FOUND: "V2",
  CUSTODY_CONSISTENT: "V3",
  ACTIVATED_BY_YOU: "V4",
  ALREADY_ACTIVATED: "V5",
  MODULE_MATCHES: "V6",
  SUSPECT: "V7",
  RECALLED: "V7",
  RETIRED: "V7",
  LABEL_VOID: "V7",
  NOT_RELEASED: "V7",
  STOLEN: "V7",
  UNAVAILABLE: "V8",
  RECORDS_DISAGREE: "V8",
  OFFLINE_SIGNED: "V9",
} as const;
export type VerdictName = keyof typeof VERDICT_CODES;
export type VerdictCode = (typeof VERDICT_CODES)[VerdictName];

const FOUND = {
  en: "A record exists for this code. A code can be copied — compare the details below with the module in your hand.",
  "zh-CN": "编码存在记录；二维码可能被复制，请核对实物。",
};

export const VERDICT_STRINGS: Readonly<Record<VerdictName, Readonly<Record<Language, string>>>> = {
  NO_RECORD: { en: "No record for this code.", "zh-CN": "未查到此编码的记录。" },
  BAD_SIGNATURE: {
    en: "This label was not issued by the manufacturer it names.",
    "zh-CN": "标签签名无效：并非由所标称的制造商签发。",
  },
  RECORD_FOUND: FOUND,
  CUSTODY_CONSISTENT: {
    en: `${FOUND.en} Custody is unbroken to your seller {seller}.`,
    "zh-CN": `${FOUND["zh-CN"]}流转记录连续，直至您的卖方 {seller}。`,
  },
  ACTIVATED_BY_YOU: {
    en: "You are the first to uncover and activate this unit's secret ({time}).",
    "zh-CN": "您是首次激活：此模块的隐藏密钥由您首次揭开并激活（{time}）。",
  },
  ALREADY_ACTIVATED: {
    en: "Activated before: {date}[, {region}]. If that was not you, treat as suspect.",
    "zh-CN": "此前已被激活：{date}[，{region}]。若非您本人操作，请视为可疑。",
  },
  MODULE_MATCHES: {
    en: "EEPROM read-out matches factory record in {n} of {m} fields.",
    "zh-CN": "EEPROM 读数与出厂记录相符：{m} 项中 {n} 项一致。",
  },
  SUSPECT: {
    en: "Stop. Facts about this unit contradict each other.[ Contact {contact}[, case {case}].]",
    "zh-CN": "请停止使用：此模块的记录相互矛盾。[请联系 {contact}[，案件编号 {case}]。]",
  },
  RECALLED: {
    en: "Stop. This unit is recalled[ ({date})].[ Contact {contact}[, case {case}].]",
    "zh-CN": "请停止使用：此模块已被召回[（{date}）]。[请联系 {contact}[，案件编号 {case}]。]",
  },
  RETIRED: {
    en: "Retired[ on {date}]; must not be sold as new.[ Contact {contact}[, case {case}].]",
    "zh-CN": "此模块已[于 {date} ]退役，不得作为新品销售。[请联系 {contact}[，案件编号 {case}]。]",
  },
  LABEL_VOID: {
    en: "Stop. This label was voided or replaced[ ({date})]; do not trust it.[ Contact {contact}[, case {case}].]",
    "zh-CN": "请停止使用：此标签已作废或被更换[（{date}）]，请勿采信。[请联系 {contact}[，案件编号 {case}]。]",
  },
  NOT_RELEASED: {
    en: "Stop. This label is not in use yet.[ If you bought this unit, contact {contact}.]",
    "zh-CN": "请停止使用：标签尚未启用[；若已购买此产品，请联系 {contact}]。",
  },
  STOLEN: {
    en: "Stop. This unit was reported stolen[ ({date})].[ Contact {contact}[, case {case}].]",
    "zh-CN": "请停止使用：此模块已报失窃[（{date}）]。[请联系 {contact}[，案件编号 {case}]。]",
  },
  UNAVAILABLE: { en: "We cannot verify right now.", "zh-CN": "暂时无法核验。" },
  RECORDS_DISAGREE: { en: "Records disagree — verification suspended.", "zh-CN": "记录不一致，已暂停核验。" },
  OFFLINE_SIGNED: {
    en: "Label signature is right. Not checked for copies, recall or theft. Trust list of {date}.",
    "zh-CN": "标签签名正确。未核查复制、召回或失窃情况。信任列表日期：{date}。",
  },
};
