import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLabelBook } from "../../lib/adapters/label-book-postgres/label-book.ts";
import { lotSubject } from "../../lib/domain/event/subject.ts";
import { type Code, labelIdOf } from "../../lib/domain/label/code.ts";
import { activationKeyOf, type Secret } from "../../lib/domain/label/secret.ts";
import type { LabelBook } from "../../lib/ports/label-book.ts";
import type { PrintLine } from "../../lib/ports/manifests.ts";
import type { Command } from "../../lib/usecases/commands.ts";
import { replacementPack } from "../../lib/usecases/label-packs.ts";
import { registerLot } from "../../lib/usecases/register-lot.ts";
import { APPROVER, type Installation, LEAD, openInstallation } from "../model/installation.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";

let database: TestDatabase;
let here: Installation;
let book: LabelBook;
let kid: string;
const lot = (lotId: string) => lotSubject("lumen", lotId);
const printed: PrintLine[] = [];

beforeAll(async () => {
  database = await openTestDatabase({ migrate: true });
  here = await openInstallation(database);
  book = openLabelBook(database.web, "lumen");
  await here.found();
  const declared = await here.recorded(LEAD, {
    kind: "declare-label-key",
    notAfter: "2030-01-01T00:00:00Z",
    quota: 6,
  });
  kid = String(declared.result?.kid);
});
afterAll(async () => {
  await here.close();
  await database.close();
});

async function packOf(name: string): Promise<PrintLine[]> {
  const lines: PrintLine[] = [];
  for await (const line of here.printPacks.read(name)) lines.push(line);
  printed.push(...lines);
  return lines;
}
async function register(lotId: string, serials: readonly string[]): Promise<Record<string, unknown>> {
  const id = await here.queue(`serialNumber\n${serials.join("\n")}\n`, { lotId, labelKey: kid });
  await registerLot(here.register, id);
  return (await here.queries.job("lumen", id)) as unknown as Record<string, unknown>;
}
const refusal = async (command: Command) => (await here.ask(LEAD, command)).problem?.code;
const scan = (lotId: string, codes: readonly string[]) =>
  book.check(
    lot(lotId),
    codes.map((code) => labelIdOf(code as Code)),
    "lead@lumen",
  );

describe("a lot with bag labels", () => {
  it("names its label key, whose quota the ledger keeps, and whose private half is kept here alone", async () => {
    expect(await register("B-1", ["S1", "S2", "S3"])).toMatchObject({ state: "done" });
    expect(await here.queries.lot("lumen", "B-1")).toMatchObject({ labelKey: `key/lumen/${kid}` });
    expect(await here.queries.labelKeys("lumen")).toMatchObject([{ kid, quota: 6, issued: 3, revokedAt: null }]);
    expect(await here.queries.labelKeys("harbor")).toEqual([]);
    expect(await register("B-2", ["T1", "T2", "T3", "T4"])).toMatchObject({
      state: "failed",
      result: { problem: { code: "quota-exceeded" } },
    });
    for (const line of await packOf(lot("B-1"))) expect(line.secret).toMatch(/^[0-9A-Z]{26}$/);
  });

  it("is not registered under a key that this installation does not hold", async () => {
    const id = await here.queue("serialNumber\nU1\n", { lotId: "B-3", labelKey: "0".repeat(16) });
    await registerLot(here.register, id);
    expect(await here.queries.job("lumen", id)).toMatchObject({
      state: "failed",
      result: { problem: { code: "label-key-unknown" } },
    });
  });
});

describe("a work order", () => {
  const order: Command = { kind: "open-label-order", lotId: "B-1", quota: 4 };

  it("has a label for each module at least, and there is one a lot", async () => {
    expect(await refusal({ ...order, quota: 2 })).toBe("quota-too-small");
    await here.recorded(LEAD, order);
    await here.recorded(LEAD, order);
    expect(await refusal({ ...order, quota: 9 })).toBe("order-known");
  });

  it("neither ends nor balances before anything was printed", async () => {
    await here.recorded(APPROVER, { kind: "release-lot", lotId: "B-1" });
    const offered = await here.ask(LEAD, { kind: "offer", to: "harbor", items: ["S1"] });
    expect(offered.problem?.sentence).toContain("none of its labels was printed");
    expect(await refusal({ kind: "declare-applied", lotId: "B-1" })).toBe("labels-unbalanced");
    expect(await here.printPacks.has(lot("B-1"))).toBe(true);
  });

  it("lets no more be printed than it has, also by two at once", async () => {
    expect(await book.beginPrint(lot("B-1"), "body", 5, "lead")).toBeUndefined();
    const both = await Promise.all([3, 3].map((labels) => book.beginPrint(lot("B-1"), "body", labels, "lead")));
    expect(both.filter((print) => print === undefined)).toHaveLength(1);
    expect(await book.counts(lot("B-1"))).toMatchObject({ quota: 4, printed: 3, applied: 0, voided: 0 });
  });

  it("is not there for another member, whatever is asked of its book", async () => {
    const others = openLabelBook(database.web, "harbor");
    expect(await others.counts(lot("B-1"))).toMatchObject({ quota: null, printed: 0, applied: 0 });
    expect(await others.closeOrder(lot("B-1"), "hua")).toBe(false);
    await expect(others.spoil(lot("B-1"), 1, "torn", "hua")).rejects.toThrow("row-level security");
    await others.codesGone(lot("B-1"));
    expect((await here.queries.lot("lumen", "B-1"))?.labelsPrintable).toBe(true);
  });

  it("holds goods back until what was printed is applied or voided", async () => {
    const offer: Command = { kind: "offer", to: "harbor", items: ["S1"] };
    const refused = await here.ask(LEAD, offer);
    expect(refused.problem).toMatchObject({ code: "labels-unbalanced" });
    expect(refused.problem?.sentence).toContain("3 printed, 0 applied, 0 voided");
    await here.recorded(LEAD, { kind: "pack", sscc: "340123450000000017", items: ["S2", "S3"] });
    expect(await refusal({ ...offer, items: ["340123450000000017"] })).toBe("labels-unbalanced");
    expect(await refusal({ kind: "declare-applied", lotId: "B-1" })).toBe("labels-unbalanced");
  });

  it("counts each label that is scanned back once, and names what is none of the lot's", async () => {
    const lines = await packOf(lot("B-1"));
    const [first, second] = lines.map(({ code }) => code) as [string, string, string];
    expect(await scan("B-1", [first, first, "7".repeat(26)])).toEqual(["ok", "twice", "unknown"]);
    await register("C-1", ["V1"]);
    expect(await scan("C-1", [second])).toEqual(["wrong-lot"]);
    expect(await book.counts(lot("B-1"))).toMatchObject({ applied: 1 });
    expect(await refusal({ kind: "count-spoiled", lotId: "B-1", labels: 3, reason: "misprint" })).toBe(
      "more-than-printed",
    );
  });

  it("balances when a label was replaced, its paper thrown away, and the rest scanned", async () => {
    const [, second, third] = (await packOf(lot("B-1"))).map(({ code }) => code) as [string, string, string];
    const replaced = await here.recorded(LEAD, { kind: "replace-label", item: "S2", reason: "misprint" });
    const module = labelIdOf(second as Code);
    expect(replaced.result).toMatchObject({ module });
    const [fresh] = await packOf(replacementPack(module));
    if (!fresh?.secret) throw new Error("the new label has no covered code");
    expect(labelIdOf(fresh.code as Code)).toBe(replaced.result?.label);
    const states = await here.ledger.states([`module/${module}`, `label/${module}`]);
    expect(states.get(`module/${module}`)).toMatchObject({
      label: replaced.result?.label,
      activation: activationKeyOf(fresh.secret as Secret),
    });
    expect(states.get(`label/${module}`)).toMatchObject({ status: "void", reason: "misprint" });
    await book.beginPrint(lot("B-1"), "body", 1, "lead");
    expect(await scan("B-1", [second, fresh.code, third])).toEqual(["void", "ok", "ok"]);
    expect(await book.counts(lot("B-1"))).toMatchObject({ printed: 4, applied: 3, voided: 1 });
    await here.recorded(LEAD, { kind: "offer", to: "harbor", items: ["S1"] });
  });

  it("ends with the codes of its lot deleted, and can end once more", async () => {
    await here.recorded(LEAD, { kind: "declare-applied", lotId: "B-1" });
    expect(await here.printPacks.has(lot("B-1"))).toBe(false);
    expect(await here.queries.lot("lumen", "B-1")).toMatchObject({ labelsPrintable: false });
    await here.recorded(LEAD, { kind: "declare-applied", lotId: "B-1" });
  });
});

describe("a work order of which nothing was printed", () => {
  const withdrawal: Command = { kind: "withdraw-label-order", lotId: "E-1" };

  it("is withdrawn by its maker, and then neither holds the lot back nor counts as an order", async () => {
    await registerLot(here.register, await here.queue("serialNumber\nX1\n", { lotId: "E-1" }));
    await here.recorded(APPROVER, { kind: "release-lot", lotId: "E-1" });
    await here.recorded(LEAD, { kind: "open-label-order", lotId: "E-1", quota: 1 });
    const offer: Command = { kind: "offer", to: "harbor", items: ["X1"] };
    const refused = await here.ask(LEAD, offer);
    expect(refused.problem?.sentence).toContain("or withdraw the order");
    await here.recorded(LEAD, withdrawal);
    await here.recorded(LEAD, withdrawal);
    expect(await book.counts(lot("E-1"))).toMatchObject({ quota: null, closedAt: null });
    expect(await here.queries.lot("lumen", "E-1")).toMatchObject({ labelsPrintable: true });
    await here.recorded(LEAD, offer);
  });

  it("is not withdrawn once a label was printed for it", async () => {
    await here.recorded(LEAD, { kind: "open-label-order", lotId: "E-1", quota: 1 });
    await book.beginPrint(lot("E-1"), "body", 1, "lead");
    expect(await refusal(withdrawal)).toBe("order-printed");
    expect(await book.counts(lot("E-1"))).toMatchObject({ quota: 1, printed: 1 });
  });

  it("is not opened for a lot whose codes are gone", async () => {
    await registerLot(here.register, await here.queue("serialNumber\nX2\n", { lotId: "E-2" }));
    await here.recorded(LEAD, { kind: "declare-applied", lotId: "E-2" });
    expect(await refusal({ kind: "open-label-order", lotId: "E-2", quota: 1 })).toBe("labels-gone");
    expect(await book.counts(lot("E-2"))).toMatchObject({ quota: null });
  });
});

describe("a label of a lot that is not released", () => {
  it("is not replaced, and the answer says that its paper is counted as spoiled instead", async () => {
    await register("D-1", ["W1"]);
    const refused = await here.ask(LEAD, { kind: "replace-label", item: "W1", reason: "misprint" });
    expect(refused.problem).toMatchObject({ code: "replaced-after-release" });
    expect(refused.problem?.sentence).toContain("spoiled paper");
  });
});

describe("voided labels", () => {
  it("are void wherever they are scanned, and can be voided once", async () => {
    const [line] = await packOf(lot("C-1"));
    await here.recorded(LEAD, { kind: "void-labels", items: ["V1"], reason: "lost" });
    expect(await scan("C-1", [line?.code ?? ""])).toEqual(["void"]);
    expect(await refusal({ kind: "void-labels", items: ["V1"], reason: "lost" })).toBe("label-void");
    expect(await refusal({ kind: "void-labels", items: ["340123450000000017"], reason: "lost" })).toBe("item-invalid");
  });
});

describe("codes and secrets", () => {
  it("are in the print packs, encrypted, and nowhere else: no row, no file, no dump", async () => {
    expect(printed.length).toBeGreaterThan(8);
    const texts = [...new Set(printed.flatMap(({ code, secret }) => [code, ...(secret ? [secret] : [])]))];
    const { rows } = await here.pool.query<{ schema: string; name: string }>(
      "SELECT table_schema AS schema, table_name AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
    );
    // As a dump would hold it: every row of every table, byte columns in hexadecimal.
    let dump = "";
    for (const { schema, name } of rows) {
      const table = await here.pool.query<{ row: string }>(
        `SELECT to_jsonb(t)::text AS row FROM "${schema}"."${name}" t`,
      );
      dump += table.rows.map(({ row }) => row).join("\n");
    }
    expect(dump).toContain("declare-applied");
    const bytes = await filesBelow(here.folder);
    for (const text of texts) {
      for (const form of [text, Buffer.from(text).toString("hex"), Buffer.from(text).toString("base64").slice(0, 32)])
        expect(dump.includes(form)).toBe(false);
      expect(bytes.includes(text)).toBe(false);
    }
  });
});

/** All bytes of all files in the data folder. */
async function filesBelow(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))));
}
