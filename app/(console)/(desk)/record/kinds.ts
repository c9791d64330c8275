import type { EventKind, MemberRole } from "@/lib/domain/event/event.ts";
import { isOfOneRole, ROLE_FOR } from "@/lib/domain/event/members.ts";
import type { CommandKind } from "@/lib/usecases/commands.ts";

/** What can be recorded of modules after the factory, by its part of the address; in the order of the page. */
export const RECORDS = {
  returns: "take-back",
  inspections: "inspect",
  repairs: "repair",
  recodes: "recode",
  installations: "install",
  removals: "remove",
  thefts: "report-stolen",
  recoveries: "report-recovered",
  scrappings: "scrap",
  restorations: "undo-scrap",
  corrections: "correct",
  agreements: "agree-to-lift",
} as const satisfies Record<string, CommandKind>;
export type RecordName = keyof typeof RECORDS;

/** What each writes; an agreement waits at home for the event of another member. */
const EVENTS = {
  returns: "returned",
  inspections: "inspected",
  repairs: "repaired",
  recodes: "recoded",
  installations: "installed",
  removals: "removed",
  thefts: "reported-stolen",
  recoveries: "recovered",
  scrappings: "scrapped",
  restorations: "corrected",
  corrections: "corrected",
  agreements: undefined,
} as const satisfies Record<RecordName, EventKind | undefined>;

/** Who is not of the role that the rule book asks for is not asked to record it. A courtesy, as in the menu: the ledger decides again on what is sent. */
export function isOffered(name: RecordName, roles: readonly MemberRole[]): boolean {
  const kind = EVENTS[name];
  return kind === undefined || !isOfOneRole(kind) || roles.includes(ROLE_FOR[kind]);
}

/** Those that ask for one thing and not for a list of them. */
export type SingleRecord = "recodes" | "corrections" | "agreements";
export type ListRecord = Exclude<RecordName, SingleRecord>;

export function isRecordName(text: string): text is RecordName {
  return Object.hasOwn(RECORDS, text);
}

export function isSingle(name: RecordName): name is SingleRecord {
  return name === "recodes" || name === "corrections" || name === "agreements";
}
