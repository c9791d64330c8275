import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  APPROVER,
  BUYER,
  clock,
  type Installation,
  LEAD,
  openInstallation,
  random,
} from "../../test/model/installation.ts";
import { openTestDatabase, type TestDatabase } from "../../test/postgres.ts";
import { verifyBirth } from "../domain/event/birth.ts";
import { lotSubject } from "../domain/event/subject.ts";
import { type Code, labelIdOf } from "../domain/label/code.ts";
import { activationKeyOf, type Secret } from "../domain/label/secret.ts";
import { eventSentence } from "../domain/verify/event-sentence.ts";
import { OutboxFull } from "../ports/journal.ts";
import type { PrintLine } from "../ports/manifests.ts";
import type { Actor } from "./actor.ts";
import { packReleasedLots } from "./pack-lot.ts";
import { registerLot } from "./register-lot.ts";

let database: TestDatabase;
let here: Installation;
beforeAll(async () => {
  database = await openTestDatabase({ migrate: true });
  here = await openInstallation(database);
  await here.found();
});
afterAll(async () => {
  await here.close();
  await database.close();
});

const SSCC = "340123450000000017";
const sheet = (prefix: string, count: number, more = "") =>
  `serialNumber,testedAt,txPowerNanowatt,container\n${Array.from({ length: count }, (_, at) => `${prefix}${at},2026-07-04T09:30:00Z,812300|798400,${more}`).join("\n")}\n`;
const lot = (lotId: string) => lotSubject("lumen", lotId);
const job = (id: string) => here.queries.job("lumen", id);
/** A job that was worked on, whatever came of it. */
async function registered(...asked: Parameters<Installation["queue"]>): Promise<string> {
  const id = await here.queue(...asked);
  await registerLot(here.register, id);
  return id;
}
async function pack(subject: string): Promise<PrintLine[]> {
  const lines: PrintLine[] = [];
  for await (const line of here.printPacks.read(subject)) lines.push(line);
  return lines;
}
const count = async (sql: string, values: unknown[] = []) => Number((await here.pool.query(sql, values)).rows[0].count);

describe("a lot file that is right", () => {
  it("becomes a lot with rows, births that its root vouches for, and codes to print", async () => {
    const id = await registered(sheet("A", 7), { lotId: "L-1", secrets: true });
    expect(await job(id)).toMatchObject({
      state: "done",
      done: 7,
      total: 7,
      result: { lotId: "L-1", count: 7, rows: { good: 7, bad: 0 } },
    });
    const row = await here.queries.lot("lumen", "L-1");
    expect(row).toMatchObject({ count: 7, status: "registered", untouched: 7, labelsPrintable: true });
    const modules = (await here.queries.lotModules("lumen", "L-1", {})).items;
    expect(modules.map(({ serialNumber }) => serialNumber)).toEqual(["A0", "A1", "A2", "A3", "A4", "A5", "A6"]);
    const lines = await pack(lot("L-1"));
    expect(lines.map(({ code }) => labelIdOf(code as Code))).toEqual(modules.map(({ labelId }) => labelId));
    const births = await here.register.desk.items.birthsOf(modules.map(({ labelId }) => labelId));
    for (const [at, { labelId }] of modules.entries()) {
      const birth = births.get(labelId);
      expect(birth && verifyBirth(birth, { count: 7, root: row?.root ?? "" })).toBe(true);
      expect(birth?.leaf.activation).toBe(activationKeyOf(lines[at]?.secret as Secret));
    }
    const found = await here.queries.findModules("lumen", lines[3]?.code ?? "");
    expect(found.map(({ serialNumber }) => serialNumber)).toEqual(["A3"]);
  });

  it("leaves neither code nor secret in the database", async () => {
    const [line] = await pack(lot("L-1"));
    const { rows: tables } = await here.pool.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    for (const { name } of tables)
      for (const text of [line?.code, line?.secret])
        expect(await count(`SELECT count(*) FROM ${name} AS t WHERE strpos(to_jsonb(t)::text, $1) > 0`, [text])).toBe(
          0,
        );
  });

  it("is not registered a second time by the same job, nor under the same lot id by another", async () => {
    const size = await here.ledger.size();
    const first = await registered(sheet("B", 3), { lotId: "L-2" });
    await registerLot(here.register, first);
    const second = await registered(sheet("C", 3), { lotId: "L-2" });
    expect(await job(second)).toMatchObject({ state: "failed", result: { problem: { code: "already-registered" } } });
    expect(await here.ledger.size()).toBe(size + 1);
    expect(await here.printPacks.has(lot("L-2"))).toBe(true);
  });
});

describe("two imports of one lot at once", () => {
  it("make one lot, whose codes are those that can be printed", async () => {
    const ids = [
      await here.queue(sheet("T", 40), { lotId: "T-1" }),
      await here.queue(sheet("U", 40), { lotId: "T-1" }),
    ];
    await Promise.all([...ids, ...ids].map((id) => registerLot(here.register, id)));
    const states = await Promise.all(ids.map(async (id) => (await job(id))?.state));
    expect([...states].sort()).toEqual(["done", "failed"]);
    const modules = (await here.queries.lotModules("lumen", "T-1", { limit: 100 })).items;
    expect((await pack(lot("T-1"))).map(({ code }) => labelIdOf(code as Code))).toEqual(
      modules.map(({ labelId }) => labelId),
    );
    expect(await count("SELECT count(*) FROM rm_module WHERE serial LIKE 'T%' OR serial LIKE 'U%'")).toBe(40);
  });
});

describe("a lot file with bad rows", () => {
  const bad = "serialNumber,dateCode\nD0,260704\n,260704\nD0,260704\n=D1,261399\n";

  it("registers nothing and says what is wrong, row by row", async () => {
    const size = await here.ledger.size();
    const id = await registered(bad, { lotId: "L-3" });
    const ended = await job(id);
    expect(ended).toMatchObject({
      state: "failed",
      result: { problem: { code: "rows-refused" }, rows: { good: 1, bad: 3 }, errorsFile: true },
    });
    const errors = ended?.result?.errors as { line: number; column: string; code: string }[];
    expect(errors.map(({ line, column, code }) => [line, column, code])).toEqual([
      [3, "serialNumber", "required"],
      [4, "serialNumber", "duplicate_in_file"],
      [5, "dateCode", "format"],
    ]);
    const file = await readFile(join(here.folder, "jobs", id, "errors.csv"), "utf8");
    expect(file.split("\r\n")[3]).toMatch(/^'=D1,261399,5,dateCode,format,/);
    expect(await here.ledger.size()).toBe(size);
    expect(await here.printPacks.has(lot("L-3"))).toBe(false);
    expect(await count("SELECT count(*) FROM lot_import WHERE lot = $1", [lot("L-3")])).toBe(0);
  });

  it("registers the good ones when that was asked for", async () => {
    const id = await registered(bad, { lotId: "L-3" }, "skip");
    expect(await job(id)).toMatchObject({ state: "done", result: { count: 1, rows: { good: 1, bad: 3 } } });
  });

  it("does not take a serial number that another lot of the product has, unless that lot was withdrawn", async () => {
    const again = await registered(sheet("B", 2), { lotId: "L-4" });
    expect(await job(again)).toMatchObject({
      state: "failed",
      result: { causes: [{ code: "duplicate_in_system", count: 2 }] },
    });
    const [taken] = ((await job(again))?.result?.errors ?? []) as { sentence: string }[];
    expect(taken?.sentence).toContain("B0 is in lot L-2 of this product already");
    expect(await here.queries.lotsWithSerials("lumen", "LM-LR4", ["B1", "NEW"])).toEqual(new Map([["B1", "L-2"]]));
    await here.recorded(LEAD, { kind: "withdraw-lot", lotId: "L-2", reason: "wrong file" });
    expect(await here.queries.lotWithdrawal("lumen", "L-2")).toEqual({
      at: expect.stringMatching(/^20\d\d-/),
      person: LEAD.by === "person" && LEAD.email,
      reason: "wrong file",
    });
    expect(await here.queries.lotWithdrawal("lumen", "L-1")).toBeUndefined();
    expect(await here.queries.lotWithdrawal("harbor", "L-2")).toBeUndefined();
    expect(await here.printPacks.has(lot("L-2"))).toBe(false);
    const [waste] = (await here.queries.lotModules("lumen", "L-2", {})).items;
    expect(await here.register.desk.labels?.book.check(lot("L-2"), [waste!.labelId], "Ada")).toEqual(["void"]);
    const fresh = await registered(sheet("B", 2), { lotId: "L-4" });
    expect(await job(fresh)).toMatchObject({ state: "done" });
  });

  it("leads back to what was typed, for its own member alone", async () => {
    const typed = { lotId: "L-6", site: "Suzhou 2", secrets: true };
    const id = await registered(sheet("B", 2), typed);
    expect(await job(id)).toMatchObject({ state: "failed" });
    expect(await here.queries.lotOfImport("lumen", id)).toMatchObject({ ...typed, partNumber: "LM-LR4" });
    expect(await here.queries.lotOfImport("harbor", id)).toBeUndefined();
    expect(await here.queries.lotOfImport("lumen", "no job")).toBeUndefined();
  });

  it("was withdrawn by a person with a name, or by a key with one", async () => {
    await here.pool.query("INSERT INTO sign_in_user (id, name, email) VALUES ('lead', 'Lena', 'lead@lumen')");
    await here.pool.query(
      "INSERT INTO sign_in_api_key (id, name, reference_id, key) VALUES ('k1', 'Final test', 'lumen', 'hash')",
    );
    const key: Actor = { by: "key", member: "lumen", keyId: "k1", scopes: ["lots:write"] };
    for (const [lotId, by, person] of [
      ["W-1", LEAD, "Lena"],
      ["W-2", key, "Final test"],
    ] as const) {
      await registered(sheet(lotId, 1), { lotId });
      await here.recorded(by, { kind: "withdraw-lot", lotId, reason: "wrong file" });
      expect(await here.queries.lotWithdrawal("lumen", lotId)).toMatchObject({ person, reason: "wrong file" });
    }
    await here.pool.query("UPDATE sign_in_user SET name = ''");
    await here.pool.query("DELETE FROM sign_in_api_key");
    expect((await here.queries.lotWithdrawal("lumen", "W-1"))?.person).toBe("lead@lumen");
    expect(await here.queries.lotWithdrawal("lumen", "W-2")).toMatchObject({ person: null, reason: "wrong file" });
  });

  it("ends as failed when it names an unknown product, or arrived other than it was sent", async () => {
    const unknown = await registered(sheet("E", 1), { lotId: "L-5", partNumber: "NO-SUCH" });
    expect(await job(unknown)).toMatchObject({ state: "failed", result: { problem: { code: "product-unknown" } } });
    const cut = await here.queue(sheet("E", 1), { lotId: "L-5" });
    await here.pool.query(`UPDATE job SET input = jsonb_set(input, '{file,bytes}', '99999') WHERE id = $1`, [cut]);
    await registerLot(here.register, cut);
    expect(await job(cut)).toMatchObject({ state: "failed", result: { problem: { code: "declared_otherwise" } } });
  });
});

describe("an import that is interrupted", () => {
  it("at any step is taken up again and makes one lot, with nothing left over", async () => {
    const steps = [
      "begin",
      "openRows",
      "complete",
      "submit",
      "keep",
      "keepTree",
      "entry",
      "caughtUpTo",
      "finish",
    ] as const;
    for (const [at, step] of steps.entries()) {
      const lotId = `K-${at}`;
      const id = await here.queue(sheet(`K${at}-`, 5), { lotId });
      const size = await here.ledger.size();
      // A killed process closes its connections; the one that an open COPY holds would stay with us.
      for (const when of step === "openRows" ? (["before"] as const) : (["before", "after"] as const))
        await expect(registerLot(dyingAt(step, when), id)).rejects.toThrow("killed");
      await registerLot(here.register, id);
      expect(await job(id)).toMatchObject({ state: "done", result: { count: 5 } });
      expect(await here.ledger.size()).toBe(size + 1);
      expect(await count("SELECT count(*) FROM rm_module WHERE serial LIKE $1", [`K${at}-%`])).toBe(5);
      const modules = (await here.queries.lotModules("lumen", lotId, {})).items;
      expect((await pack(lot(lotId))).map(({ code }) => labelIdOf(code as Code))).toEqual(
        modules.map(({ labelId }) => labelId),
      );
    }
  });

  /** The process ends before or after one call; what it had done by then stays. */
  function dyingAt(step: string, when: "before" | "after"): Installation["register"] {
    const dying = <T extends object>(part: T): T =>
      new Proxy(part, {
        get(target, name) {
          const member = Reflect.get(target, name) as unknown;
          if (typeof member !== "function") return member;
          const call = member.bind(target);
          if (name !== step) return call;
          return async (...given: unknown[]) => {
            if (when === "after") await call(...given);
            throw new Error("killed");
          };
        },
      });
    const { register } = here;
    return {
      ...register,
      jobs: dying(register.jobs),
      lots: dying(register.lots),
      manifests: dying({
        ...register.manifests,
        begin: async (headLength: number) => dying(await register.manifests.begin(headLength)),
      }),
      journal:
        step === "entry" && when === "before"
          ? dying(register.journal)
          : step === "entry"
            ? dyingOnSecondLook()
            : register.journal,
      ...(step === "caughtUpTo" && { caughtUpTo: () => Promise.reject(new Error("killed")) }),
    };
  }

  function dyingOnSecondLook(): Installation["register"]["journal"] {
    let looks = 0;
    const { journal } = here.register;
    return {
      settled: journal.settled,
      entry: (id) => (looks++ === 0 ? journal.entry(id) : Promise.reject(new Error("killed"))),
    };
  }

  it("by its asker registers nothing and leaves nothing", async () => {
    const id = await here.queue(sheet("X", 5), { lotId: "X-1" });
    await here.pool.query("UPDATE job SET cancel_asked = true WHERE id = $1", [id]);
    await registerLot(here.register, id);
    expect(await job(id)).toMatchObject({ state: "cancelled" });
    expect(await here.queries.lot("lumen", "X-1")).toBeUndefined();
    expect(await count("SELECT count(*) FROM rm_module WHERE serial LIKE 'X%'")).toBe(0);
  });

  it("and never taken up again is swept away", async () => {
    const id = await here.queue(sheet("Y", 5), { lotId: "Y-1" });
    await expect(registerLot(dyingAt("complete", "before"), id)).rejects.toThrow("killed");
    expect(await here.register.lots.sweep()).toEqual([]);
    expect(await count("SELECT count(*) FROM rm_module WHERE serial LIKE 'Y%'")).toBe(5);
    await here.pool.query("UPDATE job SET state = 'failed' WHERE id = $1", [id]);
    expect(await here.register.lots.sweep()).toEqual([lot("Y-1")]);
    expect(await count("SELECT count(*) FROM rm_module WHERE serial LIKE 'Y%'")).toBe(0);
  });
});

describe("the way through the trade", () => {
  it("packs the cartons of the file after the release, also when the outbox was full meanwhile, and both sides see what is theirs", async () => {
    await registered(sheet("P", 6, SSCC), { lotId: "P-1" });
    const packing = { lots: here.register.lots, jobs: here.register.jobs, journal: here.journal, clock, random };
    await packReleasedLots(packing);
    expect(await here.queries.container("lumen", SSCC)).toBeUndefined();
    await here.recorded(APPROVER, { kind: "release-lot", lotId: "P-1" });
    const full: typeof here.journal = { ...here.journal, open: () => Promise.reject(new OutboxFull("too many")) };
    await expect(packReleasedLots({ ...packing, journal: full })).rejects.toThrow(OutboxFull);
    await packReleasedLots(packing);
    await packReleasedLots(packing);
    const carton = await here.queries.container("lumen", SSCC);
    expect(carton).toMatchObject({ count: 6, modules: 6, whereabouts: { at: "holder", holder: "lumen" } });
    expect(carton?.items.length).toBe(6);
    expect(await here.queries.lot("lumen", "P-1")).toMatchObject({ untouched: 0, packed: 6, sold: 0 });
    expect((await here.queries.jobs("lumen", { limit: 1 })).items[0]).toMatchObject({
      kind: "pack-lot",
      state: "done",
      done: 1,
      total: 1,
    });

    expect(await here.queries.findModules("harbor", "P0")).toEqual([]);
    expect(await here.queries.container("harbor", SSCC)).toBeUndefined();
    const offered = await here.recorded(LEAD, { kind: "offer", to: "harbor", items: [SSCC] });
    const transferId = String(offered.result?.transferId);
    expect(await here.queries.findModules("harbor", "P0")).toMatchObject([{ serialNumber: "P0", offer: transferId }]);
    expect(await here.queries.transfer("harbor", transferId)).toMatchObject({
      modules: 6,
      items: [{ name: SSCC, items: { length: 6 } }],
    });
    expect((await here.queries.transfers("harbor", { direction: "in", open: true })).items.length).toBe(1);

    const { items } = (await here.queries.container("harbor", SSCC)) as {
      items: readonly { subject: string; serialNumber: string }[];
    };
    expect(items.map(({ serialNumber }) => serialNumber)).toEqual(["P0", "P1", "P2", "P3", "P4", "P5"]);
    const missing = items[0]?.subject.slice("module/".length) ?? "";
    await here.recorded(BUYER, {
      kind: "accept",
      transferId,
      except: [{ item: missing, reason: "missing", note: "not in the box" }],
    });
    expect(await here.queries.container("harbor", SSCC)).toMatchObject({
      count: 5,
      modules: 5,
      whereabouts: { holder: "harbor" },
    });
    expect((await here.queries.transfer("lumen", transferId))?.except).toMatchObject([
      { reason: "missing", note: "not in the box" },
    ]);
    expect(await here.queries.findModules("lumen", missing)).toMatchObject([
      { disputed: true, whereabouts: { holder: "lumen", inside: [] } },
    ]);
    expect((await here.queries.container("lumen", SSCC))?.items.length).toBe(5);
    const waiting = async () => (await here.queries.transfers("lumen", { direction: "out", unsettled: true })).items;
    expect(await waiting()).toMatchObject([{ id: transferId, status: "accepted", exceptions: 1 }]);
    expect((await here.queries.dashboard("lumen")).differences).toBe(1);
    expect((await here.queries.transfers("lumen", { direction: "out", open: true })).items).toEqual([]);

    await here.recorded(BUYER, { kind: "sell", items: [SSCC] });
    expect(await here.queries.lot("lumen", "P-1")).toMatchObject({ packed: 0, sold: 5 });
    const sold = await here.queries.findModules("harbor", items[1]?.subject.slice("module/".length) ?? "");
    expect(sold).toMatchObject([{ whereabouts: { at: "sold", seller: "harbor", inside: [{ sscc: SSCC }] } }]);
    const history = await here.queries.moduleEvents("harbor", sold[0]?.labelId ?? "");
    const said = history.slice(2).map(({ facts }) => eventSentence(facts, "en"));
    expect(said).toEqual([
      `Packed 6 modules into carton ${SSCC}`,
      `Offered carton ${SSCC} to harbor Ltd`,
      "Accepted the transfer with 1 difference",
      `Sold carton ${SSCC}`,
    ]);
    expect(history.slice(2).map(({ facts }) => eventSentence(facts, "zh-CN"))).toEqual([
      `将 6 个模块装入箱 ${SSCC}`,
      `向 harbor Ltd 发出箱 ${SSCC}`,
      "接收此转移，1 项有差异",
      `售出箱 ${SSCC}`,
    ]);
    const kinds = history.map(({ kind }) => kind);
    expect(kinds).toEqual([
      "lot-registered",
      "lot-released",
      "packed",
      "transfer-offered",
      "transfer-accepted",
      "sold",
    ]);
  });

  it("shows a stranger nothing of it", async () => {
    const { queries } = here;
    expect(await queries.lot("harbor", "P-1")).toBeUndefined();
    expect((await queries.lots("harbor", {})).items).toEqual([]);
    expect((await queries.lotModules("harbor", "P-1", {})).items).toEqual([]);
    expect(await queries.findModules("harbor", "A0")).toEqual([]);
    expect(
      await queries.moduleEvents("stranger", (await queries.findModules("lumen", "A0"))[0]?.labelId ?? ""),
    ).toEqual([]);
    expect(await queries.container("stranger", SSCC)).toBeUndefined();
    expect((await queries.holdings("stranger", {})).items).toEqual([]);
    expect((await queries.events("stranger", {})).items.every(({ kind }) => /network|member/.test(kind))).toBe(true);
    expect(await queries.job("harbor", (await queries.jobs("lumen", {})).items[0]?.id ?? "")).toBeUndefined();
    expect(await queries.job("lumen", "not-a-uuid")).toBeUndefined();
  });

  it("pages through everything once, whatever the size of a page", async () => {
    const { queries } = here;
    for (const list of [
      (cursor?: string) => queries.lots("lumen", { limit: 3, cursor }),
      (cursor?: string) => queries.events("lumen", { limit: 4, cursor }),
      (cursor?: string) => queries.jobs("lumen", { limit: 3, cursor }),
      (cursor?: string) => queries.lotModules("lumen", "L-1", { limit: 2, cursor }),
      (cursor?: string) => queries.products("lumen", { limit: 1, cursor }),
      (cursor?: string) => queries.holdings("lumen", { limit: 1, cursor }),
    ]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list(cursor);
        seen.push(...page.items.map((item) => JSON.stringify(item)));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThan(0);
    }
    await expect(queries.lots("lumen", { cursor: "what" })).rejects.toThrow("nextCursor");
  });

  it("adds up on the dashboard", async () => {
    const [{ total }] = (
      await here.pool.query("SELECT sum(count)::integer AS total FROM rm_lot WHERE status <> 'withdrawn'")
    ).rows as [{ total: number }];
    const dashboard = await here.queries.dashboard("lumen");
    expect(dashboard.modulesHeld).toBe(total - 5);
    expect(dashboard.ledger.height).toBe(await here.ledger.size());
    expect(await here.queries.members()).toMatchObject([{ member: "lumen", hostedHere: true }, { member: "harbor" }]);
  });

  it("keeps a delivery before its giver until somebody dealt with what did not arrive", async () => {
    const waiting = async () => (await here.queries.transfers("lumen", { direction: "out", unsettled: true })).items;
    const [delivery] = await waiting();
    const [missing] = (await here.queries.transfer("lumen", delivery?.id ?? ""))?.except ?? [];
    const items = [missing?.item.slice("module/".length) ?? ""];
    await here.recorded(LEAD, { kind: "report-stolen", items });
    expect(await waiting()).toEqual([]);
    await here.recorded(LEAD, { kind: "report-recovered", items });
    expect(await waiting()).toMatchObject([{ id: delivery?.id }]);
    await here.recorded(LEAD, { kind: "sell", items });
    expect(await waiting()).toEqual([]);
    expect((await here.queries.dashboard("lumen")).differences).toBe(0);
  });
});
