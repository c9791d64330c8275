/** One plain sentence for each step of a module's history, in the reader's language. */
import type { ExceptionReason } from "../event/event.ts";
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
  }
}

/** Times are UTC text, so their day is their first ten characters. */
function dayOf(at: string): string {
  return at.slice(0, 10);
}
