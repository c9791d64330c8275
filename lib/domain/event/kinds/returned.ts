/** Who may take back what was sold: its seller, or for a module its maker. Out of a sold carton one at a time, too. */
import { ok, type Result } from "../../result.ts";
import type { Returned, Subject } from "../event.ts";
import { no } from "../no.ts";
import type { Refusal } from "../refusal.ts";
import type { EventOf, NextState, Rule } from "../rule.ts";
import type { States } from "../state.ts";
import { makerOf } from "../subject.ts";
import { held, lightened } from "../things.ts";
import { placedThing, withinForm } from "../within.ts";

export const returned: Rule<Returned> = {
  fields: { within: withinForm },
  contents: "things",
  // What is taken out of a sold container leaves it with fewer things; nobody could write its unpacking.
  singles: ({ within = [] }) => within.slice(-1),
  reads: ({ within = [] }) => within.slice(0, -1),
  step(subject, event, states) {
    const { actor, within = [] } = event.body;
    if (subject === within.at(-1)) return relieved(subject, event, states);
    const placed = placedThing(subject, within, event, states);
    if (!placed.ok) return placed;
    const { thing, top } = placed.value;
    if (top.at !== "sold") return no("not-sold", subject);
    const isMaker = thing.is === "module" && makerOf(thing.lot) === actor;
    return isMaker || top.seller === actor ? ok(held(thing, actor)) : no("not-the-seller", subject);
  },
};

/** The container that they come out of. Whether the actor may take them, the step of each says. */
function relieved(subject: Subject, event: EventOf<Returned>, states: States): Result<NextState, Refusal> {
  const { within = [], contents } = event.body;
  const placed = placedThing(subject, within.slice(0, -1), event, states);
  if (!placed.ok) return placed;
  const { thing, top } = placed.value;
  if (thing.is !== "container") return no("path-invalid", subject);
  if (top.at !== "sold") return no("not-sold", subject);
  const taken = contents?.count ?? 0;
  if (taken > thing.count) return no("not-in-container", subject, `${thing.count} things are in it`);
  return ok(lightened(thing, taken));
}
