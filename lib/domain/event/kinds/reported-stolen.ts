/** Who may report a theft: the holder, also of things on their way or inside containers that it holds. */
import { ok } from "../../result.ts";
import type { ReportedStolen } from "../event.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { heldThing, withinForm } from "../within.ts";

export const reportedStolen: Rule<ReportedStolen> = {
  fields: { within: withinForm },
  contents: "things",
  singles: () => [],
  reads: ({ within = [] }) => within,
  step(subject, event, states, tx) {
    const thing = heldThing(subject, event.body.within, event, states);
    if (!thing.ok) return thing;
    if (thing.value.stolen !== undefined) return no("stolen", subject, thing.value.stolen);
    if (thing.value.is === "container" && thing.value.emptied) return no("container-emptied", subject);
    if (thing.value.is === "module" && thing.value.scrapped?.destroyed) return no("scrapped", subject);
    return ok({ ...thing.value, stolen: tx.time });
  },
};
