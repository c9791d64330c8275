/** The public door of the comparison: who may ask, what is decoded here, what a stranger does not learn. */
import { describe, expect, it } from "vitest";
import type { ToldFinding } from "../../lib/domain/optics/answer.ts";
import { decodeCaptureWithModules } from "../../lib/domain/optics/decode-capture.ts";
import { factoryFields } from "../../lib/domain/optics/eeprom-of-lot-file.ts";
import { ethtoolText, sealSfp, sfpDiagnostics, sfpDump } from "../../lib/domain/optics/made-up-module.testing.ts";
import { statementsOf } from "../../lib/domain/optics/statements-of-capture.ts";
import type { RecordedModule } from "../../lib/ports/module-records.ts";
import { inTurn } from "../../lib/server/in-turn.ts";
import { CODE, doors, dump, MODULE, RECORD } from "./module-check-doors.ts";
import { TIME } from "./network-of-two.ts";
import { ask } from "./requests.ts";

const check = async (body: unknown, from = doors(), as?: string) => {
  const answer = await ask(from, "checkModules", { body, ...(as !== undefined && { as }) });
  return { ...answer, one: answer.json?.checks?.[0], ids: answer.json?.findings?.map(({ id }: { id: string }) => id) };
};

describe("a module whose record is here", () => {
  it("agrees in every field, in the words of V6, and its live values are judged", async () => {
    const { status, one, json, headers } = await check({ capture: dump(), lang: "en" });
    expect(status).toBe(200);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(json).toMatchObject({ input_format: "ethtool-hex", counts: { modules: 1, matched: 1 }, findings: [] });
    expect(one.v6.text).toBe("EEPROM read-out matches factory record in 10 of 10 fields.");
    expect(one.likelihood.map(({ likelihood }: { likelihood: string }) => likelihood)).toEqual(["likely", "likely"]);
    const chinese = await check({ capture: dump(), lang: "zh-CN" });
    expect(chinese.one.v6.text).toBe("EEPROM 读数与出厂记录相符：10 项中 10 项一致。");
  });

  it("gives the same answer to fields and digests that the sender made, without the bytes", async () => {
    const { one } = await check({ modules: statementsOf(decodeCaptureWithModules(dump())), lang: "en" });
    expect(one).toEqual((await check({ capture: dump(), lang: "en" })).one);
  });

  it("is decoded from a memory image too", async () => {
    const image = Buffer.from([...sfpDump(), ...sfpDiagnostics()]).toString("base64");
    expect((await check({ dump: image })).json).toMatchObject({ input_format: "binary", counts: { matched: 1 } });
  });

  it("with other bytes lists what differs", async () => {
    const { one, ids } = await check({ capture: dump({ date: "260403  " }) });
    expect(one.mismatches).toEqual(["core", "dateCode", "full"]);
    expect(ids).toEqual(["RECORD_CORE_CONFLICT", "RECORD_DATE_CONFLICT", "RECORD_FULL_CONFLICT"]);
  });

  it("is told in the language that was asked for, in the same order", async () => {
    const capture = dump({ date: "260403  ", oui: [0, 0, 0] });
    const asMember = (lang: string) => check({ capture, lang }, doors(), "beta:read");
    const [english, chinese] = [await asMember("en"), await asMember("zh-CN")];
    expect(chinese.ids).toEqual(english.ids);
    expect(english.json.findings.at(0)).toMatchObject({ id: "OUI_ZERO", because: "the OUI is 00:00:00" });
    expect(english.json.findings).toContainEqual(
      expect.objectContaining({ because: 'the module says "260403", the record "260402"' }),
    );
    expect(english.json.label.because).toBe("no code was given");
    const sentences = [
      ...chinese.json.findings.flatMap(({ because, innocent }: ToldFinding) => [because, innocent]),
      ...chinese.one.findings.map(({ because }: ToldFinding) => because),
      ...chinese.one.likelihood.map(({ because }: { because: string }) => because),
      chinese.json.label.because,
    ];
    expect(sentences.length).toBeGreaterThan(10);
    for (const sentence of sentences) expect(sentence).toMatch(/\p{Script=Han}/u);
  });

  it("that was recoded on record reads as coded, not as a conflict", async () => {
    const recoded = decodeCaptureWithModules(dump({ name: "OTHER BRAND" })).modules[0]!;
    const { core, full } = factoryFields(recoded.eeprom).eeprom!;
    const recodes = [{ core, full, codedFor: "Cisco", by: "Beta Trading", at: "2026-02-11T09:00:00.000Z" }];
    const { one, ids } = await check({ capture: dump({ name: "OTHER BRAND" }), lang: "en" }, doors({ recodes }));
    expect(one.recoded).toMatchObject({ matches: true, text: "Coded for Cisco by Beta Trading on 2026-02-11." });
    expect([one.mismatches, ids]).toEqual([[], []]);
    const unrecorded = await check({ capture: dump({ name: "OTHER BRAND" }) });
    expect(unrecorded.ids).toContain("RECORD_CORE_CONFLICT");
  });

  it("that was recoded on record and then changed again is a conflict", async () => {
    const recodes = [
      { core: "00".repeat(32), full: null, codedFor: "Cisco", by: "Beta Trading", at: "2026-02-11T09:00:00.000Z" },
    ];
    expect((await check({ capture: dump() }, doors({ recodes }))).ids).toContain("RECORD_CORE_CONFLICT");
  });

  it.each([
    [{ stolenAt: TIME }, "RECORD_STOLEN", "conflict"],
    [{ scrappedAt: TIME }, "RECORD_SCRAPPED", "conflict"],
    [{ lotStatus: "registered" }, "RECORD_NOT_RELEASED", "suspicious"],
    [{ recalled: { at: TIME, reason: "solder" } }, "RECORD_RECALLED", "suspicious"],
    [{ voided: { at: TIME, reason: "misprint" } }, "RECORD_LABEL_VOID", "suspicious"],
  ] as const)("says beside matching fields that it is %j", async (standing, id, severity) => {
    const { one, json } = await check({ capture: dump() }, doors(standing));
    expect(one.findings).toContainEqual(expect.objectContaining({ id, severity }));
    expect(json.counts.matched).toBe(severity === "conflict" ? 0 : 1);
    expect((await check({ capture: dump() })).ids).not.toContain(id);
  });

  it("says that it was recalled", async () => {
    const recalled = { at: TIME, reason: "solder" };
    const { one, json } = await check({ capture: dump() }, doors({ recalled }));
    expect([one.recalled, json.counts.recalled]).toEqual([recalled, 1]);
  });
});

describe("a module whose record is not here", () => {
  it("of a maker of this network is not registered; of another, nothing can be told", async () => {
    const unknown = await check({ capture: dump({ serial: "SN0002" }) });
    expect([unknown.one.record, unknown.ids]).toEqual(["not-registered", ["SERIAL_UNKNOWN_TO_MAKER"]]);
    const foreign = await check({ capture: dump({ serial: "SN0002", name: "SOMEBODY ELSE" }) });
    expect([foreign.one.record, foreign.ids]).toEqual(["maker-not-here", ["MAKER_NOT_ON_LEDGER"]]);
  });

  it("that names no maker is said to name none, and no maker is blamed for it", async () => {
    const nameless = (fields: object) => check({ modules: [{ evidence: "text", fields }] });
    const { one, ids, json } = await nameless({ serialNumber: "SN0002", partNumber: "EX-SFP-10G-LR" });
    expect([one.record, ids, json.counts.unknown]).toEqual(["no-maker", [], 1]);
    expect((await nameless({ serialNumber: "SN0001", vendorName: "   " })).one.record).toBe("no-maker");
    const byPart = await nameless({ serialNumber: "SN0001", partNumber: "EX-SFP-10G-LR" });
    expect(byPart.one.record).toBe("found");
  });

  it("that shares only a serial number with a record is not that module", async () => {
    const { one } = await check({ capture: dump({ name: "SOMEBODY ELSE", pn: "X", oui: [1, 2, 3] }) });
    expect(one.record).toBe("maker-not-here");
  });

  it("of which two records fit equally well is not guessed", async () => {
    const twin = { ...MODULE, label: "ef".repeat(32) };
    expect((await check({ capture: dump() }, doors({}, [], [twin]))).one).toMatchObject({
      record: "ambiguous",
      v6: null,
    });
  });
});

describe("the label beside it", () => {
  it("agrees, or belongs to another serial number", async () => {
    expect((await check({ capture: dump(), code: CODE })).json.label.outcome).toBe("agrees");
    const other = await check({ capture: dump({ serial: "SN0002" }), code: CODE });
    expect(other.json.label).toMatchObject({ outcome: "conflict", serialNumber: "SN0001" });
    expect(other.ids).toContain("LABEL_SERIAL_CONFLICT");
  });

  it("of another module contradicts no record: the module still counts as one that matches", async () => {
    const twin: RecordedModule = { ...MODULE, record: { ...RECORD, serialNumber: "SN0007" } };
    const { json, one } = await check({ capture: dump(), code: CODE }, doors({}, [], [], { module: twin }));
    expect(one.findings.map(({ id }: { id: string }) => id)).toEqual(["LABEL_SERIAL_CONFLICT"]);
    expect([json.label.outcome, json.counts.matched, json.counts.mismatched]).toEqual(["conflict", 1, 0]);
    const changed = await check(
      { capture: dump({ date: "260403  " }), code: CODE },
      doors({}, [], [], { module: twin }),
    );
    expect([changed.json.counts.matched, changed.json.counts.mismatched]).toEqual([0, 1]);
  });

  it("is not contradicted by a serial number that is blank", async () => {
    const blank = "Identifier : 0x03 (SFP)\nVendor name : EXAMPLE OPTICS\nVendor SN :\n";
    const { json } = await check({ capture: blank, code: CODE });
    expect(json.label).toMatchObject({ outcome: "not-run", because: "the input names no serial number" });
    const fields = { serialNumber: "", vendorName: "EXAMPLE OPTICS" };
    const sent = await check({ modules: [{ evidence: "text", fields }], code: CODE });
    expect([sent.json.label.outcome, sent.json.checks[0]?.findings]).toEqual(["not-run", []]);
  });

  it("agrees with a module that was stolen: what the record says of it is no word against the label", async () => {
    const stolen = doors({ stolenAt: TIME });
    const { json, ids } = await check({ capture: dump(), code: CODE }, stolen);
    expect([json.label.outcome, ids]).toEqual(["agrees", ["RECORD_STOLEN"]]);
    const changed = await check({ capture: dump({ date: "260403  " }), code: CODE }, stolen);
    expect(changed.json.label.outcome).toBe("conflict");
  });

  it("that was voided or replaced says so, and opens nothing of the unit to a stranger", async () => {
    const isVoid = doors({}, [], [], { isVoid: true });
    expect((await check({ capture: dump(), code: CODE }, isVoid)).json.label).toMatchObject({ outcome: "void" });
    const other = dump({ serial: "SN0002" });
    expect((await check({ capture: other, code: CODE }, isVoid)).json.label.outcome).toBe("conflict");
    const fields = {
      vendorName: "EXAMPLE OPTICS",
      partNumber: "EX-SFP-10G-LR",
      serialNumber: "SN0001",
      dateCode: "990101",
    };
    const dateTo = async (from: ReturnType<typeof doors>) => {
      const { one } = await check({ modules: [{ evidence: "text", fields }], code: CODE }, from);
      return one.fields.find(({ name }: { name: string }) => name === "dateCode").record;
    };
    expect([typeof (await dateTo(doors())), await dateTo(isVoid)]).toEqual(["string", null]);
  });

  it("without a code was not compared", async () => {
    expect((await check({ capture: dump() })).json.label.outcome).toBe("not-run");
  });
});

describe("one identity in two places", () => {
  const twice = [
    { port: "Ethernet1", evidence: "text", fields: { vendorName: "X", partNumber: "P", serialNumber: "S1" } },
    { port: "Ethernet2", evidence: "text", fields: { vendorName: "X", partNumber: "P", serialNumber: "S1" } },
  ];

  it("inside one capture comes as a duplicate with its ports", async () => {
    const { json, ids } = await check({ modules: twice });
    expect(json.duplicates).toMatchObject([{ serialNumber: "S1", ports: ["Ethernet1", "Ethernet2"], isCable: false }]);
    expect([json.counts.duplicated, ids.filter((id: string) => id === "DUPLICATE_SERIAL").length]).toEqual([2, 2]);
  });

  it("that is a cable with two ends counts as no duplicate", async () => {
    const { json } = await check({ modules: twice.map((one) => ({ ...one, isCable: true })) });
    expect([json.duplicates[0].isCable, json.counts.duplicated]).toEqual([true, 0]);
  });

  const seen = [{ digest: "00".repeat(32), at: "2026-02-20T00:00:00.000Z" }];
  it("in another organisation's capture is told to members", async () => {
    const { one, ids } = await check({ capture: dump() }, doors({}, seen), "acme:read");
    expect([one.seenElsewhere, ids]).toEqual([{ at: seen[0]!.at, otherBytes: true }, ["SERIAL_SEEN_TWICE"]]);
  });

  it("is no finding where the ledger has a hand-over between", async () => {
    const { one } = await check({ capture: dump() }, doors({ movedAt: "2026-02-25T00:00:00.000Z" }, seen), "acme:read");
    expect(one.seenElsewhere).toBeNull();
  });

  it("leaves digest and module of a member's check, and nothing of a stranger's", async () => {
    const stranger = doors({}, seen);
    expect((await check({ capture: dump() }, stranger)).one.seenElsewhere).toBeNull();
    expect(stranger.noted).toEqual([]);
    const member = doors();
    await check({ capture: dump() }, member, "acme:read");
    expect(member.noted).toEqual([
      { organisation: "acme", seen: [{ module: MODULE.label, digest: RECORD.eeprom?.core }] },
    ]);
  });
});

describe("a stranger who only names a unit", () => {
  const named = {
    evidence: "text",
    fields: { vendorName: "EXAMPLE OPTICS", partNumber: "EX-SFP-10G-LR", serialNumber: "SN0001", dateCode: "250101" },
  };

  it("learns what its product has in common, and that the date differs, not the date", async () => {
    const { one, text } = await check({ modules: [named] });
    const date = one.fields.find(({ name }: { name: string }) => name === "dateCode");
    expect(date).toMatchObject({ outcome: "different", record: null, withheld: true });
    expect(text).not.toContain(RECORD.eeprom?.core);
    expect(text).not.toContain(RECORD.dateCode);
    expect(one.findings).toContainEqual(
      expect.objectContaining({
        id: "RECORD_DATE_CONFLICT",
        because: 'the module says "250101", the record says otherwise',
      }),
    );
  });

  it("with the label's code, or as a member, sees the record", async () => {
    for (const answer of [
      await check({ modules: [named], code: CODE }),
      await check({ modules: [named] }, doors(), "beta:read"),
    ])
      expect(answer.one.fields.find(({ name }: { name: string }) => name === "dateCode").record).toBe(RECORD.dateCode);
  });
});

describe("many captures as long as one may be", () => {
  const longest = dump().padEnd(65_536, "\nnobody understands this line");

  it("are decoded with other requests answered between them", async () => {
    const here = doors();
    const answered: string[] = [];
    const asking = Array.from({ length: 6 }, async (_, nth) => {
      const { status, json } = await check({ capture: longest }, here);
      expect([status, json.counts.matched]).toEqual([200, 1]);
      answered.push(`capture ${nth}`);
    });
    const turns: number[] = [];
    const other = async () => {
      // What a socket brings is taken up on a turn of the event loop; without a turn between them nobody else is heard.
      while (answered.length < asking.length) {
        await new Promise((resolve) => setImmediate(resolve));
        turns.push(answered.length);
      }
    };
    await Promise.all([...asking, other()]);
    expect([...new Set(turns)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("that cannot be decoded keep nobody from being decoded after them", async () => {
    const work = () => {
      throw new Error("broken");
    };
    await expect(inTurn(work)).rejects.toThrow("broken");
    expect(await inTurn(() => 7)).toBe(7);
  });
});

describe("a question that is too much or unclear", () => {
  it("is refused with the next step", async () => {
    const { status, json } = await check({ capture: "x".repeat(65_537) });
    expect([status, json.errors[0].detail]).toEqual([422, expect.stringContaining("truelane check FILE")]);
    expect((await check({})).json.errors[0].detail).toBe("Give exactly one of `modules`, `capture` and `dump`.");
  });

  it("is stopped at the limits of a network, and not for members", async () => {
    const limited = {
      ...doors(),
      checkLimits: { asks: async () => true, misses: async (_: string, n: number) => n === 0 },
    };
    const unknown = { capture: dump({ serial: "SN0002" }) };
    expect((await check(unknown, limited)).status).toBe(429);
    expect((await check(unknown, limited, "acme:read")).status).toBe(200);
  });

  it("with nothing that could be read says so and shows it", async () => {
    const { status, json } = await check({ capture: "hello there" });
    expect(status).toBe(200);
    expect(json).toMatchObject({ expect: { kind: "unknown" }, unread: [{ line: 1, text: "hello there" }], checks: [] });
  });

  it("with a host area coded anew keeps its identity", async () => {
    const bytes = sfpDump();
    bytes[100] = 0x55;
    const { ids } = await check({ capture: ethtoolText([...sealSfp(bytes), ...sfpDiagnostics()]) });
    expect(ids).toEqual(["RECORD_FULL_CONFLICT"]);
  });
});
