/** Who may replace a label: the maker, whoever holds the goods. What was activated stays so; the new secret claims nothing again. */
import { ok, type Result } from "../../result.ts";
import { type LabelReplaced, VOID_REASONS } from "../event.ts";
import { either, hash, nothing, object, oneOf, optional, subject as subjectForm } from "../form.ts";
import { keyWithIssued } from "../label-keys.ts";
import { currentLabelOf } from "../labels.ts";
import { no } from "../no.ts";
import type { Refusal } from "../refusal.ts";
import type { EventOf, Rule } from "../rule.ts";
import type { States } from "../state.ts";
import { labelSubject, makerOf, moduleSubject } from "../subject.ts";
import { type Module, thingBefore } from "../things.ts";

export const labelReplaced: Rule<LabelReplaced> = {
  fields: {
    module: subjectForm("module"),
    label: hash,
    replacement: object({
      label: hash,
      activation: either(hash, nothing),
      labelKey: optional(subjectForm("key")),
    }),
    reason: oneOf(...VOID_REASONS),
  },
  contents: "none",
  singles: ({ module, label, replacement: { label: next, labelKey } }) => [
    module,
    labelSubject(label),
    labelSubject(next),
    ...(labelKey === undefined ? [] : [labelKey]),
  ],
  // A module keeps the name of its first label for ever: that one is nobody's replacement.
  reads: ({ replacement }) => [moduleSubject(replacement.label)],
  step(subject, event, states, tx) {
    const { module: own, label: old, replacement, reason } = event.body;
    const module = relabelled(event, states);
    if (!module.ok) return module;
    if (subject === own) return ok({ ...module.value, label: replacement.label, activation: replacement.activation });
    const { lot } = module.value;
    if (subject === labelSubject(replacement.label)) return ok({ is: "label", module: own, lot, status: "current" });
    if (subject !== labelSubject(old)) return keyWithIssued(subject, 1, event, states, tx);
    // A label that was voided before keeps the reason that it was voided for.
    const voided = states.get(subject);
    const kept = voided?.is === "label" && voided.lot === lot ? voided.reason : undefined;
    return ok({ is: "label", module: own, lot, status: "void", reason: kept ?? reason, replacedBy: replacement.label });
  },
};

/** The module of which the actor made the lot, with the label that is to be replaced on it, and a fresh one to take its place. */
function relabelled(event: EventOf<LabelReplaced>, states: States): Result<Module, Refusal> {
  const { actor, module: own, label: old, replacement } = event.body;
  const module = thingBefore(own, event, states);
  if (!module.ok) return module;
  if (module.value.is !== "module") return no("thing-unknown", own);
  if (makerOf(module.value.lot) !== actor) return no("lot-not-yours", module.value.lot);
  if (module.value.scrapped) return no("scrapped", own);
  if (currentLabelOf(module.value, own) !== old) return no("label-not-current", labelSubject(old));
  const next = labelSubject(replacement.label);
  const used = replacement.label === old || states.has(next) || states.has(moduleSubject(replacement.label));
  return used ? no("label-known", next) : ok(module.value);
}
