/** Who may void labels: the maker of their lots, also before release. The modules are not touched, and may get new labels. */
import { ok } from "../../result.ts";
import { type LabelsVoided, VOID_REASONS } from "../event.ts";
import { oneOf } from "../form.ts";
import { ownLabel } from "../labels.ts";
import type { Rule } from "../rule.ts";

export const labelsVoided: Rule<LabelsVoided> = {
  fields: { reason: oneOf(...VOID_REASONS) },
  contents: "labels",
  singles: () => [],
  reads: () => [],
  step(subject, event, states) {
    const label = ownLabel(subject, event, states);
    return label.ok ? ok({ ...label.value, status: "void", reason: event.body.reason }) : label;
  },
};
