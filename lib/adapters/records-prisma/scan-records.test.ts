import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makerSscc, transferId } from "../../../test/model/book.ts";
import { openProjected, type Projected } from "../../../test/model/projected.ts";
import { recordedLot } from "../../../test/model/recorded-lot.ts";
import { foundedHistory, type SignedBook, signed } from "../../../test/model/signed-history.ts";
import type { Subject } from "../../domain/event/event.ts";
import type { Fact } from "../../domain/event/rule.ts";
import { containerSubject } from "../../domain/event/subject.ts";
import { type Code, labelIdOf } from "../../domain/label/code.ts";
import { historySentence } from "../../domain/verify/history-sentence.ts";
import type { ScanRecords } from "../../ports/scan-records.ts";
import { birthChecker } from "../../usecases/check-birth.ts";
import { labelStory } from "../../usecases/label-story.ts";
import { openLotTrees } from "../manifests-file/lot-trees.ts";
import { lotQueries } from "./lot-queries.ts";

const NOW = "2026-03-02T00:00:00.000Z";
const AFTER_THE_OFFER = "2027-01-01T00:00:00.000Z";

const lot = recordedLot(8, "L-1");
const waiting = recordedLot(2, "L-2");
const gone = recordedLot(2, "L-3");
const [inCarton, sibling, taken, missing, onItsOwn, stolenOnPaper, , untouched] = lot.codes as [
  Code,
  Code,
  Code,
  Code,
  Code,
  Code,
  Code,
  Code,
];
const moduleOf = (code: Code) => lot.modules[lot.codes.indexOf(code)] as Subject;
const carton = containerSubject("lumina", makerSscc(1), 1);
const pallet = containerSubject("lumina", makerSscc(2), 1);

let here: Projected;
let records: ScanRecords;
beforeAll(async () => {
  here = await openProjected(story(), [lot.lines, waiting.lines, gone.lines]);
  records = here.records;
}, 120_000);
afterAll(() => here.close());

/** A carton on a pallet goes to the trader without one module, which stays; another goes on alone and is sold. */
function story(): SignedBook {
  const history = foundedHistory();
  const must = (did: boolean) => expect(did).toBe(true);
  const say = (actor: string, fact: Fact, contents: readonly Subject[]) => {
    const births = contents
      .filter((one) => lot.modules.includes(one) && !history.book.states.has(one))
      .map(lot.birthOf);
    must(history.say(actor, fact, { contents, ...(births.length > 0 && { births }) }));
  };
  const offer = (number: number, to: string): Fact => ({
    kind: "transfer-offered",
    transfer: transferId(number),
    to,
    expiresAt: "2026-12-01T00:00:00.000Z",
    consignment: "0".repeat(64),
  });
  must(history.say("lumina", lot.fact));
  must(history.say("lumina", waiting.fact));
  must(
    history.say("lumina", { kind: "lot-released", lot: lot.subject }, {}, [
      { member: "lumina", name: "approver", roles: ["release-approver"] },
    ]),
  );
  say("lumina", { kind: "packed", container: carton }, [
    moduleOf(inCarton),
    moduleOf(sibling),
    moduleOf(taken),
    moduleOf(missing),
  ]);
  say("lumina", { kind: "unpacked", container: carton }, [moduleOf(taken)]);
  say("lumina", { kind: "packed", container: pallet }, [carton]);
  say("lumina", offer(1, "nordwind"), [pallet]);
  const except = [{ path: [pallet, carton, moduleOf(missing)], reason: "missing" as const }];
  say("nordwind", { kind: "transfer-accepted", transfer: transferId(1), except }, [pallet]);
  say("nordwind", { kind: "unpacked", container: pallet }, [carton]);
  say("nordwind", { kind: "unpacked", container: carton }, [moduleOf(sibling)]);
  say("nordwind", { kind: "sold" }, [moduleOf(sibling)]);
  say("nordwind", offer(2, "arcus"), [carton]);
  say("lumina", offer(3, "nordwind"), [moduleOf(onItsOwn)]);
  say("nordwind", { kind: "transfer-declined", transfer: transferId(3), reason: "no room" }, [moduleOf(onItsOwn)]);
  must(history.say("lumina", gone.fact));
  must(history.say("lumina", { kind: "lot-withdrawn", lot: gone.subject, reason: "wrong file" }));
  // Somebody let in what the rule book refuses: the trader sells what it never held.
  const sale = history.book.draft(
    "nordwind",
    { kind: "sold" },
    { contents: [moduleOf(stolenOnPaper)], births: [lot.birthOf(moduleOf(stolenOnPaper))] },
  );
  history.force(signed(sale, [{ member: "nordwind", name: "service" }]));
  return history;
}

async function storyOf(code: Code, now = NOW) {
  const { found } = await records.label(labelIdOf(code));
  if (!found) throw new Error(`${code} is not found`);
  const birth = await birthChecker(openLotTrees(here.folder))(found);
  return labelStory(found, birth, now, "unsigned");
}
async function linesOf(code: Code): Promise<string[]> {
  return (await storyOf(code)).history.map((step) => historySentence(step, "en"));
}

const BEGINNING = [
  "lumina Ltd made it at Dresden.",
  "lumina Ltd recorded that it passed its final test (1 point).",
  "lumina Ltd registered it with lot L-1.",
  "lumina Ltd released lot L-1 for sale.",
];

describe("a module's public history", () => {
  it("follows the carton and the pallet for the time that it was in them", async () => {
    expect(await linesOf(inCarton)).toEqual([
      ...BEGINNING,
      "lumina Ltd packed it into a carton.",
      "lumina Ltd packed its carton into a larger one.",
      "lumina Ltd offered it to nordwind Ltd.",
      "nordwind Ltd confirmed that it came from lumina Ltd.",
      "nordwind Ltd took its carton out of the larger one.",
      "nordwind Ltd sent it to arcus Ltd; in transit since 2026-03-01, not confirmed.",
    ]);
  });

  it("ends with the sale, and has nothing of what its carton did later", async () => {
    expect((await linesOf(sibling)).slice(-2)).toEqual([
      "nordwind Ltd took it out of its carton.",
      "nordwind Ltd sold it to a customer outside the network.",
    ]);
  });

  it("has nothing of a pallet that its carton went onto after it was taken out", async () => {
    expect((await linesOf(taken)).slice(BEGINNING.length)).toEqual([
      "lumina Ltd packed it into a carton.",
      "lumina Ltd took it out of its carton.",
    ]);
  });

  it("says that the receiver did not get it", async () => {
    expect((await linesOf(missing)).at(-1)).toBe("nordwind Ltd did not accept it from lumina Ltd: it was missing.");
  });

  it("says that its lot was withdrawn, and keeps the reason among members", async () => {
    const { lotStatus, history } = await storyOf(gone.codes[0] as Code);
    expect([lotStatus, historySentence(history.at(-1)!, "en")]).toEqual([
      "withdrawn",
      "lumina Ltd withdrew the lot before release.",
    ]);
  });

  it("is the maker's word alone while nothing has happened", async () => {
    expect(await linesOf(untouched)).toEqual(BEGINNING);
  });
});

describe("a module's custody", () => {
  it("is with the receiver, in transit again, and the offer can run out", async () => {
    const transit = { to: "arcus Ltd", since: expect.any(String), expired: false };
    expect((await storyOf(inCarton)).custody).toEqual({
      holder: "nordwind Ltd",
      seller: "nordwind Ltd",
      sold: false,
      inTransit: transit,
      disputed: false,
    });
    expect((await storyOf(inCarton, AFTER_THE_OFFER)).custody.inTransit?.expired).toBe(true);
  });

  it("ends with a sale", async () => {
    expect((await storyOf(sibling)).custody).toEqual({
      holder: null,
      seller: "nordwind Ltd",
      sold: true,
      inTransit: null,
      disputed: false,
    });
  });

  it("goes back to the giver, disputed, where the receiver did not get it", async () => {
    expect((await storyOf(missing)).custody).toEqual({
      holder: "lumina Ltd",
      seller: null,
      sold: false,
      inTransit: null,
      disputed: true,
    });
  });

  it("stays with the giver after a declined offer, undisputed", async () => {
    expect((await storyOf(onItsOwn)).custody).toEqual({
      holder: "lumina Ltd",
      seller: null,
      sold: false,
      inTransit: null,
      disputed: false,
    });
  });
});

describe("a record", () => {
  it("lies under the root of its lot", async () => {
    expect((await storyOf(inCarton)).birth).toBe("passed");
  });

  it("that somebody edited in the database does not", async () => {
    const edit = (from: string, to: string) =>
      here.pool.query("UPDATE rm_module SET record = replace(record, $1, $2) WHERE serial = 'LM26L10007'", [from, to]);
    await edit("LM26L10007", "LM26L19999");
    expect((await storyOf(untouched)).birth).toBe("failed");
    await edit("LM26L19999", "LM26L10007");
    expect((await storyOf(untouched)).birth).toBe("passed");
  });

  it("of a lot that waits for its release says so", async () => {
    const { found } = await records.label(labelIdOf(waiting.codes[0] as Code));
    expect(found?.lot.status).toBe("registered");
  });

  it("is not found for a label that nobody registered", async () => {
    expect(await records.label("ab".repeat(32))).toMatchObject({
      head: { position: 20, at: expect.any(String) },
      found: undefined,
    });
  });

  it("is not found while the ledger has not heard of its lot", async () => {
    await here.pool.query(
      "INSERT INTO rm_module (label_id, lot_number, leaf_index, serial, record) VALUES ($1, 999, 0, 'X', '{}')",
      [Buffer.from("cd".repeat(32), "hex")],
    );
    expect((await records.label("cd".repeat(32))).found).toBeUndefined();
  });
});

describe("an entry that broke the rules", () => {
  it("suspends the verdict of the module that it is about, and of no other", async () => {
    expect((await storyOf(stolenOnPaper)).brokenRules).toBe(1);
    expect((await linesOf(stolenOnPaper)).join()).not.toContain("sold");
    expect((await storyOf(untouched)).brokenRules).toBe(0);
    expect((await storyOf(inCarton)).brokenRules).toBe(0);
  });
});

describe("a label that another maker registered too and moved first", () => {
  it("suspends the verdict, since nobody can tell from here whose module moved", async () => {
    const born = (lot: string) =>
      here.pool.query("UPDATE rm_thing SET lot = $1 WHERE name = $2", [lot, labelIdOf(onItsOwn)]);
    const { lot } = (await records.label(labelIdOf(onItsOwn))).found!;
    await born("lot/mallory/Z");
    expect((await storyOf(onItsOwn)).brokenRules).toBe(1);
    await born(lot.subject);
    expect((await storyOf(onItsOwn)).brokenRules).toBe(0);
  });
});

describe("a label that another maker registered too and voided", () => {
  it("suspends the verdict of the one that owns it by position", async () => {
    const label = `label/${labelIdOf(untouched)}`;
    const state = { is: "label", module: `module/${labelIdOf(untouched)}`, lot: "lot/mallory/Z", status: "void" };
    await here.pool.query("INSERT INTO rm_subject_state (subject, state, log_index) VALUES ($1, $2, 1)", [
      label,
      JSON.stringify({ ...state, reason: "lost", head: "00".repeat(32) }),
    ]);
    expect((await storyOf(untouched)).brokenRules).toBe(1);
    await here.pool.query("DELETE FROM rm_subject_state WHERE subject = $1", [label]);
    expect((await storyOf(untouched)).brokenRules).toBe(0);
  });
});

describe("a container's public page", () => {
  it("says who packed it, how many things it holds, and how it stands", async () => {
    expect((await records.container(makerSscc(1))).found).toMatchObject({
      count: 1,
      packedBy: "lumina Ltd",
      state: "held",
      who: "nordwind Ltd",
    });
    expect((await records.container(makerSscc(2))).found).toMatchObject({ count: 0, state: "emptied" });
    expect((await records.container(makerSscc(3))).found).toBeUndefined();
  });
});

describe("what has not moved since its lot was released", () => {
  const looseOf = async (member: string, search: string, limit = 50) =>
    (await lotQueries(here.pool).looseModules(member, search, limit)).map(({ labelId }) => labelId);

  it("is its maker's alone, and no module of a lot that waits for its release", async () => {
    const loose = await looseOf("lumina", "");
    expect(loose).toContain(labelIdOf(untouched));
    for (const moved of [inCarton, sibling, taken, missing, onItsOwn]) expect(loose).not.toContain(labelIdOf(moved));
    for (const code of waiting.codes) expect(loose).not.toContain(labelIdOf(code));
    expect(await looseOf("nordwind", "")).toEqual([]);
  });

  it("is counted for each released lot as it is listed", async () => {
    const lots = await lotQueries(here.pool).looseLots("lumina");
    expect(lots.map(({ lotId, untouched: count }) => [lotId, count])).toEqual([
      ["L-1", (await looseOf("lumina", "")).length],
    ]);
  });

  it("is found by the beginning of its serial number", async () => {
    const [first] = await lotQueries(here.pool).looseModules("lumina", "", 1);
    expect(await looseOf("lumina", first?.serialNumber ?? "?")).toContain(first?.labelId);
    expect(await looseOf("lumina", "no such beginning")).toEqual([]);
  });
});
