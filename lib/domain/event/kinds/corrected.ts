/** Who may correct an event: its author. Nothing is deleted; only a scrapping, if it is not final, is undone by it. */
import { ok, type Result } from "../../result.ts";
import { correctionFault } from "../corrections.ts";
import type { Corrected, Subject } from "../event.ts";
import {
  either,
  hash,
  integer,
  isObject,
  list,
  memberText,
  nothing,
  object,
  optional,
  sorted,
  subject as subjectForm,
  text,
} from "../form.ts";
import { LIMITS } from "../limits.ts";
import { no } from "../no.ts";
import type { Refusal } from "../refusal.ts";
import type { EventOf, NextState, Rule } from "../rule.ts";
import type { ModuleState, TransactionContext } from "../state.ts";

/** How long a scrapping that destroyed nothing may be undone, by the ledger's time. */
export const SCRAP_DAYS = 10;
const DAY = 86_400_000;

const listed = object({
  subject: subjectForm(),
  previous: either(hash, nothing),
  index: integer(0, LIMITS.contents - 1),
  hashes: list(hash, LIMITS.treeDepth, 0),
});

export const corrected: Rule<Corrected> = {
  fields: {
    corrects: hash,
    // A body of any kind but this one: `parseEvent` holds it against the form of its own kind.
    corrected: (value, where) => (isObject(value) ? undefined : `${where} is not an object`),
    about: sorted(list(subjectForm(), LIMITS.contents), String),
    listed: optional(sorted(list(listed, LIMITS.contents), (one) => memberText(one, "subject"))),
    reason: text(LIMITS.text.reason),
  },
  contents: "none",
  singles: ({ about }) => about,
  reads: () => [],
  step(subject, event, states, tx) {
    const fault = correctionFault(event.body);
    if (fault !== undefined) return no("correction-invalid", subject, fault);
    const state = states.get(subject);
    if (!state) return no("correction-invalid", subject, "nothing is recorded of it");
    return event.body.corrected.kind === "scrapped" ? unscrapped(state as ModuleState, subject, event, tx) : ok(state);
  },
};

/** Only the scrapping that is in force names its event, so that nobody undoes it by an event that was never recorded. */
function unscrapped(
  module: ModuleState,
  subject: Subject,
  event: EventOf<Corrected>,
  tx: TransactionContext,
): Result<NextState, Refusal> {
  const { scrapped, ...restored } = module;
  if (scrapped?.event !== event.body.corrects) return no("not-scrapped", subject);
  if (scrapped.destroyed) return no("scrapping-final", subject, "it was destroyed");
  if (Date.parse(tx.time) - Date.parse(scrapped.at) > SCRAP_DAYS * DAY)
    return no("scrapping-final", subject, `scrapped at ${scrapped.at}, more than ${SCRAP_DAYS} days ago`);
  return ok(restored);
}
