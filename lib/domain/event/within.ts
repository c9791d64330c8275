/** Who answers for a thing inside containers: whoever holds the outermost one. The writer names the way; each step is checked. */
import { ok, type Result } from "../result.ts";
import type { LedgerEvent, Subject } from "./event.ts";
import { distinct, list, optional, subject as subjectForm } from "./form.ts";
import { LIMITS } from "./limits.ts";
import { no } from "./no.ts";
import type { Refusal } from "./refusal.ts";
import type { Custody, States } from "./state.ts";
import { type Thing, thingBefore } from "./things.ts";

/** A thing, and the custody of the outermost container around it; its own where it is in none. */
export type Placed = { readonly thing: Thing; readonly top: Exclude<Custody, { at: "inside" }> };

export const withinForm = optional(distinct(list(subjectForm("container"), LIMITS.pathLength - 1)));

/** @param within outermost first, down to the container that directly holds the thing */
export function placedThing(
  subject: Subject,
  within: readonly Subject[] = [],
  event: LedgerEvent,
  states: States,
): Result<Placed, Refusal> {
  const thing = thingBefore(subject, event, states);
  if (!thing.ok) return thing;
  let around: Subject | undefined;
  let top = thing.value.custody;
  for (const name of [...within, undefined]) {
    const state = name === undefined ? thing.value : states.get(name);
    if (state?.is !== "container" && state?.is !== "module") return no("path-invalid", name);
    const { custody } = state;
    const leads = around === undefined || (custody.at === "inside" && custody.container === around);
    if (!leads) return no("path-invalid", name ?? subject, `is not inside ${around}`);
    if (around === undefined) top = custody;
    around = name;
  }
  return top.at === "inside" ? no("not-top-level", subject, top.container) : ok({ thing: thing.value, top });
}

/** A thing that the actor holds, itself or by the outermost of the containers that it names. */
export function heldThing(
  subject: Subject,
  within: readonly Subject[] | undefined,
  event: LedgerEvent,
  states: States,
): Result<Thing, Refusal> {
  const placed = placedThing(subject, within, event, states);
  if (!placed.ok) return placed;
  const { thing, top } = placed.value;
  if (top.at === "sold") return no("already-sold", subject);
  return top.holder === event.body.actor ? ok(thing) : no("not-the-holder", subject);
}
