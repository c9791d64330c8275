import { describe, expect, it } from "vitest";
import { type EventSql, withoutOthersRecalls } from "./event-rows.ts";

const row = (kind: EventSql["kind"], body: Record<string, unknown> = {}) =>
  ({ kind, bytes: JSON.stringify({ body: { kind, ...body } }) }) as EventSql;

describe("a lot's events, as the history of one of its modules", () => {
  const registered = row("lot-registered");
  const ofSome = row("recalled", { recall: "one", leaves: [[2, 4]] });
  const ofAll = row("recalled", { recall: "all" });
  const someEnd = row("recall-lifted", { recall: "one" });
  const allEnd = row("recall-lifted", { recall: "all" });
  const rows = [registered, ofSome, ofAll, someEnd, allEnd];

  it("hold a recall of its own place and its end", () => {
    expect(withoutOthersRecalls(rows, 2)).toEqual(rows);
    expect(withoutOthersRecalls(rows, 3)).toEqual(rows);
  });

  it("hold no recall of other modules, and not its end either", () => {
    expect(withoutOthersRecalls(rows, 4)).toEqual([registered, ofAll, allEnd]);
    expect(withoutOthersRecalls(rows, 1)).toEqual([registered, ofAll, allEnd]);
  });
});
