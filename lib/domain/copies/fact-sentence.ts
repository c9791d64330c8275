/** Each fact of a contradiction as one plain sentence, in the reader's language. */
import type { Language } from "../verify/language.ts";
import type { Fact } from "./contradiction.ts";

export function factSentence(fact: Fact, language: Language): string {
  return language === "en" ? english(fact) : chinese(fact);
}

function english(fact: Fact): string {
  switch (fact.says) {
    case "registered":
      return `${fact.by} registered it on ${day(fact.at)}.`;
    case "never-left":
      return `By the ledger it has never left ${fact.by}.`;
    case "left-later":
      return `By the ledger it left ${fact.by} only on ${minute(fact.at)}.`;
    case "held":
      return `It has been with ${fact.by} since ${day(fact.at)}.`;
    case "custody":
      return `${fact.by}: ${CUSTODY[fact.kind]?.en ?? fact.kind}, ${day(fact.at)}.`;
    case "counted":
      return `${fact.by} counted it in its stock on ${minute(fact.at)}.`;
    case "not-sold":
      return `${fact.by}, who records its sales, has not recorded that it sold it.`;
    case "ended":
      return fact.how === "stolen"
        ? `${fact.by} reported it stolen on ${day(fact.at)}.`
        : `${fact.by} recorded on ${day(fact.at)} that it was ${fact.how}.`;
    case "activated":
      return `Its covered secret was activated on ${minute(fact.at)}${fact.region ? ` in ${fact.region}` : ""}.`;
    case "seen":
      return `Its label was looked up on ${minute(fact.at)}${fact.country ? ` in ${place(fact)}` : ""}.`;
    case "too-far":
      return `Between the two places lie ${fact.km} km, between the two look-ups ${duration(fact.minutes)}.`;
    case "devices":
      return `${fact.count} different devices looked it up within ${fact.days === 1 ? "one day" : `${fact.days} days`}.`;
    case "trade-countries":
      return `Everybody who had it works in ${fact.countries.join(", ")} only.`;
    case "born-with":
      return `It left the factory with memory content ${short(fact.digest)}.`;
    case "read-out":
      return `A read-out on ${minute(fact.at)} gave memory content ${short(fact.digest)}${fact.fields ? `; ${fact.fields.matched} of ${fact.fields.compared} fields equal the birth record` : ""}.`;
    case "lot-still":
      return `By the ledger these ${fact.modules} modules of the lot have not moved for ${fact.days} days.`;
    case "lot-seen":
      return `Strangers looked up ${fact.modules} of the lot's ${fact.of} modules in the last ${fact.days} days.`;
    case "guesses":
      return `The network ${fact.network} asked for ${fact.unknown} codes that do not exist and ${fact.known} that do, within ${fact.minutes} minutes.`;
  }
}

function chinese(fact: Fact): string {
  switch (fact.says) {
    case "registered":
      return `${fact.by} 于 ${day(fact.at)} 登记了它。`;
    case "never-left":
      return `据账本，它从未离开 ${fact.by}。`;
    case "left-later":
      return `据账本，它直到 ${minute(fact.at)} 才离开 ${fact.by}。`;
    case "held":
      return `自 ${day(fact.at)} 起由 ${fact.by} 持有。`;
    case "custody":
      return `${fact.by}：${CUSTODY[fact.kind]?.["zh-CN"] ?? fact.kind}，${day(fact.at)}。`;
    case "counted":
      return `${fact.by} 于 ${minute(fact.at)} 盘点时，它仍在库中。`;
    case "not-sold":
      return `${fact.by} 一向登记销售，但未登记售出它。`;
    case "ended":
      return {
        scrapped: `${fact.by} 于 ${day(fact.at)} 登记其报废。`,
        destroyed: `${fact.by} 于 ${day(fact.at)} 登记其销毁。`,
        stolen: `${fact.by} 于 ${day(fact.at)} 报告其失窃。`,
      }[fact.how];
    case "activated":
      return `其遮盖码于 ${minute(fact.at)} ${fact.region ? `在 ${fact.region} ` : ""}被激活。`;
    case "seen":
      return `其标签于 ${minute(fact.at)} ${fact.country ? `在 ${place(fact)} ` : ""}被查询。`;
    case "too-far":
      return `两地相距 ${fact.km} 公里，两次查询相隔 ${duration(fact.minutes, "zh-CN")}。`;
    case "devices":
      return `${fact.days} 天内有 ${fact.count} 台不同的设备查询了它。`;
    case "trade-countries":
      return `所有经手方仅在以下国家或地区开展业务：${fact.countries.join("、")}。`;
    case "born-with":
      return `出厂时其存储内容为 ${short(fact.digest)}。`;
    case "read-out":
      return `${minute(fact.at)} 的读数显示其存储内容为 ${short(fact.digest)}${fact.fields ? `；${fact.fields.compared} 项中 ${fact.fields.matched} 项与出厂记录一致` : ""}。`;
    case "lot-still":
      return `据账本，该批次的这 ${fact.modules} 个模块已有 ${fact.days} 天未流转。`;
    case "lot-seen":
      return `最近 ${fact.days} 天内，外部人员查询了该批次 ${fact.of} 个模块中的 ${fact.modules} 个。`;
    case "guesses":
      return `网络 ${fact.network} 在 ${fact.minutes} 分钟内查询了 ${fact.unknown} 个不存在的编码和 ${fact.known} 个存在的编码。`;
  }
}

const CUSTODY: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "lot-registered": { en: "registered", "zh-CN": "登记" },
  "lot-released": { en: "released", "zh-CN": "放行" },
  packed: { en: "packed", "zh-CN": "装箱" },
  unpacked: { en: "unpacked", "zh-CN": "拆箱" },
  "transfer-offered": { en: "offered", "zh-CN": "发出移交" },
  "transfer-accepted": { en: "received", "zh-CN": "接收" },
  "transfer-declined": { en: "declined", "zh-CN": "拒收" },
  "transfer-withdrawn": { en: "took back its offer", "zh-CN": "撤回移交" },
  sold: { en: "sold", "zh-CN": "售出" },
};

function day(at: string): string {
  return at.slice(0, 10);
}

/** To the minute, and in which zone: a ledger and a buyer seldom stand in the same one. */
function minute(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

function place({ country, region }: { country: string | null; region: string | null }): string {
  return region === null ? `${country}` : `${region}, ${country}`;
}

function duration(minutes: number, language: Language = "en"): string {
  if (minutes < 120) return language === "en" ? `${minutes} minutes` : `${minutes} 分钟`;
  const hours = Math.round(minutes / 60);
  return language === "en" ? `${hours} hours` : `${hours} 小时`;
}

function short(digest: string): string {
  return `${digest.slice(0, 8)}…`;
}
