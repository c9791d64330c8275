/** What a module check finds in the read model: records, hand-overs, recodes, recalls, and test values of the manifest. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makerSscc, transferId } from "../../../test/model/book.ts";
import { openProjected, type Projected } from "../../../test/model/projected.ts";
import { recordedLot } from "../../../test/model/recorded-lot.ts";
import { foundedHistory } from "../../../test/model/signed-history.ts";
import type { Hash, Subject } from "../../domain/event/event.ts";
import type { Fact } from "../../domain/event/rule.ts";
import { containerSubject, labelSubject } from "../../domain/event/subject.ts";
import { labelIdOf } from "../../domain/label/code.ts";
import type { ModuleRecords } from "../../ports/module-records.ts";
import { openManifestLines } from "../manifests-file/line-index.ts";
import { openModuleRecords } from "./module-records.ts";

const lot = recordedLot(6, "L-1");
const withdrawn = recordedLot(1, "L-2");
const [inCarton, atHome, sold] = lot.modules as [Subject, Subject, Subject];
const carton = containerSubject("lumina", makerSscc(1), 1);
const fresh = { voided: "f0".repeat(32), second: "f1".repeat(32) };
const serialOf = (index: number) => `LM26L1${String(index).padStart(4, "0")}`;

const labelOf = (index: number) => labelIdOf(lot.codes[index]!);

let here: Projected;
let records: ModuleRecords;
beforeAll(async () => {
  here = await openProjected(story(), [lot.lines, withdrawn.lines]);
  records = openModuleRecords(here.pool, openManifestLines(here.folder));
}, 120_000);
afterAll(() => here.close());

function story() {
  const history = foundedHistory();
  const say = (actor: string, fact: Fact, contents?: readonly Subject[]) => {
    const births = (contents ?? [])
      .filter((one) => !history.book.states.has(one) && lot.modules.includes(one))
      .map(lot.birthOf);
    expect(history.say(actor, fact, { ...(contents && { contents }), ...(births.length > 0 && { births }) })).toBe(
      true,
    );
  };
  say("lumina", lot.fact);
  say("lumina", withdrawn.fact);
  say("lumina", { kind: "lot-withdrawn", lot: withdrawn.subject, reason: "wrong file" });
  const approver = { member: "lumina", name: "approver", roles: ["release-approver"] } as const;
  expect(history.say("lumina", { kind: "lot-released", lot: lot.subject }, {}, [approver])).toBe(true);
  say("lumina", { kind: "packed", container: carton }, [inCarton]);
  const offer = {
    kind: "transfer-offered",
    to: "nordwind",
    expiresAt: "2026-12-01T00:00:00.000Z",
    consignment: "0".repeat(64),
  } as const;
  say("lumina", { ...offer, transfer: transferId(1) }, [carton]);
  say("nordwind", { kind: "transfer-accepted", transfer: transferId(1) }, [carton]);
  say("lumina", { kind: "sold" }, [sold]);
  say("nordwind", { kind: "reported-stolen" }, [carton]);
  say("lumina", { kind: "scrapped", destroyed: false, reason: "dead laser" }, [lot.modules[3]!]);
  const isVoided = { contents: [labelSubject(labelOf(4))], births: [lot.birthOf(lot.modules[4]!)] };
  expect(history.say("lumina", { kind: "labels-voided", reason: "misprint" }, isVoided)).toBe(true);
  const module = lot.modules[5]!;
  const replace = (label: Hash, next: Hash, births: object) => {
    const replacement = { label: next, activation: null };
    expect(
      history.say("lumina", { kind: "label-replaced", module, label, replacement, reason: "damaged" }, births),
    ).toBe(true);
  };
  replace(labelOf(5), fresh.voided, { births: [lot.birthOf(module)] });
  replace(fresh.voided, fresh.second, {});
  return history;
}

/** An event of a kind that changes no row of a check's tables, as the projection keeps it. */
async function told(subject: Subject, index: number, body: Readonly<Record<string, unknown>>) {
  const bytes = JSON.stringify({ body, signatures: [] });
  await here.pool.query(
    "INSERT INTO rm_event (log_index, event_id, event_hash, kind, actor, at, time, bytes) VALUES ($1, $2, $2, $3, 'nordwind', $4, $4, $5)",
    [index, `e${index}`, body.kind, `2026-06-0${index - 99}T00:00:00.000Z`, bytes],
  );
  await here.pool.query("INSERT INTO rm_subject_event (subject, log_index) VALUES ($1, $2)", [subject, index]);
}

describe("a module's record", () => {
  it("is found by serial number and by label, with its maker and lot", async () => {
    const found = await records.bySerial([serialOf(1), "NOBODY"]);
    expect([...found.keys()]).toEqual([serialOf(1)]);
    expect(found.get(serialOf(1))).toMatchObject([
      { maker: "lumina", makerName: "lumina Ltd", lotStatus: "released", leafIndex: 1, shippedAt: null, movedAt: null },
    ]);
    expect(await records.byLabel(labelIdOf(lot.codes[1]!))).toEqual({
      module: found.get(serialOf(1))![0],
      isVoid: false,
    });
    expect(atHome).toBe(`module/${found.get(serialOf(1))![0]!.label}`);
  });

  it("of a withdrawn lot is none", async () => {
    expect((await records.bySerial(["LM26L20000"])).size).toBe(0);
    expect(await records.byLabel(labelIdOf(withdrawn.codes[0]!))).toBeUndefined();
  });

  it("knows when it was shipped and received inside its carton, and when it was sold", async () => {
    const [one] = (await records.bySerial([serialOf(0)])).get(serialOf(0))!;
    expect(one?.shippedAt).toMatch(/^2026-/);
    expect(one!.movedAt! > one!.shippedAt!).toBe(true);
    const [gone] = (await records.bySerial([serialOf(2)])).get(serialOf(2))!;
    expect([gone?.shippedAt, typeof gone?.movedAt]).toEqual([null, "string"]);
  });

  it("names the vendor names of the makers", async () => {
    expect(await records.vendorNames()).toContain("LUMINA");
  });

  it("has its test values in the manifest, one line read for each", async () => {
    const places = [...(await records.bySerial([serialOf(3), serialOf(0)])).values()].flat();
    expect(await records.testsOf([...places, { manifest: "0".repeat(64), leafIndex: 0 }])).toEqual([
      [{ passed: true, txPowerNanowatt: [812_000] }],
      [{ passed: true, txPowerNanowatt: [812_000] }],
      undefined,
    ]);
  });
});

describe("what events say of it", () => {
  const only = async (index: number) => (await records.bySerial([serialOf(index)])).get(serialOf(index))![0]!;

  it("is a recode with whom it is coded for, by whom and when", async () => {
    const after = { core: "ab".repeat(32), full: "cd".repeat(32) };
    await told(atHome, 100, { kind: "recoded", map: "sff8472", after, hostCoding: "Cisco" });
    expect((await only(1)).recodes).toEqual([
      { ...after, codedFor: "Cisco", by: "nordwind Ltd", at: "2026-06-01T00:00:00.000Z" },
    ]);
    expect((await only(0)).recodes).toEqual([]);
  });

  it("is a void label, until another is given", async () => {
    const day = expect.stringMatching(/^2026-/);
    expect((await only(4)).voided).toEqual({ at: day, reason: "misprint" });
    expect([(await only(5)).voided, (await only(0)).voided]).toEqual([null, null]);
    const byLabel = async (label: Hash) => {
      const found = await records.byLabel(label);
      return [found?.module.record.serialNumber, found?.isVoid];
    };
    expect(await byLabel(labelOf(4))).toEqual([serialOf(4), true]);
    for (const old of [labelOf(5), fresh.voided]) expect(await byLabel(old)).toEqual([serialOf(5), true]);
    expect(await byLabel(fresh.second)).toEqual([serialOf(5), false]);
  });

  it("is a theft, also of the carton that it is in, and a scrapping", async () => {
    const day = expect.stringMatching(/^2026-/);
    const of = async (index: number) => {
      const { stolenAt, scrappedAt } = await only(index);
      return [stolenAt, scrappedAt];
    };
    expect([await of(0), await of(1), await of(3)]).toEqual([
      [day, null],
      [null, null],
      [null, day],
    ]);
  });

  it("is a recall of some places of its lot, until it is lifted", async () => {
    await told(lot.subject, 101, { kind: "recalled", recall: "r1", leaves: [[1, 3]], reason: "solder" });
    expect((await only(1)).recalled).toEqual({ at: "2026-06-02T00:00:00.000Z", reason: "solder" });
    expect([(await only(0)).recalled, (await only(3)).recalled]).toEqual([null, null]);
    await told(lot.subject, 102, { kind: "recall-lifted", recall: "r1", reason: "mended" });
    expect((await only(1)).recalled).toBeNull();
  });
});
