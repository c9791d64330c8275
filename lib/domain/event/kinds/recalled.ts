/** Who may recall: the maker, a lot, some places in it, or one module; as often as it must. */
import { ok, type Result } from "../../result.ts";
import type { Recalled, Subject } from "../event.ts";
import { id16, optional, subject as subjectForm, text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { no } from "../no.ts";
import { leavesForm } from "../recalls.ts";
import type { Refusal } from "../refusal.ts";
import type { EventOf, NextState, Rule } from "../rule.ts";
import type { LotState, States } from "../state.ts";
import { makerOf } from "../subject.ts";
import { thingBefore } from "../things.ts";

export const recalled: Rule<Recalled> = {
  fields: {
    recall: id16,
    target: subjectForm("lot", "module"),
    leaves: optional(leavesForm),
    reason: text(LIMITS.text.reason),
  },
  contents: "none",
  singles: ({ target }) => [target],
  reads: () => [],
  step(subject, event, states) {
    const state = states.get(subject);
    if (state?.is === "lot") return lotRecalled(state, subject, event);
    return subject.startsWith("lot/") ? no("lot-unknown", subject) : moduleRecalled(subject, event, states);
  },
};

function lotRecalled(lot: LotState, subject: Subject, event: EventOf<Recalled>): Result<NextState, Refusal> {
  const { actor, recall, leaves } = event.body;
  const open = lot.recalls ?? [];
  if (lot.maker !== actor) return no("lot-not-yours", subject);
  if (lot.status === "withdrawn") return no("lot-withdrawn", subject);
  if (open.some((one) => one.recall === recall)) return no("recall-known", subject, recall);
  if ((leaves?.at(-1)?.[1] ?? 0) > lot.count) return no("recall-invalid", subject, `the lot has ${lot.count} places`);
  if (open.length === LIMITS.recalls) return no("recall-invalid", subject, `${open.length} recalls are open`);
  return ok({ ...lot, recalls: [...open, { recall, ...(leaves && { leaves }) }] });
}

function moduleRecalled(subject: Subject, event: EventOf<Recalled>, states: States): Result<NextState, Refusal> {
  const { actor, recall, leaves } = event.body;
  if (leaves) return no("recall-invalid", subject, "a module has no places");
  const module = thingBefore(subject, event, states);
  if (!module.ok) return module;
  if (module.value.is !== "module") return no("thing-unknown", subject);
  const { lot, scrapped, recalls: open = [] } = module.value;
  if (makerOf(lot) !== actor) return no("lot-not-yours", lot);
  if (scrapped?.destroyed) return no("scrapped", subject);
  if (open.includes(recall)) return no("recall-known", subject, recall);
  if (open.length === LIMITS.recalls) return no("recall-invalid", subject, `${open.length} recalls are open`);
  return ok({ ...module.value, recalls: [...open, recall] });
}
