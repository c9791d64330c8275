/** The Chinese half of `eventSentence`. */
import type { InspectionResult, LeafRange, MemberChanges, Subject, VoidReason } from "../event/event.ts";
import { modulesIn, withThousands } from "./event-counts.ts";
import type { EventFacts, NamedThings } from "./event-facts.ts";
import { subjectName } from "./subject-name.ts";

/** Why labels are void, in words. */
export const VOIDED_IN_CHINESE: Readonly<Record<VoidReason, string>> = {
  counterfeit: "假冒",
  "low-quality": "印刷质量差",
  overprint: "多印",
  stolen: "失窃",
  damaged: "损坏",
  lost: "丢失",
  misprint: "印错",
  "not-sold": "未售出",
  "order-cancelled": "订单取消",
  "max-scans": "扫描次数过多",
};

const INSPECTED: Readonly<Record<InspectionResult, string>> = {
  passed: "合格",
  failed: "不合格",
  observed: "已查看，未判定",
};

const SETTINGS: Readonly<Record<keyof MemberChanges, string>> = {
  name: "名称",
  roles: "角色",
  roots: "证书",
  vendorNames: "供应商名称",
  gs1Prefixes: "GS1 前缀",
  mspId: "MSP 标识",
  baseUrl: "网址",
  contact: "联系方式",
  releaseApprovers: "放行审批人数",
};

export function chineseEvent(facts: EventFacts): string {
  const { body, cartons, modules } = facts;
  const member = (id: string) => facts.members.get(id) ?? id;
  const things = thingsOf(cartons, modules);
  switch (body.kind) {
    case "network-founded":
      return spaced("建立网络", body.name);
    case "member-admitted":
      return spaced("接纳", body.admitted.name);
    case "member-changed":
      return spaced("更改", member(body.member), "的", listed(changed(body.set)));
    case "member-suspended":
      return `${spaced("暂停", member(body.member))}：${body.reason}`;
    case "label-key-declared":
      return spaced("声明", body.algorithm, "标签密钥，额度", withThousands(body.quota), "张标签");
    case "label-key-revoked":
      return `吊销标签密钥 ${subjectName(body.key)}：${body.reason}`;
    case "product-declared":
      return `${spaced("声明", body.partNumber, body.revision && spaced("修订版", body.revision))}（${body.vendorName}）`;
    case "lot-registered":
      return `${spaced("登记批次", body.lotId)}，共 ${withThousands(body.count)} 个模块`;
    case "lot-withdrawn":
      return `${spaced("撤回批次", subjectName(body.lot))}：${body.reason}`;
    case "lot-released":
      return spaced("放行批次", subjectName(body.lot));
    case "packed":
      return spaced("将", things, "装入箱", subjectName(body.container));
    case "unpacked":
      return spaced("从箱", subjectName(body.container), "中取出", things);
    case "transfer-offered":
      return spaced("向", member(body.to), "发出", things);
    case "transfer-accepted":
      return body.except?.length ? `接收此转移，${body.except.length} 项有差异` : "接收此转移";
    case "transfer-declined":
      return `拒收此转移${because(body.reason)}`;
    case "transfer-withdrawn":
      return `撤回此转移${because(body.reason)}`;
    case "sold":
      return spaced("售出", things);
    case "label-replaced":
      return `更换标签：${VOIDED_IN_CHINESE[body.reason]}`;
    case "labels-voided":
      return `作废 ${withThousands(modules.count)} 张标签：${VOIDED_IN_CHINESE[body.reason]}`;
    case "activated":
      return `登记买方的激活${body.region ? `（${body.region}）` : ""}`;
    case "recalled":
      return `${spaced("召回", recalled(body.target, body.leaves))}：${body.reason}`;
    case "recall-lifted":
      return `${spaced("经", member(body.approver), "同意，解除对", recalled(body.target), "的召回")}：${body.reason}`;
    case "reported-stolen":
      return spaced("报告", things, "失窃");
    case "recovered":
      return spaced("报告", things, "已找回");
    case "scrapped":
      return `${spaced(body.destroyed ? "销毁" : "报废", things)}：${body.reason}`;
    case "corrected":
      return `更正${facts.correctedEntry === null ? "先前的条目" : `条目 ${facts.correctedEntry}`}：${body.reason}`;
    case "returned":
      return spaced("收回", things);
    case "inspected":
      return `检验模块：${INSPECTED[body.result]}`;
    case "repaired":
      return `维修模块：${body.what}`;
    case "recoded":
      return spaced("将模块编码适配", body.hostCoding);
    case "installed":
      return "安装模块";
    case "removed":
      return "拆下模块";
  }
}

/** "箱 095…", "模块 MUP0WB1、MUP0WB2", "2 个箱和 40 个模块" */
function thingsOf(cartons: NamedThings, modules: NamedThings): string {
  const said = ({ count, names }: NamedThings, kind: string) =>
    names.length === 0 ? `${withThousands(count)} 个${kind}` : `${kind} ${listed(names)}`;
  return spaced(
    ...(cartons.count > 0 ? [said(cartons, "箱")] : []),
    ...(cartons.count > 0 && modules.count > 0 ? ["和"] : []),
    ...(modules.count > 0 ? [said(modules, "模块")] : []),
  );
}

function changed(set: MemberChanges): string[] {
  return Object.keys(set).map((key) => SETTINGS[key as keyof MemberChanges]);
}

function recalled(target: Subject, leaves?: readonly LeafRange[]): string {
  const whole = target.startsWith("lot/") ? spaced("批次", subjectName(target)) : "模块";
  return leaves ? spaced(whole, `中的 ${withThousands(modulesIn(leaves))} 个模块`) : whole;
}

function because(reason: string | undefined): string {
  return reason ? `：${reason}` : "";
}

function listed(names: readonly string[]): string {
  return names.join("、");
}

/** The parts of a sentence, with a blank where Han meets a letter or a digit. */
function spaced(...parts: readonly string[]): string {
  return parts.reduce((text, part) => text + (meet(text.slice(-1), part.slice(0, 1)) ? " " : "") + part, "");
}

function meet(left: string, right: string): boolean {
  return (HAN.test(left) && ALPHANUMERIC.test(right)) || (ALPHANUMERIC.test(left) && HAN.test(right));
}
const HAN = /\p{Script=Han}/u;
const ALPHANUMERIC = /[A-Za-z0-9]/;
