import { describe, expect, it } from "vitest";
import { foundedHistory } from "../../../test/model/signed-history.ts";
import { eventBytes } from "../../domain/event/event-bytes.ts";
import { foldAppends, readAppends } from "./judge-appends.ts";

const [FOUNDING] = foundedHistory().entries;

/** The founding in a block, with these faults found in it. */
function folded(faults: readonly { transaction: string; voids: boolean }[]) {
  const block = {
    number: 1,
    hash: "",
    previousHash: "",
    dataHashRight: true,
    appends: [{ transaction: "tx", time: FOUNDING!.time, bytes: eventBytes(FOUNDING!.event) }],
    outcomes: [],
    configures: false,
    faults: faults.map((fault) => ({ block: 1, detail: "", ...fault })),
  };
  const { read, sizes } = readAppends([block], 0);
  const { changed, network } = foldAppends(read, new Map(), undefined, new Set());
  return { size: sizes[0], changed: changed.size, network };
}

describe("an append that was not endorsed as it must be", () => {
  it("keeps its place in the log and changes nothing", () => {
    const { changed, network } = folded([]);
    expect(changed).toBeGreaterThan(0);
    expect(network).toBe(FOUNDING!.event.body.network);
    expect(folded([{ transaction: "tx", voids: true }])).toEqual({ size: 1, changed: 0, network: undefined });
  });

  it("takes nothing from others, nor do bytes that stand beside a good one", () => {
    expect(folded([{ transaction: "another", voids: true }])).toEqual(folded([]));
    expect(folded([{ transaction: "tx", voids: false }])).toEqual(folded([]));
  });
});
