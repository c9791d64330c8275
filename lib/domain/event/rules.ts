/** The rule book's table of contents: one rule for each kind of event, and no kind without one. */
import type { EventBody, EventKind } from "./event.ts";
import { lotRegistered } from "./kinds/lot-registered.ts";
import { lotReleased } from "./kinds/lot-released.ts";
import { lotWithdrawn } from "./kinds/lot-withdrawn.ts";
import { memberAdmitted } from "./kinds/member-admitted.ts";
import { memberChanged } from "./kinds/member-changed.ts";
import { networkFounded } from "./kinds/network-founded.ts";
import { packed } from "./kinds/packed.ts";
import { productDeclared } from "./kinds/product-declared.ts";
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
  "product-declared": productDeclared,
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
};

/** The rule of a kind. The compiler cannot see that a body's own kind picks the rule for that body; this is the one place. */
export function ruleOf(kind: EventKind): Rule<EventBody> {
  return RULES[kind] as unknown as Rule<EventBody>;
}

export function isEventKind(kind: unknown): kind is EventKind {
  return typeof kind === "string" && Object.hasOwn(RULES, kind);
}
