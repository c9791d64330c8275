/** Who may record a repair: the holder of the module. */
import type { Repaired } from "../event.ts";
import { subject as subjectForm, text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import type { Rule } from "../rule.ts";
import { moduleInHand } from "../things.ts";

export const repaired: Rule<Repaired> = {
  fields: { module: subjectForm("module"), what: text(LIMITS.text.what) },
  contents: "none",
  singles: ({ module }) => [module],
  reads: () => [],
  step: (subject, event, states) => moduleInHand(subject, event, states),
};
