/** The author of an event says what was wrong with it. The event stays; readers see both. */
import { correctionOf } from "../../domain/event/corrections.ts";
import { ok } from "../../domain/result.ts";
import { byPerson, problem, type Verb } from "../verb.ts";

export const correct: Verb<"correct"> = async ({ event: hash, reason }, desk) => {
  const event = await desk.deps.items.recordedEvent(hash);
  // The same words for an event of another member: who may not read it learns nothing of it.
  if (!event || event.body.actor !== desk.actor.member)
    return problem("event-unknown", "Your organisation has recorded no event with this hash. Check it.", "/event");
  if (event.body.kind === "corrected")
    return problem("correction-invalid", "A correction is not corrected; correct the first event again.", "/event");
  const about = [...event.body.subjects, ...(event.contents ?? [])].map(({ subject }) => subject);
  const written = await desk.write({ fact: correctionOf(event, about, reason), signedBy: byPerson(desk.actor) });
  return written.ok ? ok({ corrected: hash }) : written;
};
