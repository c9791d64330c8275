/** Who may record that a module was taken out of its host: the operator that holds it. */
import { ok } from "../../result.ts";
import type { Removed } from "../event.ts";
import { subject as subjectForm } from "../form.ts";
import { profileWithRole } from "../members.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { moduleInHand } from "../things.ts";

export const removed: Rule<Removed> = {
  fields: { module: subjectForm("module") },
  contents: "none",
  singles: ({ module }) => [module],
  reads: () => [],
  step(subject, event, states) {
    const profile = profileWithRole(event, states);
    if (!profile.ok) return profile;
    const module = moduleInHand(subject, event, states);
    if (!module.ok) return module;
    const { installed, ...free } = module.value;
    return installed === undefined ? no("not-installed", subject) : ok(free);
  },
};
