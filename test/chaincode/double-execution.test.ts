import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { beforeAll, describe, expect, it } from "vitest";
import { openFileSigner } from "../../lib/adapters/signer-file/index.ts";
import { eventMessage } from "../../lib/domain/event/event-bytes.ts";
import { sortSignatures } from "../../lib/domain/event/sign-event.ts";
import { moduleSubject } from "../../lib/domain/event/subject.ts";
import { expectOk } from "../../lib/domain/result.ts";
import { DISTRIBUTOR, MAKER, openSmallWorld } from "../ports/small-world.ts";
import { life } from "../vectors/life.ts";
import { openMemoryLedger, type Told } from "./memory-ledger.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SERVICE = join(ROOT, "chaincode/.out/chaincode/src/service.js");
/** Where the distributor goes in the end. */
const MOVED = "DistributorTwoMSP";
/** Kinds of events that the life of `test/vectors/life.ts` tells: all of them. */
const EVERY_KIND = 32;
const MSP_IDS = { [MAKER]: "MakerMSP", [DISTRIBUTOR]: "DistributorMSP" };

type Answer = { status: number; message: string; payload: string; writes: [string, string, string][] };

describe("the contract on two peers that differ in everything but the transaction", () => {
  let file: string;
  let told: (Told & { mspId: string })[];

  beforeAll(async () => {
    execFileSync(process.execPath, [join(ROOT, "scripts/package-chaincode.mjs")], { stdio: "ignore" });
    told = await tellStory();
    file = join(mkdtempSync(join(tmpdir(), "truelane-story-")), "story.json");
    writeFileSync(file, JSON.stringify({ story: told, certificate: await someCertificate() }));
  }, 120_000);

  it("answers and writes the same, whatever the zone, the locale and the order of keys", () => {
    const one = play({ TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8" }, "as-is");
    const other = play({ TZ: "America/St_Johns", LANG: "C" }, "reverse");
    expect(other).toEqual(one);
    expect(one.map(({ status }) => status === 200)).toEqual(told.map(({ accepted }) => accepted));
    expect(told.filter(({ accepted }) => !accepted).length).toBeGreaterThan(0);
  });

  it("does so for an event of every kind, under the keys of its family", () => {
    const MSP: Readonly<Record<string, string>> = { lumina: "MakerMSP", nordwind: "TraderMSP", arcus: "OperatorMSP" };
    const story = life(MSP).chapters.map(({ event, time, eventHash, answer }) => {
      const { actor } = JSON.parse(event).body;
      return {
        event,
        time,
        transaction: eventHash,
        accepted: answer === "accepted",
        mspId: MSP[actor] ?? "NewcomerMSP",
      };
    });
    const { certificate } = JSON.parse(readFileSync(file, "utf8"));
    const other = join(mkdtempSync(join(tmpdir(), "truelane-story-")), "life.json");
    writeFileSync(other, JSON.stringify({ story, certificate }));
    const one = play({ TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8" }, "as-is", other);
    expect(play({ TZ: "America/St_Johns", LANG: "C" }, "reverse", other)).toEqual(one);
    expect(one.map(({ status }) => status === 200)).toEqual(story.map(({ accepted }) => accepted));
    const kinds = new Set(story.flatMap(({ event, accepted }) => (accepted ? [JSON.parse(event).body.kind] : [])));
    expect(kinds.size).toBe(EVERY_KIND);
    const families = new Set(one.flatMap(({ writes }) => writes.map(([, key]) => key.split("~")[0])));
    for (const family of ["network", "member", "product", "key", "lot", "label", "custody", "transfer"])
      expect(families).toContain(family);
  }, 120_000);

  it("writes the organisation's key in every append, and its policy once, with a value: also of one that a member moves to", () => {
    const answers = play({ TZ: "UTC" }, "as-is");
    for (const { status, writes } of answers)
      if (status === 200) expect(writes.some(([kind, key]) => kind === "put" && key.startsWith("actor~"))).toBe(true);
    const policies = answers.flatMap(({ writes }) =>
      writes.filter(([kind]) => kind === "policy").map(([, key]) => key),
    );
    expect(policies).toEqual(["actor~MakerMSP", "actor~DistributorMSP", `actor~${MOVED}`]);
  });

  it("does not take an event from another organisation than the actor's", () => {
    const stolen = told.map((one) => ({ ...one, mspId: "AuditorMSP" }));
    const { certificate } = JSON.parse(readFileSync(file, "utf8"));
    const other = join(mkdtempSync(join(tmpdir(), "truelane-story-")), "stolen.json");
    writeFileSync(other, JSON.stringify({ story: stolen, certificate }));
    for (const { status, message } of play({ TZ: "UTC" }, "as-is", other)) {
      expect(status).toBe(500);
      expect(message).toMatch(/^E_REFUSED /);
    }
  });

  it("is not served from a file that the installed package does not name", () => {
    const bundle = join(ROOT, "build/chaincode/dist/index.js");
    const hash = createHash("sha256").update(readFileSync(bundle)).digest("hex").slice(0, 16);
    const other = "0".repeat(16);
    const env: NodeJS.ProcessEnv = {
      NODE_ENV: "production",
      CHAINCODE_ID: `truelane_${other}:${"0".repeat(64)}`,
      CHAINCODE_SERVER_ADDRESS: "127.0.0.1:9",
    };
    const { status, stderr } = spawnSync(process.execPath, [bundle], { env, encoding: "utf8", timeout: 30_000 });
    expect(status).toBe(1);
    expect(stderr).toContain(`This file has the hash ${hash}, the installed package names ${other}.`);
    expect(stderr).toContain("Start the bundle that was approved, or install and approve this one.");
  });

  function play(environment: Record<string, string>, order: string, story = file): Answer[] {
    const env: NodeJS.ProcessEnv = {
      NODE_ENV: "production",
      PATH: process.env.PATH ?? "",
      CORE_CHAINCODE_LOGGING_LEVEL: "critical",
      ...environment,
    };
    const printed = execFileSync(
      process.execPath,
      [join(import.meta.dirname, "play-story.cjs"), SERVICE, story, order],
      { env, maxBuffer: 2 ** 28 },
    );
    return JSON.parse(printed.toString("utf8").trim().split("\n").at(-1)!);
  }
});

/** Founding, a lot, a carton on its way, an exception in it, and things that nobody may do. */
async function tellStory(): Promise<(Told & { mspId: string })[]> {
  const told: Told[] = [];
  const ledger = openMemoryLedger(told);
  const clock = { now: () => "2026-01-01T00:00:00.000Z" };
  const signer = await openFileSigner({ folder: mkdtempSync(join(tmpdir(), "truelane-story-keys-")), clock });
  const world = openSmallWorld({ ledger, states: ledger, signer, mspIds: MSP_IDS });
  await world.found();
  const births = await world.releasedLot("L-1", 12);
  const modules = births.map(({ leaf }) => moduleSubject(leaf.label));
  const carton = world.nextContainer();
  await world.record({
    fact: { kind: "packed", container: carton },
    contents: modules.slice(0, 10),
    births: births.slice(0, 10),
  });
  await world.append({ fact: { kind: "packed", container: carton }, contents: [modules[0]!] });
  const offer = world.offer([carton]);
  await world.record(offer);
  const transfer = "transfer" in offer.fact ? offer.fact.transfer : "";
  await world.append({ fact: { kind: "transfer-accepted", transfer }, contents: [carton] });
  const except = [{ path: [carton, modules[3]!], reason: "missing" as const }];
  await world.record({ fact: { kind: "transfer-accepted", transfer, except }, contents: [carton], by: DISTRIBUTOR });
  await world.append({ fact: { kind: "sold" }, contents: [modules[11]!], births: [births[11]!], by: DISTRIBUTOR });
  await world.record({ fact: { kind: "sold" }, contents: [carton], by: DISTRIBUTOR });
  const before = told.length;
  const approvers = [DISTRIBUTOR, MAKER].sort();
  const move = await world.sign({
    fact: { kind: "member-changed", member: DISTRIBUTOR, set: { mspId: MOVED }, approvers },
  });
  const second = await signer.sign(DISTRIBUTOR, { as: "service" }, eventMessage(move.body));
  expectOk(await ledger.append({ ...move, signatures: sortSignatures([...move.signatures, second]) }));
  const set = { contact: "desk@distributor.example" };
  await world.record({ fact: { kind: "member-changed", member: DISTRIBUTOR, set }, by: DISTRIBUTOR });
  const actorOf = ({ event }: Told): keyof typeof MSP_IDS => JSON.parse(event).body.actor;
  return told.map((one, at) => ({
    ...one,
    mspId: at > before && actorOf(one) === DISTRIBUTOR ? MOVED : MSP_IDS[actorOf(one)]!,
  }));
}

async function someCertificate(): Promise<string> {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=writer",
    keys,
    signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
  });
  return certificate.toString("pem");
}
