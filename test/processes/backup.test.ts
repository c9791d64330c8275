/** `truelane backup` of a running installation and `truelane restore` elsewhere: what was acknowledged before is there after. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DemoFile } from "../../lib/server/demo-file.ts";
import { ApiClient } from "../crash/api-client.ts";
import { type Installation, startInstallation, truelane } from "./installation.ts";

let folder: string;
let file: string;
let one: Installation;
let demo: DemoFile;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "truelane-backup-"));
  file = join(folder, "truelane.backup");
  one = await startInstallation({ dataDir: join(folder, "first"), env: { DEMO: "1" } });
  demo = JSON.parse(readFileSync(join(one.dataDir, "demo.json"), "utf8")) as DemoFile;
}, 300_000);
afterAll(async () => {
  await one?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What every label of the demo answers, without what differs by the place it is asked at. */
async function answers(at: Installation): Promise<unknown[]> {
  const told = demo.labels.map(async ({ code }) => {
    const answer = await fetch(`${at.scanUrl}/v/${code}`, { headers: { accept: "application/json" } });
    const { verdict, module, custody, history, activation, replacedBy } = (await answer.json()) as {
      verdict: { code: string };
    } & Record<string, unknown>;
    return { status: answer.status, code: verdict.code, module, custody, history, activation, replacedBy };
  });
  return Promise.all(told);
}

async function product(at: Installation, partNumber: string): Promise<void> {
  const maker = new ApiClient(() => at.url, demo.members[0]?.apiKey ?? "");
  await maker.write(partNumber, "products", {
    partNumber,
    vendorName: "LUMEN OPTICS",
    formFactor: "SFP+",
    media: "10GBASE-SR",
  });
}

describe("a backup", () => {
  it("is made of a running installation, is readable by its user only, and never overwrites", async () => {
    await product(one, "BEFORE-BACKUP");
    const made = truelane(one.dataDir, "backup", file);
    expect(made.complaint).toBe("");
    expect(made.said).toMatchObject({ ok: true, file, tables: expect.any(Number) });
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["first", "truelane.backup"]);
    const again = truelane(one.dataDir, "backup", file);
    expect(again.code).toBe(2);
    expect(again.said.sentence).toContain("exists already");
  }, 60_000);

  it("restores to the same answers, a log that fits, an audit that holds, and goes on from there", async () => {
    const before = await answers(one);
    expect(before.map((each) => (each as { code: string }).code)).toContain("V5");
    const log = truelane(one.dataDir, "verify-log").said;
    await one.stop();
    const dataDir = join(folder, "second");
    expect(truelane(dataDir, "restore", file).said).toEqual(expect.objectContaining({ ok: true, dataDir }));
    for (const secret of ["keys", "secrets"]) expect(statSync(join(dataDir, secret)).mode & 0o077).toBe(0);
    one = await startInstallation({ dataDir, env: { DEMO: "1" } });
    expect(truelane(dataDir, "doctor").said).toMatchObject({ ok: true });
    expect(await answers(one)).toEqual(before);
    expect(truelane(dataDir, "verify-log").said).toMatchObject({ ok: true, root: log.root });
    await product(one, "AFTER-RESTORE");
    const audit = truelane(dataDir, "audit");
    expect(audit.said).toMatchObject({ ok: true });
    expect(existsSync(join(dataDir, "demo.json"))).toBe(false);
    expect(existsSync(join(dataDir, "print-packs")) ? readdirSync(join(dataDir, "print-packs")) : []).toEqual([]);
  }, 180_000);

  it("is refused where records are, when it is cut off, and when it is something else; nothing is left behind", () => {
    const cut = join(folder, "cut.backup");
    copyFileSync(file, cut);
    truncateSync(cut, Math.floor(statSync(file).size / 2));
    const other = join(folder, "other.backup");
    writeFileSync(other, "no archive at all");
    const taken = join(folder, "taken");
    mkdirSync(taken);
    writeFileSync(join(taken, "mine.txt"), "mine");
    const empty = join(folder, "empty");
    const cases = [
      { to: taken, from: file, says: "is not empty" },
      { to: empty, from: cut, says: "damaged, cut off, or no backup" },
      { to: empty, from: other, says: "damaged, cut off, or no backup" },
      { to: empty, from: join(folder, "missing"), says: "There is no file" },
    ];
    for (const { to, from, says } of cases) {
      const refused = truelane(to, "restore", from);
      expect([from, refused.code, refused.said.sentence]).toEqual([from, 2, expect.stringContaining(says)]);
    }
    expect(readdirSync(taken)).toEqual(["mine.txt"]);
    expect(readdirSync(folder).filter((name) => name.startsWith("empty"))).toEqual([]);
  }, 60_000);
});
