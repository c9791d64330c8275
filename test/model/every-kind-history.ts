/** One event of every kind with real signatures, as a follower gets it. */
import type { Person } from "../vectors/certificates.ts";
import { birthsWith, playEveryKind } from "./every-kind.ts";
import { foundedHistory, type SignedBook } from "./signed-history.ts";

export function everyKindHistory(): SignedBook {
  const history = foundedHistory();
  playEveryKind((by, fact, contents) => {
    const members = [by].flat();
    const [actor = ""] = members;
    const people = members.map((member): Person => ({ member, name: "service", roles: ["release-approver"] }));
    const births = birthsWith(history.book.states, actor, fact, contents);
    const said = { ...(contents && { contents }), ...(births.length > 0 && { births }) };
    const event = history.say(actor, fact, said, people) ? history.book.events.at(-1) : undefined;
    if (!event) throw new Error(`${fact.kind} was refused`);
    return event;
  });
  return history;
}
