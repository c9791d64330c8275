/** The rule book's table of contents: one rule for each kind of event, and no kind without one. */
import type { EventBody, EventKind } from "./event.ts";
import { activated } from "./kinds/activated.ts";
import { corrected } from "./kinds/corrected.ts";
import { inspected } from "./kinds/inspected.ts";
import { installed } from "./kinds/installed.ts";
import { labelKeyDeclared } from "./kinds/label-key-declared.ts";
import { labelKeyRevoked } from "./kinds/label-key-revoked.ts";
import { labelReplaced } from "./kinds/label-replaced.ts";
import { labelsVoided } from "./kinds/labels-voided.ts";
import { lotRegistered } from "./kinds/lot-registered.ts";
import { lotReleased } from "./kinds/lot-released.ts";
import { lotWithdrawn } from "./kinds/lot-withdrawn.ts";
import { memberAdmitted } from "./kinds/member-admitted.ts";
import { memberChanged } from "./kinds/member-changed.ts";
import { memberSuspended } from "./kinds/member-suspended.ts";
import { networkFounded } from "./kinds/network-founded.ts";
import { packed } from "./kinds/packed.ts";
import { productDeclared } from "./kinds/product-declared.ts";
import { recallLifted } from "./kinds/recall-lifted.ts";
import { recalled } from "./kinds/recalled.ts";
import { recoded } from "./kinds/recoded.ts";
import { recovered } from "./kinds/recovered.ts";
import { removed } from "./kinds/removed.ts";
import { repaired } from "./kinds/repaired.ts";
import { reportedStolen } from "./kinds/reported-stolen.ts";
import { returned } from "./kinds/returned.ts";
import { scrapped } from "./kinds/scrapped.ts";
import { sold } from "./kinds/sold.ts";
import { transferAccepted } from "./kinds/transfer-accepted.ts";
import { transferDeclined } from "./kinds/transfer-declined.ts";
import { transferOffered } from "./kinds/transfer-offered.ts";
import { transferWithdrawn } from "./kinds/transfer-withdrawn.ts";
import { unpacked } from "./kinds/unpacked.ts";
import type { Rule } from "./rule.ts";

const RULES: { readonly [K in EventKind]: Rule<Extract<EventBody, { kind: K }>> } = {
  "network-founded": networkFounded,
  "member-admitted": memberAdmitted,
  "member-changed": memberChanged,
  "member-suspended": memberSuspended,
  "product-declared": productDeclared,
  "label-key-declared": labelKeyDeclared,
  "label-key-revoked": labelKeyRevoked,
  "lot-registered": lotRegistered,
  "lot-withdrawn": lotWithdrawn,
  "lot-released": lotReleased,
  packed,
  unpacked,
  "transfer-offered": transferOffered,
  "transfer-accepted": transferAccepted,
  "transfer-declined": transferDeclined,
  "transfer-withdrawn": transferWithdrawn,
  sold,
  "label-replaced": labelReplaced,
  "labels-voided": labelsVoided,
  activated,
  recalled,
  "recall-lifted": recallLifted,
  "reported-stolen": reportedStolen,
  recovered,
  scrapped,
  corrected,
  returned,
  inspected,
  repaired,
  recoded,
  installed,
  removed,
};

/** The rule of a kind. The compiler cannot see that a body's own kind picks the rule for that body; this is the one place. */
export function ruleOf(kind: EventKind): Rule<EventBody> {
  return RULES[kind] as unknown as Rule<EventBody>;
}

export function isEventKind(kind: unknown): kind is EventKind {
  return typeof kind === "string" && Object.hasOwn(RULES, kind);
}
