/** A finding as somebody reads it: the one place where its reason becomes a sentence, in the reader's language. */
import { VOIDED_IN_CHINESE } from "../../verify/event-sentence-chinese.ts";
import type { Language } from "../../verify/language.ts";
import type { Answer, Finding, RuleId, ToldAnswer, ToldFinding } from "../answer.ts";
import { CHINESE_INNOCENT, CHINESE_REASONS } from "./chinese.ts";
import { CHINESE_TERMS, CHINESE_VALUES } from "./chinese-terms.ts";
import { ENGLISH_INNOCENT, ENGLISH_REASONS } from "./english.ts";
import { filledReason, type Reason, type ReasonName, type Terms } from "./reason.ts";

/** For a page that puts in the values itself. */
export const REASONS: Readonly<Record<Language, Readonly<Record<ReasonName, string>>>> = {
  en: ENGLISH_REASONS,
  "zh-CN": CHINESE_REASONS,
};
/** Of values that are words themselves, and of media, connectors and form factors. */
export const VALUES: Readonly<Record<Language, Terms>> = { en: {}, "zh-CN": CHINESE_VALUES };
export const TERMS: Readonly<Record<Language, Terms>> = { en: {}, "zh-CN": CHINESE_TERMS };
export const INNOCENT: Readonly<Record<Language, Readonly<Record<RuleId, string>>>> = {
  en: ENGLISH_INNOCENT,
  "zh-CN": CHINESE_INNOCENT,
};

/** Of a finding that was kept: an older version kept none, and a newer one may have kept one that has no sentence here. */
export function isTold(reason: Reason | undefined): reason is Reason {
  return reason !== undefined && reason.says in ENGLISH_REASONS;
}

export function reasonSentence(reason: Reason, language: Language): string {
  const told = language === "en" ? reason : inChinese(reason);
  return filledReason(REASONS[language][reason.says], told, VALUES[language]);
}

/** English says the code as it stands on the ledger, as the API does. */
function inChinese(reason: Reason): Reason {
  if (reason.says !== "label-void") return reason;
  const words: Readonly<Record<string, string>> = VOIDED_IN_CHINESE;
  return { ...reason, voidReason: words[reason.voidReason] ?? reason.voidReason };
}

export function toldFinding({ reason, ...finding }: Finding, language: Language): ToldFinding {
  return { ...finding, because: reasonSentence(reason, language), innocent: INNOCENT[language][finding.id] };
}

export function toldAnswer({ findings, ...answer }: Answer, language: Language): ToldAnswer {
  const { unread, ...said } = answer;
  return {
    ...said,
    ...(findings && { findings: findings.map((finding) => toldFinding(finding, language)) }),
    ...(unread && { unread }),
  };
}
