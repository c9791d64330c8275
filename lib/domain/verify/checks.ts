/** What a look-up on this server checked, and what it did not: "not run" is never "passed" (design.md section 5). */
import type { Language } from "./language.ts";
import type { KnownLabel, LabelFacts, MatchFacts, ScanFacts } from "./scan-facts.ts";

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
  const key = `${language} ${facts.is} ${keyOf(facts)}`;
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

/** All that the sentences depend on. */
function keyOf(facts: ScanFacts): string {
  if (facts.is === "forged") return "";
  if (facts.is === "unknown") return String(facts.signed);
  if (facts.is === "unavailable") return `${facts.tooMany} ${facts.keptBy}`;
  const { birth, brokenRules, label, match } = facts;
  const compared = match ? `${match.matching}/${match.compared}` : "-";
  return `${birth} ${brokenRules > 0} ${entriesOf(facts)} ${label.status} ${label.signature} ${compared}`;
}

function entriesOf(facts: KnownLabel): number {
  return new Set(facts.history.map((step) => step.position)).size;
}

type Words = Readonly<Record<Language, string>>;
type Outcome = { readonly status: CheckStatus; readonly because: Words };

const NO_RECORD: Words = { en: "There is no record to check.", "zh-CN": "没有可供核查的记录。" };
const UNREAD: Words = { en: "The record could not be read.", "zh-CN": "无法读取记录。" };
const TOO_MANY: Words = {
  en: "Your network asked too often, so nothing was looked up for it.",
  "zh-CN": "您所在的网络查询过多，因此未作查询。",
};

/** The ledger knows the module; its record was never given to whoever answers. */
function keptBy(name: string): Words {
  return { en: `The record is kept by ${name}.`, "zh-CN": `该记录由 ${name} 保存。` };
}

const NOT_RUN_HERE: Readonly<
  Record<Exclude<CheckName, "label-binding" | "label-signature" | "birth-inclusion" | "custody-rules">, Words>
> = {
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
    en: "Only you hold the module: compare it with the details on this page. What its EEPROM says is compared with the record at /check.",
    "zh-CN": "模块在您手中：请与本页内容逐项核对。其 EEPROM 读数可在 /check 与记录比对。",
  },
};

function outcomeOf(name: CheckName, facts: ScanFacts): Outcome {
  if (facts.is === "unavailable") {
    if (facts.tooMany) return { status: "not-run", because: TOO_MANY };
    return { status: "not-run", because: facts.keptBy ? keptBy(facts.keptBy) : UNREAD };
  }
  if (facts.is === "forged")
    return name === "label-signature"
      ? { status: "failed", because: FORGED }
      : { status: "not-run", because: NOT_FURTHER };
  if (facts.is === "unknown")
    return name === "label-signature" && facts.signed
      ? { status: "passed", because: SIGNED_ONLY }
      : { status: "not-run", because: NO_RECORD };
  if (name === "label-binding") return BINDING[facts.label.status];
  if (name === "label-signature") return SIGNATURE[facts.label.signature];
  if (name === "birth-inclusion") return { status: facts.birth, because: BIRTH[facts.birth] };
  if (name === "custody-rules") return custodyRules(facts);
  if (name === "module-match" && facts.match) return moduleMatch(facts.match);
  return { status: "not-run", because: NOT_RUN_HERE[name] };
}

const FORGED: Words = {
  en: "No key that the ledger knows has signed this label, or not for a label of this lot.",
  "zh-CN": "账本所知的密钥均未签署此标签，或不得用于此批次的标签。",
};
const NOT_FURTHER: Words = {
  en: "What a label with a wrong signature says is not looked up.",
  "zh-CN": "签名无效的标签，其内容不再查询。",
};
const SIGNED_ONLY: Words = {
  en: "A key of a manufacturer has signed this label, but no such label is on record.",
  "zh-CN": "此标签由某制造商的密钥签署，但没有该标签的记录。",
};

const BINDING: Readonly<Record<LabelFacts["status"], Outcome>> = {
  current: {
    status: "passed",
    because: {
      en: "The code you asked for is the current label of this record.",
      "zh-CN": "您查询的编码就是此记录的现行标签。",
    },
  },
  void: {
    status: "failed",
    because: {
      en: "The code you asked for was a label of this record and is not any more.",
      "zh-CN": "您查询的编码曾是此记录的标签，现已失效。",
    },
  },
};

const SIGNATURE: Readonly<Record<LabelFacts["signature"], Outcome>> = {
  unsigned: {
    status: "not-run",
    because: { en: "This code carries no signature of its own.", "zh-CN": "此编码本身不带签名。" },
  },
  passed: {
    status: "passed",
    because: {
      en: "The manufacturer's label key signed this label; it was declared on the ledger and not revoked when the label was registered.",
      "zh-CN": "此标签由制造商的标签密钥签署；该密钥已在账本上声明，标签登记时未被吊销。",
    },
  },
  "other-product": {
    status: "failed",
    because: {
      en: "The manufacturer signed this label for another part number than the record has.",
      "zh-CN": "制造商签署此标签时所用的型号与记录不符。",
    },
  },
};

function moduleMatch({ matching, compared }: MatchFacts): Outcome {
  return {
    status: matching === compared ? "passed" : "failed",
    because: {
      en: `The read-out agrees with the factory record in ${matching} of ${compared} fields.`,
      "zh-CN": `读数与出厂记录比较：${compared} 项中 ${matching} 项一致。`,
    },
  };
}

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
