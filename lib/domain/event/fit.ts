/** Whether the parts of an event fit together: the body names what its kind changes, and vouches for what stands beside it. */
import { fieldHash } from "./birth.ts";
import { contentsRoot } from "./contents.ts";
import type { LedgerEvent, SubjectLink } from "./event.ts";
import { no } from "./no.ts";
import { isStrictlyAscending, sortedSet } from "./order.ts";
import type { Refusal } from "./refusal.ts";
import { ruleOf } from "./rules.ts";
import { moduleSubject } from "./subject.ts";
import { unbornOf } from "./unborn.ts";

/** From the event alone; what it says of the ledger's states is not looked at. */
export function misfitOf(event: LedgerEvent): Refusal | undefined {
  return subjectsMisfit(event) ?? contentsMisfit(event) ?? birthsMisfit(event) ?? openingsMisfit(event);
}

function subjectsMisfit({ body }: LedgerEvent): Refusal | undefined {
  const expected = sortedSet(ruleOf(body.kind).singles(body, body));
  const listed = namesOf(body.subjects);
  if (expected.length === listed.length && expected.every((subject, at) => subject === listed[at])) return undefined;
  return no("subjects-mismatch", undefined, `this event changes ${expected.join(", ") || "only its contents"}`).error;
}

function contentsMisfit({ body, contents }: LedgerEvent): Refusal | undefined {
  const rule = ruleOf(body.kind);
  const bound = body.contents;
  if (rule.contents === "none")
    return bound || contents
      ? no("contents-mismatch", undefined, "this kind of event has no contents").error
      : undefined;
  if (!bound || !contents) return no("contents-mismatch", undefined, "this kind of event needs contents").error;
  const names = namesOf(contents);
  if (names.length !== bound.count || !isStrictlyAscending(names))
    return no("contents-mismatch", undefined, "the list is not the counted, sorted one").error;
  if (contentsRoot(contents) !== bound.root)
    return no("contents-mismatch", undefined, "the list has another root").error;
  const listed = new Set(names);
  const twice = namesOf(body.subjects).find((subject) => listed.has(subject));
  if (twice) return no("contents-mismatch", twice, "stands in subjects and contents").error;
  const stray = rule.named?.(body).find((subject) => !listed.has(subject));
  return stray ? no("exception-invalid", stray, "is not offered in this transfer").error : undefined;
}

/** One birth for each thing that needs one, and for nothing else: what nobody checks must not travel along. */
function birthsMisfit({ body, contents = [], births = [] }: LedgerEvent): Refusal | undefined {
  const unborn = new Map(unbornOf(body.subjects, contents).map((one) => [one.label, one.subject]));
  for (const { leaf } of births)
    if (!unborn.delete(leaf.label))
      return no(
        "birth-invalid",
        moduleSubject(leaf.label),
        "is not the birth of anything that this event is the first of",
      ).error;
  for (const subject of unborn.values()) return no("birth-missing", subject).error;
  return undefined;
}

function openingsMisfit({ body, openings = [] }: LedgerEvent): Refusal | undefined {
  const stray = openings.find((opening) => body.sealed?.[opening.path] !== fieldHash(opening));
  return stray ? no("malformed", undefined, `the body seals another value as ${stray.path}`).error : undefined;
}

function namesOf(links: readonly SubjectLink[]): string[] {
  return links.map((link) => link.subject);
}
