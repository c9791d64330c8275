/** One plain sentence for each step of a module's history, in the reader's language. */
import type { ExceptionReason, InspectionResult, VoidReason } from "../event/event.ts";
import type { Language } from "./language.ts";
import type { HistoryStep } from "./scan-facts.ts";

export function historySentence(step: HistoryStep, language: Language): string {
  return language === "en" ? english(step) : chinese(step);
}

const REASONS: Readonly<Record<ExceptionReason, Readonly<Record<Language, string>>>> = {
  missing: { en: "it was missing", "zh-CN": "缺失" },
  damaged: { en: "it was damaged", "zh-CN": "损坏" },
  "wrong-item": { en: "it was another item", "zh-CN": "货品不符" },
  "data-error": { en: "its data were wrong", "zh-CN": "数据错误" },
};

const VOID: Readonly<Record<VoidReason, Readonly<Record<Language, string>>>> = {
  counterfeit: { en: "it was found counterfeit", "zh-CN": "系伪造" },
  "low-quality": { en: "its print was poor", "zh-CN": "印刷质量差" },
  overprint: { en: "too many were printed", "zh-CN": "印制过多" },
  stolen: { en: "it was stolen", "zh-CN": "被盗" },
  damaged: { en: "it was damaged", "zh-CN": "损坏" },
  lost: { en: "it was lost", "zh-CN": "遗失" },
  misprint: { en: "it was misprinted", "zh-CN": "印刷有误" },
  "not-sold": { en: "it was not sold", "zh-CN": "未售出" },
  "order-cancelled": { en: "the order was cancelled", "zh-CN": "订单取消" },
  "max-scans": { en: "it was scanned too often", "zh-CN": "扫描次数过多" },
};

const INSPECTED: Readonly<Record<InspectionResult, Readonly<Record<Language, string>>>> = {
  passed: { en: "it passed", "zh-CN": "合格" },
  failed: { en: "it failed", "zh-CN": "不合格" },
  observed: { en: "something was noted", "zh-CN": "有观察事项" },
};

function english(step: HistoryStep): string {
  switch (step.kind) {
    case "made":
      return `${step.by} made it${step.site === null ? "" : ` at ${step.site}`}.`;
    case "tested":
      return step.passed
        ? `${step.by} recorded that it passed its final test (${step.points} ${step.points === 1 ? "point" : "points"}).`
        : `${step.by} recorded its final test; not every point passed.`;
    case "lot-registered":
      return `${step.by} registered it with lot ${step.lot}.`;
    case "lot-released":
      return `${step.by} released lot ${step.lot} for sale.`;
    case "lot-withdrawn":
      return `${step.by} withdrew the lot before release.`;
    case "packed":
      return step.nested ? `${step.by} packed its carton into a larger one.` : `${step.by} packed it into a carton.`;
    case "unpacked":
      return step.nested
        ? `${step.by} took its carton out of the larger one.`
        : `${step.by} took it out of its carton.`;
    case "sold":
      return `${step.by} sold it to a customer outside the network.`;
    case "transfer-offered":
      if (step.now === "closed") return `${step.by} offered it to ${step.to}.`;
      if (step.now === "open")
        return `${step.by} sent it to ${step.to}; in transit since ${dayOf(step.at)}, not confirmed.`;
      return `${step.by} sent it to ${step.to}; not confirmed by ${dayOf(step.expiresAt)}, when the offer ended.`;
    case "transfer-accepted":
      return step.except === null
        ? `${step.by} confirmed that it came from ${step.from}.`
        : `${step.by} did not accept it from ${step.from}: ${REASONS[step.except].en}.`;
    case "transfer-declined":
      return `${step.by} declined it; it stays with ${step.from}.`;
    case "transfer-withdrawn":
      return `${step.by} took back its offer to ${step.to}.`;
    case "label-replaced":
      return `${step.by} replaced its label: ${VOID[step.reason].en}.`;
    case "labels-voided":
      return `${step.by} voided its label: ${VOID[step.reason].en}.`;
    case "activated":
      return `A buyer uncovered and activated its secret${step.region === null ? "" : ` (${step.region})`}; ${step.by} carried it to the ledger.`;
    case "recalled":
      return `${step.by} recalled ${step.lot ? "modules of its lot, this one among them" : "it"}: ${step.reason}`;
    case "recall-lifted":
      return `${step.by} lifted the recall of ${step.lot ? "its lot" : "it"}: ${step.reason}`;
    case "reported-stolen":
      return `${step.by} reported it stolen.`;
    case "recovered":
      return `${step.by} reported it recovered.`;
    case "returned":
      return `${step.by} took it back.`;
    case "scrapped":
      return step.destroyed
        ? `${step.by} recorded that it was destroyed: ${step.reason}`
        : `${step.by} scrapped it: ${step.reason}`;
    case "corrected":
      return `${step.by} corrected an earlier entry: ${step.reason}`;
    case "inspected":
      return `${step.by} inspected it: ${INSPECTED[step.result].en}.`;
    case "repaired":
      return `${step.by} repaired it: ${step.what}`;
    case "recoded":
      return `${step.by} coded it for ${step.hostCoding}. Coding for a host is not counterfeiting.`;
  }
}

function chinese(step: HistoryStep): string {
  switch (step.kind) {
    case "made":
      return `由 ${step.by} ${step.site === null ? "" : `在 ${step.site} `}制造。`;
    case "tested":
      return step.passed
        ? `${step.by} 记录：最终测试通过（${step.points} 个测试点）。`
        : `${step.by} 记录了最终测试；并非全部通过。`;
    case "lot-registered":
      return `${step.by} 将其登记于批次 ${step.lot}。`;
    case "lot-released":
      return `${step.by} 放行批次 ${step.lot}。`;
    case "lot-withdrawn":
      return `${step.by} 在放行前撤回了该批次。`;
    case "packed":
      return step.nested ? `${step.by} 将其所在的箱装入更大的箱中。` : `${step.by} 将其装箱。`;
    case "unpacked":
      return step.nested ? `${step.by} 将其所在的箱从大箱中取出。` : `${step.by} 将其从箱中取出。`;
    case "sold":
      return `${step.by} 已售予网络之外的客户。`;
    case "transfer-offered":
      if (step.now === "closed") return `${step.by} 向 ${step.to} 发出移交。`;
      if (step.now === "open") return `${step.by} 已发往 ${step.to}；自 ${dayOf(step.at)} 起在途，尚未确认。`;
      return `${step.by} 已发往 ${step.to}；至 ${dayOf(step.expiresAt)} 移交到期时仍未确认。`;
    case "transfer-accepted":
      return step.except === null
        ? `${step.by} 确认收自 ${step.from}。`
        : `${step.by} 未接收来自 ${step.from} 的此模块：${REASONS[step.except]["zh-CN"]}。`;
    case "transfer-declined":
      return `${step.by} 拒收；仍由 ${step.from} 持有。`;
    case "transfer-withdrawn":
      return `${step.by} 撤回了对 ${step.to} 的移交。`;
    case "label-replaced":
      return `${step.by} 更换了其标签：${VOID[step.reason]["zh-CN"]}。`;
    case "labels-voided":
      return `${step.by} 作废了其标签：${VOID[step.reason]["zh-CN"]}。`;
    case "activated":
      return `买方揭开并激活了其遮盖码${step.region === null ? "" : `（${step.region}）`}；由 ${step.by} 提交至账本。`;
    case "recalled":
      return `${step.by} 召回${step.lot ? "其批次中的模块，此模块在内" : "此模块"}：${step.reason}`;
    case "recall-lifted":
      return `${step.by} 撤销了对${step.lot ? "其批次" : "此模块"}的召回：${step.reason}`;
    case "reported-stolen":
      return `${step.by} 报告其失窃。`;
    case "recovered":
      return `${step.by} 报告其已找回。`;
    case "returned":
      return `${step.by} 收回了此模块。`;
    case "scrapped":
      return step.destroyed ? `${step.by} 记录其已销毁：${step.reason}` : `${step.by} 将其报废：${step.reason}`;
    case "corrected":
      return `${step.by} 更正了先前的条目：${step.reason}`;
    case "inspected":
      return `${step.by} 检验：${INSPECTED[step.result]["zh-CN"]}。`;
    case "repaired":
      return `${step.by} 维修：${step.what}`;
    case "recoded":
      return `${step.by} 将其编码适配 ${step.hostCoding}；适配编码不等于伪造。`;
  }
}

/** Times are UTC text, so their day is their first ten characters. */
function dayOf(at: string): string {
  return at.slice(0, 10);
}
