/** What a look-up on this server checked, and what it did not: "not run" is never "passed" (design.md section 5). */
import type { Language } from "./language.ts";
import type { KnownLabel, ScanFacts } from "./scan-facts.ts";

export const CHECK_NAMES = [
  "label-binding",
  "label-signature",
  "birth-inclusion",
  "event-signatures",
  "event-chain",
  "custody-rules",
  "log-inclusion",
  "checkpoint-signature",
  "witness-cosignatures",
  "freshness",
  "module-match",
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];
export type CheckStatus = "passed" | "failed" | "not-run";
export type Check = { readonly name: CheckName; readonly status: CheckStatus; readonly because: string };

/**
 * Every check has a line, whatever the answer: what is missing from a list is soon read as passed. Answers that checked the
 * same get the very same list.
 */
export function checksOf(facts: ScanFacts, language: Language): readonly Check[] {
  const known = facts.is === "known" ? `${facts.birth} ${facts.brokenRules > 0} ${entriesOf(facts)}` : "";
  const key = `${language} ${facts.is} ${known}`;
  const made = lists.get(key);
  if (made) return made;
  const list = CHECK_NAMES.map((name) => {
    const { status, because } = outcomeOf(name, facts);
    return { name, status, because: because[language] };
  });
  if (lists.size < LISTS) lists.set(key, list);
  return list;
}
const lists = new Map<string, readonly Check[]>();
const LISTS = 1_000;

function entriesOf(facts: KnownLabel): number {
  return new Set(facts.history.map((step) => step.position)).size;
}

type Words = Readonly<Record<Language, string>>;
type Outcome = { readonly status: CheckStatus; readonly because: Words };

const NO_RECORD: Words = { en: "There is no record to check.", "zh-CN": "没有可供核查的记录。" };
const UNREAD: Words = { en: "The record could not be read.", "zh-CN": "无法读取记录。" };

const NOT_RUN_HERE: Readonly<Record<Exclude<CheckName, "label-binding" | "birth-inclusion" | "custody-rules">, Words>> =
  {
    "label-signature": {
      en: "This code carries no signature of its own.",
      "zh-CN": "此编码本身不带签名。",
    },
    "event-signatures": {
      en: "Signatures were checked when each entry was read from the ledger, not again for this page.",
      "zh-CN": "各条目的签名在读入账本时已核查，本页未再次核查。",
    },
    "event-chain": {
      en: "Links between entries were checked when each was read from the ledger, not again for this page.",
      "zh-CN": "条目之间的衔接在读入账本时已核查，本页未再次核查。",
    },
    "log-inclusion": {
      en: "This page did not prove that the entries lie in the log.",
      "zh-CN": "本页未证明这些条目存在于日志中。",
    },
    "checkpoint-signature": {
      en: "This page did not check the log's signed head.",
      "zh-CN": "本页未核查日志的签名检查点。",
    },
    "witness-cosignatures": {
      en: "No outside witness has been asked.",
      "zh-CN": "未向外部见证方查询。",
    },
    freshness: {
      en: "Later entries than those known here are not excluded.",
      "zh-CN": "不排除存在晚于本页所知的条目。",
    },
    "module-match": {
      en: "Only you hold the module: compare it with the details on this page.",
      "zh-CN": "模块在您手中：请与本页内容逐项核对。",
    },
  };

function outcomeOf(name: CheckName, facts: ScanFacts): Outcome {
  if (facts.is === "unavailable") return { status: "not-run", because: UNREAD };
  if (facts.is === "unknown") return { status: "not-run", because: NO_RECORD };
  if (name === "label-binding") return { status: "passed", because: BOUND };
  if (name === "birth-inclusion") return { status: facts.birth, because: BIRTH[facts.birth] };
  if (name === "custody-rules") return custodyRules(facts);
  return { status: "not-run", because: NOT_RUN_HERE[name] };
}

const BOUND: Words = {
  en: "The code you asked for is the current label of this record.",
  "zh-CN": "您查询的编码就是此记录的现行标签。",
};

const BIRTH: Readonly<Record<KnownLabel["birth"], Words>> = {
  passed: {
    en: "The birth record lies under the lot's root on the ledger.",
    "zh-CN": "出厂记录包含于账本所载的批次根哈希之下。",
  },
  failed: {
    en: "The birth record does not lie under the lot's root on the ledger.",
    "zh-CN": "出厂记录与账本所载的批次根哈希不符。",
  },
  "not-run": {
    en: "The path from the birth record to the lot's root is not kept here.",
    "zh-CN": "此处未保存从出厂记录到批次根哈希的路径。",
  },
};

function custodyRules(facts: KnownLabel): Outcome {
  if (facts.brokenRules > 0)
    return {
      status: "failed",
      because: {
        en: "The ledger has an entry about this module that the rules do not allow.",
        "zh-CN": "账本中有一条关于此模块的条目不符合规则。",
      },
    };
  const entries = entriesOf(facts);
  return {
    status: "passed",
    because: {
      en: `The rules allowed every step when this server replayed the ledger: ${entries} ${entries === 1 ? "entry" : "entries"}.`,
      "zh-CN": `本服务器重放账本时，每一步均符合规则：共 ${entries} 条。`,
    },
  };
}
