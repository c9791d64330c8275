/** Who may pack: the holder of the container and of every thing that goes in. */
import { isSsccUnder, parseSscc } from "../../label/sscc.ts";
import { ok, type Result } from "../../result.ts";
import type { Packed, Subject } from "../event.ts";
import { subject as subjectForm } from "../form.ts";
import { activeProfile } from "../members.ts";
import { no } from "../no.ts";
import type { Refusal } from "../refusal.ts";
import type { EventOf, NextState, Rule } from "../rule.ts";
import type { States } from "../state.ts";
import { containerSubject, parseSubject } from "../subject.ts";
import { freeThing, openContainer, undisputed } from "../things.ts";

export const packed: Rule<Packed> = {
  fields: { container: subjectForm("container") },
  contents: "things",
  singles: ({ container }) => [container],
  reads({ container, subjects }) {
    const fresh = subjects.some((link) => link.subject === container && link.previous === null);
    const before = fresh ? numberBefore(container) : undefined;
    return before === undefined ? [] : [before];
  },
  step(subject, event, states) {
    const { container } = event.body;
    if (subject === container) return filled(subject, event, states);
    const item = freeThing(subject, event, states);
    return item.ok ? ok({ ...undisputed(item.value), custody: { at: "inside", container } }) : item;
  },
};

function filled(subject: Subject, event: EventOf<Packed>, states: States): Result<NextState, Refusal> {
  const added = event.body.contents?.count ?? 0;
  if (!states.has(subject)) return fresh(subject, event, states, added);
  const container = openContainer(subject, event, states);
  return container.ok ? ok({ ...container.value, count: container.value.count + added }) : container;
}

/** A number is used anew only after its last use was emptied, and only by whom GS1 gave the prefix. */
function fresh(subject: Subject, event: EventOf<Packed>, states: States, count: number): Result<NextState, Refusal> {
  const { actor } = event.body;
  const parsed = parseSubject(subject);
  if (!parsed.ok || parsed.value.is !== "container") return no("thing-unknown", subject);
  const profile = activeProfile(actor, states);
  if (!profile.ok) return profile;
  const sscc = parseSscc(parsed.value.sscc);
  if (!sscc.ok) return no("malformed", subject, sscc.error.detail);
  const own = parsed.value.member === actor && isSsccUnder(sscc.value, profile.value.gs1Prefixes ?? []);
  if (!own) return no("sscc-not-yours", subject);
  const before = numberBefore(subject);
  const last = before === undefined ? undefined : states.get(before);
  if (before !== undefined && !(last?.is === "container" && last.emptied))
    return no("container-number", subject, before);
  return ok({ is: "container", custody: { at: "holder", holder: actor }, count });
}

function numberBefore(container: Subject): Subject | undefined {
  const parsed = parseSubject(container);
  if (!parsed.ok || parsed.value.is !== "container" || parsed.value.n === 1) return undefined;
  return containerSubject(parsed.value.member, parsed.value.sscc, parsed.value.n - 1);
}
