import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transferId } from "../../../test/model/book.ts";
import { recordedLot } from "../../../test/model/recorded-lot.ts";
import { foundedHistory } from "../../../test/model/signed-history.ts";
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import { verifyBirth } from "../../domain/event/birth.ts";
import type { Fact } from "../../domain/event/rule.ts";
import { labelIdOf } from "../../domain/label/code.ts";
import type { Committed, Position } from "../../ports/ledger.ts";
import { projectLedger, rebuildProjection } from "../../usecases/project-ledger.ts";
import { openManifestFiles } from "../manifests-file/manifests.ts";
import { keptBirths } from "./births.ts";
import { openConsignments } from "./consignments.ts";
import { openProjectionRows } from "./projection-rows.ts";
import { checkReceived } from "./received-births.ts";
import { compareWithReplay } from "./replay.ts";
import { openScanRecords } from "./scan-records.ts";

/** One installation's records of the same ledger: the maker's with the manifest, the receiver's without. */
async function openSide(folder: string, entries: readonly Committed[], manifest?: readonly string[]) {
  const database: TestDatabase = await openTestDatabase({ migrate: true });
  const manifests = openManifestFiles(join(folder, "manifests"));
  if (manifest) await manifests.write(manifest);
  const follow = async function* (after: Position | undefined) {
    yield* entries.slice((after?.index ?? -1) + 1);
  };
  const deps = { ledger: { follow }, log: { error() {} } };
  await projectLedger(
    { ...deps, rows: openProjectionRows(database.pool, manifests) },
    new AbortController().signal,
    () => {},
  );
  const files = openManifestFiles(join(folder, "consignments"));
  const replay = () =>
    compareWithReplay(database.pool, manifests, (rows, index) => rebuildProjection({ ...deps, rows }, index));
  return { database, manifests, files, consignments: openConsignments(database.pool, manifests, files), replay };
}

describe("records that come with goods from another installation", () => {
  const lot = recordedLot(5, "L-1");
  const offered = lot.modules.slice(1, 3);
  const other = lot.modules.slice(3, 4);
  const bytesOf = async function* (text: string) {
    yield Buffer.from(text);
  };
  let folder: string;
  let maker: Awaited<ReturnType<typeof openSide>>;
  let receiver: Awaited<ReturnType<typeof openSide>>;
  let consignment: string;
  let text: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "truelane-consignment-"));
    const history = foundedHistory();
    const say = (fact: Fact) => history.say("lumina", fact);
    say(lot.fact);
    const approver = { member: "lumina", name: "approver", roles: ["release-approver"] } as const;
    expect(history.say("lumina", { kind: "lot-released", lot: lot.subject }, {}, [approver])).toBe(true);
    const before = await openSide(join(folder, "before"), history.entries, lot.lines);
    const built = await before.consignments.build({ transfer: transferId(1), from: "lumina", items: offered });
    if (!built.ok) throw new Error(built.error.detail);
    consignment = built.value;
    text = "";
    for await (const chunk of (await before.consignments.file(consignment))!) text += Buffer.from(chunk).toString();
    await before.database.close();
    const offer = { kind: "transfer-offered", to: "nordwind", expiresAt: "2026-12-01T00:00:00.000Z" } as const;
    const births = offered.map(lot.birthOf);
    const fact = { ...offer, transfer: transferId(1), consignment };
    expect(history.say("lumina", fact, { contents: offered, births })).toBe(true);
    maker = await openSide(join(folder, "maker"), history.entries, lot.lines);
    receiver = await openSide(join(folder, "receiver"), history.entries);
  }, 120_000);
  afterAll(async () => {
    for (const side of [maker, receiver]) await side.database.close();
    await rm(folder, { recursive: true });
  });

  it("are missing before, and a look-up says that they are kept elsewhere, never that there is no record", async () => {
    expect(await receiver.consignments.check(transferId(1), consignment)).toMatchObject({
      error: { code: "consignment-missing" },
    });
    const scan = openScanRecords(receiver.database.pool);
    await expect(scan.label(labelIdOf(lot.codes[1]!))).rejects.toThrow("kept by lumina Ltd");
  });

  it("are refused when a byte differs, or when they are another transfer's", async () => {
    const changed = text.replace("LM26L10001", "LM26L19999");
    expect(await receiver.consignments.take(consignment, bytesOf(changed))).toMatchObject({
      error: { code: "consignment-wrong" },
    });
    const stranger = await maker.consignments.build({ transfer: transferId(1), from: "lumina", items: other });
    const foreign = stranger.ok ? stranger.value : "";
    const lines: string[] = [];
    for await (const chunk of (await maker.consignments.file(foreign))!) lines.push(Buffer.from(chunk).toString());
    expect((await receiver.consignments.take(foreign, bytesOf(lines.join("")))).ok).toBe(true);
    expect(await receiver.consignments.check(transferId(1), foreign)).toMatchObject({
      error: { code: "consignment-wrong" },
    });
  });

  it("are kept once they are checked, with their paths, and a replay gives the same rows", async () => {
    expect(await receiver.consignments.take(consignment, bytesOf(text))).toMatchObject({ ok: true });
    expect(await receiver.consignments.check(transferId(1), consignment)).toMatchObject({ ok: true });
    expect(await receiver.consignments.check(transferId(1), consignment)).toMatchObject({ ok: true });
    const labels = offered.map((subject) => subject.slice("module/".length));
    const births = await keptBirths(receiver.database.pool, receiver.manifests, labels);
    expect(births).toEqual(await keptBirths(maker.database.pool, maker.manifests, labels));
    for (const birth of births) expect(verifyBirth(birth, { count: 5, root: lot.fact.root })).toBe(true);
    expect((await receiver.replay()).wrong).toEqual([]);
    const { found } = await openScanRecords(receiver.database.pool).label(labelIdOf(lot.codes[1]!));
    expect(await checkReceived(receiver.database.pool, found!)).toBe("passed");
    const edited = { ...found!, record: found!.record.replace("LM26L10001", "LM26L10009") };
    expect(await checkReceived(receiver.database.pool, edited)).toBe("failed");
  });

  it("are passed on as they came", async () => {
    const onward = await receiver.consignments.build({ transfer: transferId(2), from: "nordwind", items: offered });
    const here = await maker.consignments.build({ transfer: transferId(2), from: "lumina", items: offered });
    expect(onward).toEqual(here);
  });

  it("are not kept twice where the manifest is", async () => {
    expect(await maker.consignments.take(consignment, bytesOf(text))).toMatchObject({ ok: true });
    expect(await maker.consignments.check(transferId(1), consignment)).toMatchObject({ ok: true });
    expect((await maker.database.pool.query("SELECT FROM received_birth")).rowCount).toBe(0);
  });
});
