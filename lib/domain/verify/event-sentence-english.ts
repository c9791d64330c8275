/** The English half of `eventSentence`. */
import type { InspectionResult, LeafRange, MemberChanges, Subject, VoidReason } from "../event/event.ts";
import { modulesIn, withThousands } from "./event-counts.ts";
import type { EventFacts, NamedThings } from "./event-facts.ts";
import { subjectName } from "./subject-name.ts";

const VOID: Readonly<Record<VoidReason, string>> = {
  counterfeit: "counterfeit",
  "low-quality": "poor print",
  overprint: "too many printed",
  stolen: "stolen",
  damaged: "damaged",
  lost: "lost",
  misprint: "misprint",
  "not-sold": "not sold",
  "order-cancelled": "order cancelled",
  "max-scans": "scanned too often",
};

const INSPECTED: Readonly<Record<InspectionResult, string>> = {
  passed: "passed",
  failed: "failed",
  observed: "looked at, not judged",
};

const SETTINGS: Readonly<Record<keyof MemberChanges, string>> = {
  name: "name",
  roles: "roles",
  roots: "certificates",
  vendorNames: "vendor names",
  gs1Prefixes: "GS1 prefixes",
  mspId: "MSP id",
  baseUrl: "address",
  contact: "contact",
  releaseApprovers: "release approvers",
};

export function englishEvent(facts: EventFacts): string {
  const { body, cartons, modules } = facts;
  const member = (id: string) => facts.members.get(id) ?? id;
  const things = thingsOf(cartons, modules);
  switch (body.kind) {
    case "network-founded":
      return `Founded the network ${body.name}`;
    case "member-admitted":
      return `Admitted ${body.admitted.name}`;
    case "member-changed":
      return `Changed ${listed(Object.keys(body.set).map((key) => SETTINGS[key as keyof MemberChanges]))} of ${member(body.member)}`;
    case "member-suspended":
      return `Suspended ${member(body.member)}: ${body.reason}`;
    case "label-key-declared":
      return `Declared an ${body.algorithm} label key for ${counted(body.quota, "label")}`;
    case "label-key-revoked":
      return `Revoked label key ${subjectName(body.key)}: ${body.reason}`;
    case "product-declared":
      return `Declared ${body.partNumber}${body.revision && ` revision ${body.revision}`} (${body.vendorName})`;
    case "lot-registered":
      return `Registered lot ${body.lotId} with ${counted(body.count, "module")}`;
    case "lot-withdrawn":
      return `Withdrew lot ${subjectName(body.lot)}: ${body.reason}`;
    case "lot-released":
      return `Released lot ${subjectName(body.lot)}`;
    case "packed":
      return `Packed ${things} into carton ${subjectName(body.container)}`;
    case "unpacked":
      return `Took ${things} out of carton ${subjectName(body.container)}`;
    case "transfer-offered":
      return `Offered ${things} to ${member(body.to)}`;
    case "transfer-accepted":
      return `Accepted the transfer${body.except?.length ? ` with ${counted(body.except.length, "difference")}` : ""}`;
    case "transfer-declined":
      return `Declined the transfer${because(body.reason)}`;
    case "transfer-withdrawn":
      return `Withdrew the offer${because(body.reason)}`;
    case "sold":
      return `Sold ${things}`;
    case "label-replaced":
      return `Replaced the label: ${VOID[body.reason]}`;
    case "labels-voided":
      return `Voided ${counted(modules.count, "label")}: ${VOID[body.reason]}`;
    case "activated":
      return `Recorded a buyer's activation${body.region ? ` (${body.region})` : ""}`;
    case "recalled":
      return `Recalled ${recalled(body.target, body.leaves)}: ${body.reason}`;
    case "recall-lifted":
      return `Lifted the recall of ${recalled(body.target)}, agreed by ${member(body.approver)}: ${body.reason}`;
    case "reported-stolen":
      return `Reported ${things} stolen`;
    case "recovered":
      return `Reported ${things} recovered`;
    case "scrapped":
      return `${body.destroyed ? "Destroyed" : "Scrapped"} ${things}: ${body.reason}`;
    case "corrected":
      return `Corrected ${facts.correctedEntry === null ? "an earlier entry" : `entry ${facts.correctedEntry}`}: ${body.reason}`;
    case "returned":
      return `Took back ${things}`;
    case "inspected":
      return `Inspected the module: ${INSPECTED[body.result]}`;
    case "repaired":
      return `Repaired the module: ${body.what}`;
    case "recoded":
      return `Coded the module for ${body.hostCoding}`;
    case "installed":
      return "Installed the module";
    case "removed":
      return "Removed the module";
  }
}

/** "carton 095…", "modules MUP0WB1 and MUP0WB2", "2 cartons and 40 modules" */
function thingsOf(cartons: NamedThings, modules: NamedThings): string {
  const said = ({ count, names }: NamedThings, kind: string) =>
    names.length === 0 ? counted(count, kind) : `${kind}${count === 1 ? "" : "s"} ${listed(names)}`;
  return [
    ...(cartons.count > 0 ? [said(cartons, "carton")] : []),
    ...(modules.count > 0 ? [said(modules, "module")] : []),
  ].join(" and ");
}

function recalled(target: Subject, leaves?: readonly LeafRange[]): string {
  const whole = target.startsWith("lot/") ? `lot ${subjectName(target)}` : "the module";
  return leaves ? `${counted(modulesIn(leaves), "module")} of ${whole}` : whole;
}

function because(reason: string | undefined): string {
  return reason ? `: ${reason}` : "";
}

function counted(count: number, kind: string): string {
  return `${withThousands(count)} ${kind}${count === 1 ? "" : "s"}`;
}

function listed(names: readonly string[]): string {
  return [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(" and ");
}
