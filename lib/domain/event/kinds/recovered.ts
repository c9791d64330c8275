/** Who may say that a stolen thing is back: its holder. */
import { ok } from "../../result.ts";
import type { Recovered } from "../event.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { heldThing, withinForm } from "../within.ts";

export const recovered: Rule<Recovered> = {
  fields: { within: withinForm },
  contents: "things",
  singles: () => [],
  reads: ({ within = [] }) => within,
  step(subject, event, states) {
    const thing = heldThing(subject, event.body.within, event, states);
    if (!thing.ok) return thing;
    if (thing.value.stolen === undefined) return no("not-stolen", subject);
    const { stolen: _, ...back } = thing.value;
    return ok(back);
  },
};
