/** A holder scraps modules; what was not destroyed may come back within ten days, by a correction of the same holder. */

import { correctionOf } from "../../domain/event/corrections.ts";
import type { Subject } from "../../domain/event/event.ts";
import { ok } from "../../domain/result.ts";
import { byPerson, problem, type Verb } from "../verb.ts";

export const scrap: Verb<"scrap"> = async ({ items, destroyed, reason }, desk) => {
  const resolved = await desk.resolve(items, "/items");
  if (!resolved.ok) return resolved;
  const written = await desk.write({
    fact: { kind: "scrapped", destroyed, reason },
    contents: resolved.value.map(({ subject }) => subject),
    signedBy: byPerson(desk.actor),
  });
  return written.ok ? ok({ scrapped: resolved.value.length }) : written;
};

/** Each scrapping is corrected once, for those of its modules that were asked for. */
export const undoScrap: Verb<"undo-scrap"> = async ({ items, reason }, desk) => {
  const resolved = await desk.resolve(items, "/items");
  if (!resolved.ok) return resolved;
  const scrappings = new Map<string, Subject[]>();
  for (const [at, { subject, name }] of resolved.value.entries()) {
    const state = await desk.state(subject);
    const event = state?.is === "module" ? state.scrapped?.event : undefined;
    if (event === undefined)
      return problem("not-scrapped", `${name} is not scrapped. There is nothing to undo.`, `/items/${at}`);
    scrappings.set(event, [...(scrappings.get(event) ?? []), subject]);
  }
  for (const [hash, about] of scrappings) {
    const event = await desk.deps.items.recordedEvent(hash);
    if (!event) throw new Error(`the read model lacks event ${hash}, which the ledger's states name`);
    const written = await desk.write({ fact: correctionOf(event, about, reason), signedBy: byPerson(desk.actor) });
    if (!written.ok) return written;
  }
  return ok({ restored: resolved.value.length });
};
