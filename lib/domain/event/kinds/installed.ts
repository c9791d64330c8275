/** Who may record that a module was put into a host: an operator that holds it. It stays put until it is removed. */
import { ok } from "../../result.ts";
import type { Installed } from "../event.ts";
import { subject as subjectForm } from "../form.ts";
import { profileWithRole } from "../members.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { moduleInHand } from "../things.ts";

export const installed: Rule<Installed> = {
  fields: { module: subjectForm("module") },
  contents: "none",
  singles: ({ module }) => [module],
  reads: () => [],
  step(subject, event, states, tx) {
    const profile = profileWithRole(event, states);
    if (!profile.ok) return profile;
    const module = moduleInHand(subject, event, states);
    if (!module.ok) return module;
    const { stolen, installed: since, disputed: _, ...settled } = module.value;
    if (stolen !== undefined) return no("stolen", subject, stolen);
    if (since !== undefined) return no("installed", subject, since);
    return ok({ ...settled, installed: tx.time });
  },
};
