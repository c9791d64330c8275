/** Who may scrap: the holder, what it has in hand. A destroyed module is gone for ever, another may come back for ten days. */
import { ok } from "../../result.ts";
import type { Scrapped } from "../event.ts";
import { eventHash } from "../event-bytes.ts";
import { oneOf, text } from "../form.ts";
import { LIMITS } from "../limits.ts";
import { no } from "../no.ts";
import type { Rule } from "../rule.ts";
import { movableThing } from "../things.ts";

export const scrapped: Rule<Scrapped> = {
  fields: { destroyed: oneOf(true, false), reason: text(LIMITS.text.reason) },
  contents: "modules",
  singles: () => [],
  reads: () => [],
  step(subject, event, states, tx) {
    const thing = movableThing(subject, event, states);
    if (!thing.ok) return thing;
    if (thing.value.is !== "module") return no("thing-unknown", subject);
    const { stolen, installed, scrapped: before, disputed: _, ...settled } = thing.value;
    const { actor: by, destroyed } = event.body;
    if (stolen !== undefined) return no("stolen", subject, stolen);
    if (installed !== undefined) return no("installed", subject, installed);
    // What lay on the scrap heap may be destroyed later; nothing else happens to it twice.
    if (before && (before.destroyed || !destroyed)) return no("scrapped", subject, before.at);
    return ok({ ...settled, scrapped: { by, at: tx.time, destroyed, event: eventHash(event.body) } });
  },
};
