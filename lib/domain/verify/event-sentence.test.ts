import { describe, expect, it } from "vitest";
import type { EventBody } from "../event/event.ts";
import { REFUSAL_CODES } from "../event/refusal.ts";
import { refusalCodeOf, sentenceOf } from "../event/refusal-sentence.ts";
import { containerSubject, keySubject, lotSubject, moduleSubject } from "../event/subject.ts";
import type { EventFacts, NamedThings } from "./event-facts.ts";
import { eventSentence } from "./event-sentence.ts";

const HASH = "ab".repeat(32);
const ID = "cd".repeat(16);
const BASE = { v: 1, eventId: ID, network: ID, actor: "lumen", at: "2026-01-01T00:00:00.000Z", subjects: [] } as const;
const CARTON = containerSubject("lumen", "095012345678901233", 1);
const LOT = lotSubject("lumen", "L-7");
const NOTHING: NamedThings = { count: 0, names: [] };

function facts(body: object, more: Partial<EventFacts> = {}): EventFacts {
  return {
    body: { ...BASE, ...body } as unknown as EventBody,
    cartons: NOTHING,
    modules: NOTHING,
    members: new Map([["harbor", "Harbor Ltd"]]),
    correctedEntry: null,
    broken: null,
    ...more,
  };
}
const one = { modules: { count: 1, names: ["MUP0WB1"] } };
const two = { modules: { count: 2, names: ["MUP0WB1", "MUP0WB2"] } };
const mixed = { cartons: { count: 2, names: [] }, modules: { count: 1200, names: [] } };

const SAID: readonly (readonly [EventFacts, english: string, chinese: string])[] = [
  [facts({ kind: "network-founded", name: "Lane" }), "Founded the network Lane", "建立网络 Lane"],
  [facts({ kind: "member-admitted", admitted: { name: "海港" } }), "Admitted 海港", "接纳海港"],
  [
    facts({ kind: "member-changed", member: "harbor", set: { contact: "a@b.org", gs1Prefixes: ["0950"] } }),
    "Changed contact and GS1 prefixes of Harbor Ltd",
    "更改 Harbor Ltd 的联系方式、GS1 前缀",
  ],
  [
    facts({ kind: "member-suspended", member: "harbor", reason: "keys lost" }),
    "Suspended Harbor Ltd: keys lost",
    "暂停 Harbor Ltd：keys lost",
  ],
  [
    facts({ kind: "label-key-declared", algorithm: "ed25519", quota: 50000 }),
    "Declared an ed25519 label key for 50,000 labels",
    "声明 ed25519 标签密钥，额度 50,000 张标签",
  ],
  [
    facts({ kind: "label-key-revoked", key: keySubject("lumen", "00112233aabbccdd"), reason: "lost" }),
    "Revoked label key 00112233aabbccdd: lost",
    "吊销标签密钥 00112233aabbccdd：lost",
  ],
  [
    facts({ kind: "product-declared", partNumber: "SFP-1", revision: "B", vendorName: "LUMEN" }),
    "Declared SFP-1 revision B (LUMEN)",
    "声明 SFP-1 修订版 B（LUMEN）",
  ],
  [
    facts({ kind: "lot-registered", lotId: "L-7", count: 1000 }),
    "Registered lot L-7 with 1,000 modules",
    "登记批次 L-7，共 1,000 个模块",
  ],
  [facts({ kind: "lot-withdrawn", lot: LOT, reason: "typo" }), "Withdrew lot L-7: typo", "撤回批次 L-7：typo"],
  [facts({ kind: "lot-released", lot: LOT }), "Released lot L-7", "放行批次 L-7"],
  [
    facts({ kind: "packed", container: CARTON }, two),
    "Packed modules MUP0WB1 and MUP0WB2 into carton 095012345678901233",
    "将模块 MUP0WB1、MUP0WB2 装入箱 095012345678901233",
  ],
  [
    facts({ kind: "unpacked", container: CARTON }, one),
    "Took module MUP0WB1 out of carton 095012345678901233",
    "从箱 095012345678901233 中取出模块 MUP0WB1",
  ],
  [
    facts({ kind: "transfer-offered", to: "harbor" }, mixed),
    "Offered 2 cartons and 1,200 modules to Harbor Ltd",
    "向 Harbor Ltd 发出 2 个箱和 1,200 个模块",
  ],
  [
    facts({ kind: "transfer-accepted", except: [{ path: [], reason: "missing" }] }),
    "Accepted the transfer with 1 difference",
    "接收此转移，1 项有差异",
  ],
  [facts({ kind: "transfer-accepted" }), "Accepted the transfer", "接收此转移"],
  [facts({ kind: "transfer-declined", reason: "wet" }), "Declined the transfer: wet", "拒收此转移：wet"],
  [facts({ kind: "transfer-withdrawn" }), "Withdrew the offer", "撤回此转移"],
  [facts({ kind: "sold" }, one), "Sold module MUP0WB1", "售出模块 MUP0WB1"],
  [facts({ kind: "label-replaced", reason: "misprint" }), "Replaced the label: misprint", "更换标签：印错"],
  [
    facts({ kind: "labels-voided", reason: "low-quality" }, { modules: { count: 3, names: [] } }),
    "Voided 3 labels: poor print",
    "作废 3 张标签：印刷质量差",
  ],
  [facts({ kind: "activated", region: "DE" }), "Recorded a buyer's activation (DE)", "登记买方的激活（DE）"],
  [
    facts({ kind: "recalled", target: LOT, leaves: [[0, 2]], reason: "lens" }),
    "Recalled 2 modules of lot L-7: lens",
    "召回批次 L-7 中的 2 个模块：lens",
  ],
  [
    facts({ kind: "recall-lifted", target: moduleSubject(HASH), approver: "harbor", reason: "tested" }),
    "Lifted the recall of the module, agreed by Harbor Ltd: tested",
    "经 Harbor Ltd 同意，解除对模块的召回：tested",
  ],
  [
    facts({ kind: "reported-stolen" }, mixed),
    "Reported 2 cartons and 1,200 modules stolen",
    "报告 2 个箱和 1,200 个模块失窃",
  ],
  [facts({ kind: "recovered" }, one), "Reported module MUP0WB1 recovered", "报告模块 MUP0WB1 已找回"],
  [
    facts({ kind: "scrapped", destroyed: true, reason: "burnt" }, one),
    "Destroyed module MUP0WB1: burnt",
    "销毁模块 MUP0WB1：burnt",
  ],
  [
    facts({ kind: "corrected", reason: "typo" }, { correctedEntry: 12 }),
    "Corrected entry 12: typo",
    "更正条目 12：typo",
  ],
  [facts({ kind: "corrected", reason: "typo" }), "Corrected an earlier entry: typo", "更正先前的条目：typo"],
  [facts({ kind: "returned" }, one), "Took back module MUP0WB1", "收回模块 MUP0WB1"],
  [
    facts({ kind: "inspected", result: "observed" }),
    "Inspected the module: looked at, not judged",
    "检验模块：已查看，未判定",
  ],
  [facts({ kind: "repaired", what: "new lens" }), "Repaired the module: new lens", "维修模块：new lens"],
  [facts({ kind: "recoded", hostCoding: "Arista" }), "Coded the module for Arista", "将模块编码适配 Arista"],
  [facts({ kind: "installed" }), "Installed the module", "安装模块"],
  [facts({ kind: "removed" }), "Removed the module", "拆下模块"],
];

describe("the sentence of an event", () => {
  it.each(SAID)("says the same in both languages (%#)", (of, english, chinese) => {
    expect(eventSentence(of, "en")).toBe(english);
    expect(eventSentence(of, "zh-CN")).toBe(chinese);
  });

  it("falls back to the id of a member whose name is not known", () => {
    const offered = facts({ kind: "transfer-offered", to: "stranger" }, one);
    expect(eventSentence(offered, "en")).toBe("Offered module MUP0WB1 to stranger");
    expect(eventSentence(offered, "zh-CN")).toBe("向 stranger 发出模块 MUP0WB1");
  });
});

describe("the code of a stored refusal", () => {
  it("is found in the sentence of each code, with and without subject and detail", () => {
    for (const code of REFUSAL_CODES) {
      expect(refusalCodeOf(sentenceOf({ code }))).toBe(code);
      expect(refusalCodeOf(sentenceOf({ code, subject: "lot/lumen/a(b).c", detail: "it is late" }))).toBe(code);
    }
  });

  it("is none in any other text", () => {
    expect(refusalCodeOf("The lot is not released because of rain.")).toBeNull();
  });
});
