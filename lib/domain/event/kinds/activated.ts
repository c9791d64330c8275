/** Who may activate: whoever uncovered the label's secret, once. Any active member carries the claim; the first position wins. */
import { ok } from "../../result.ts";
import { claimFault, regionForm, SIGNED_CLAIM_FORMS } from "../claim.ts";
import type { Activated } from "../event.ts";
import { optional } from "../form.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { thingBefore } from "../things.ts";

export const activated: Rule<Activated> = {
  fields: { ...SIGNED_CLAIM_FORMS, region: optional(regionForm) },
  contents: "none",
  singles: ({ claim }) => [claim.module],
  reads: () => [],
  step(subject, event, states, tx) {
    const { claim, network, region } = event.body;
    if (claim.network !== network) return no("claim-invalid", subject, "made for another network");
    const module = thingBefore(subject, event, states);
    if (!module.ok) return module;
    if (module.value.is !== "module") return no("thing-unknown", subject);
    const { activation, scrapped, activated: before } = module.value;
    if (activation === null) return no("not-activatable", subject);
    const fault = claimFault(event.body, activation);
    if (fault) return no("claim-invalid", subject, `the ${fault} signature is wrong`);
    if (before) return no("already-activated", subject, before.at);
    if (scrapped) return no("scrapped", subject);
    const { buyerKey } = claim;
    return ok({ ...module.value, activated: { buyerKey, at: tx.time, ...(region !== undefined && { region }) } });
  },
};
