import "server-only";

/** An event as the API tells it: its sentence is English, like every text of the API. */
import { eventSentence } from "../../domain/verify/event-sentence.ts";
import type { EventRow } from "../../usecases/queries.ts";

export function toldEvent({ facts, ...event }: EventRow) {
  return { ...event, summary: facts.broken ? brokenSentence(facts.broken.sentence) : eventSentence(facts, "en") };
}

function brokenSentence(why: string): string {
  return `Changed nothing: it breaks the rules. ${why}`;
}
