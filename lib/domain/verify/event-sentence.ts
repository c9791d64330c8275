/** What one event says, as a line of a member's own histories, in the reader's language. Who wrote it stands beside the line. */
import type { EventFacts } from "./event-facts.ts";
import { chineseEvent } from "./event-sentence-chinese.ts";
import { englishEvent } from "./event-sentence-english.ts";
import type { Language } from "./language.ts";

/** Says what the event says, also where `facts.broken` tells that it changed nothing. */
export function eventSentence(facts: EventFacts, language: Language): string {
  return language === "en" ? englishEvent(facts) : chineseEvent(facts);
}
