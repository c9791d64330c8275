/** What `truelane audit` prints: every invariant in one place, whatever of it is examined here. */
import { expect, it } from "vitest";
import { auditLines } from "./audit.ts";

it("names each invariant once, says under it what no row can show, and what breaks it at the end", () => {
  const invariant = { holds: "it holds", examined: 3, violations: 0 };
  const lines = auditLines({
    ok: false,
    invariants: [
      { ...invariant, id: "I-12", violations: 1 },
      { ...invariant, id: "I-13", beyond: "people" },
    ],
    elsewhere: [{ id: "I-10", holds: "it verifies", where: "npm test" }],
    violations: [{ invariant: "I-12", about: "alert A-1", sentence: "nobody owns it" }],
  });
  expect(lines).toEqual([
    "BROKEN I-12  it holds (3 examined)",
    "holds  I-13  it holds (3 examined)",
    "         not here: people",
    "not here I-10  it verifies: npm test",
    "I-12  alert A-1: nobody owns it",
  ]);
});
