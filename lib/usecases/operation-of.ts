/** A journal row as its asker sees it. */
import type { JournalEntry } from "../ports/journal.ts";
import type { Operation, Problem } from "./operation.ts";

export function operationOf(entry: JournalEntry): Operation {
  return {
    id: entry.id,
    kind: entry.kind,
    state: entry.state,
    events: entry.events.flatMap(({ kind, state, index, eventHash, time }) =>
      state === "recorded" && index !== undefined && eventHash !== undefined && time !== undefined
        ? [{ index, kind, eventHash, time }]
        : [],
    ),
    ...(entry.result !== undefined && { result: entry.result as Operation["result"] }),
    // Before the end it is only what the last attempt met.
    ...(entry.state === "refused" && entry.problem !== undefined && { problem: entry.problem as Problem }),
    createdAt: entry.createdAt,
  };
}
