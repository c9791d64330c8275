import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { ed25519 } from "@noble/curves/ed25519.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { APPROVER, clock, type Installation, openInstallation, random } from "../../test/model/installation.ts";
import { openTestDatabase, type TestDatabase } from "../../test/postgres.ts";
import { openAttempts } from "../adapters/attempts-postgres/attempts.ts";
import { openLotTrees } from "../adapters/manifests-file/lot-trees.ts";
import { openScanRecords } from "../adapters/records-prisma/scan-records.ts";
import { base64UrlOf } from "../domain/bytes/base64url.ts";
import { hexOf } from "../domain/bytes/hex.ts";
import { type Claimant, claimantMessage, signClaim } from "../domain/event/claim.ts";
import type { Claim, SignedClaim } from "../domain/event/event.ts";
import { lotSubject } from "../domain/event/subject.ts";
import { activationKeyOf, activationSeedOf, type Secret } from "../domain/label/secret.ts";
import { workOn } from "../domain/verify/proof-of-work.ts";
import type { ScanAnswer } from "../domain/verify/scan-answer.ts";
import type { PrintLine } from "../ports/manifests.ts";
import { activationLimits, NO_ACTIVATION_LIMITS } from "../usecases/activation-limits.ts";
import { birthChecker } from "../usecases/check-birth.ts";
import { freshNumbers } from "../usecases/fresh-numbers.ts";
import { recentBuyers } from "../usecases/recent-buyers.ts";
import { registerLot } from "../usecases/register-lot.ts";
import { submitCommand } from "../usecases/submit-command.ts";
import { depsWith, get } from "./public-door.testing.ts";
import type { PublicDeps } from "./public-routes.ts";

type Offer = { module: string; network: string; checkpoint: Claim["checkpoint"]; nonce: string; activatable: boolean };
type Answer = ScanAnswer & { outcome?: string; challenge?: string; offer: Offer; receipt?: { index: number } };

let database: TestDatabase;
let here: Installation;
let lines: PrintLine[];
/** What the clock of numbers and of recent buyers shows. */
let now = Date.parse("2026-11-29T12:00:00.000Z");

beforeAll(async () => {
  database = await openTestDatabase({ migrate: true });
  here = await openInstallation(database);
  await here.found();
  const sheet = (prefix: string) =>
    `serialNumber\n${Array.from({ length: 10 }, (_, at) => `${prefix}${at}`).join("\n")}\n`;
  await registerLot(here.register, await here.queue(sheet("A"), { secrets: true }));
  await registerLot(here.register, await here.queue(sheet("B"), { lotId: "L-2", secrets: true }));
  await here.recorded(APPROVER, { kind: "release-lot", lotId: "L-1" });
  await here.caughtUp();
  lines = await pack("L-1");
});
afterAll(async () => {
  await here.close();
  await database.close();
});

async function pack(lotId: string): Promise<PrintLine[]> {
  const read: PrintLine[] = [];
  for await (const line of here.printPacks.read(lotSubject("lumen", lotId))) read.push(line);
  return read;
}

function deps(changes: Partial<PublicDeps> = {}): PublicDeps {
  return depsWith({
    records: openScanRecords(here.pool),
    birthCheck: birthChecker(openLotTrees(join(here.folder, "manifests"))),
    clock,
    submit: (actor, command, options) =>
      submitCommand({ journal: here.journal, clock, random, waitMs: 20_000 }, actor, command, options),
    numbers,
    activationLimits: NO_ACTIVATION_LIMITS,
    recentBuyers: recentBuyers(() => now),
    ...changes,
  });
}
const numbers = freshNumbers("of these tests", () => now);

const buyer = () => {
  const seed = new Uint8Array(randomBytes(32));
  return { seed, key: hexOf(ed25519.getPublicKey(seed)) };
};
const seedOfLine = (line: PrintLine | undefined) => activationSeedOf(line?.secret as Secret);
const covered = (line: PrintLine | undefined) => `/A/${activationKeyOf(line?.secret as Secret)}`;

async function offerAt(door: string, from: PublicDeps): Promise<Answer> {
  const { text, status } = await get(from, door);
  expect(status).toBe(200);
  return JSON.parse(text) as Answer;
}
async function post(from: PublicDeps, door: string, body: unknown, ip = "192.0.2.1") {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await get(from, door, {
    method: "POST",
    ip,
    body: async (most) => (text.length > most ? undefined : text),
  });
  return { status: answer.status, headers: answer.headers, ...(JSON.parse(answer.text) as Answer) };
}
function claimFor(
  { module, network, checkpoint, nonce }: Offer,
  line: PrintLine | undefined,
  by: ReturnType<typeof buyer>,
): SignedClaim {
  const claim: Claim = { v: 1, module, network, checkpoint, nonce, buyerKey: by.key };
  return signClaim(claim, seedOfLine(line), by.seed);
}
function proofFor({ module, network, nonce }: Offer, by: ReturnType<typeof buyer>) {
  const claimant: Claimant = { v: 1, network, module, buyerKey: by.key, nonce };
  return { claimant, signature: base64UrlOf(ed25519.sign(claimantMessage(claimant), by.seed)) };
}
async function activated(line: PrintLine | undefined, by = buyer(), from = deps()) {
  const { offer } = await offerAt(covered(line), from);
  const signed = claimFor(offer, line, by);
  return { answer: await post(from, covered(line), signed), signed, by, from, door: covered(line) };
}

describe("activation by the covered code", () => {
  it("is V4 for whoever uncovers it first, with the entry on the ledger, and V5 for everybody who just looks", async () => {
    const [line] = lines;
    const from = deps();
    const { offer, module } = await offerAt(covered(line), from);
    expect(offer).toMatchObject({ activatable: true, module: expect.stringMatching(/^module\/[0-9a-f]{64}$/) });
    expect(module?.serialNumber).toBe("A0");
    const { answer } = await activated(line, buyer(), from);
    expect(answer).toMatchObject({
      status: 201,
      outcome: "recorded",
      verdict: { code: "V4", name: "ACTIVATED_BY_YOU" },
    });
    expect(answer.receipt?.index).toBe((await here.ledger.size()) - 1);
    expect(answer.activation).toEqual({ at: expect.any(String), region: null });
    const looked = await get(from, `/v/${line?.code}`, { accept: "application/json" });
    expect(looked.json()).toMatchObject({ verdict: { code: "V5" }, activation: answer.activation });
    const page = await get(from, `/v/${line?.code}`);
    expect(page.text).toContain("Activated before:");
  });

  it("works the same through the open code, and the secret is in no table and no answer", async () => {
    const line = lines[1];
    const from = deps();
    const door = `/v/${line?.code.toLowerCase()}/activations`;
    const { offer } = await offerAt(door, from);
    const answer = await post(from, door, claimFor(offer, line, buyer()));
    expect(answer).toMatchObject({ status: 201, verdict: { code: "V4" } });
    expect(JSON.stringify(answer)).not.toContain(line?.secret);
    const { rows } = await here.pool.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    for (const { name } of rows) {
      const found = await here.pool.query(`SELECT 1 FROM ${name} AS t WHERE strpos(to_jsonb(t)::text, $1) > 0`, [
        line?.secret,
      ]);
      expect([name, found.rowCount]).toEqual([name, 0]);
    }
  });

  it("happens once: somebody else with the same covered code is told that it was activated before", async () => {
    const line = lines[2];
    const { answer } = await activated(line);
    const second = await activated(line);
    expect(second.answer).toMatchObject({ status: 409, outcome: "already-activated", verdict: { code: "V5" } });
    expect(second.answer.activation).toEqual(answer.activation);
  });

  it("of two who claim at once gives one the module and the other V5", async () => {
    const line = lines[3];
    const answers = await Promise.all([activated(line), activated(line)]);
    expect(answers.map(({ answer }) => answer.verdict.code).sort()).toEqual(["V4", "V5"]);
  });

  it("answers the same buyer the same: to the claim sent again at once, and later to a fresh proof", async () => {
    const line = lines[4];
    const { answer, signed, by, from, door } = await activated(line);
    const again = await post(from, door, signed);
    expect(again).toMatchObject({
      status: 200,
      outcome: "yours",
      verdict: answer.verdict,
      activation: answer.activation,
    });
    now += 3_600_000;
    const { offer } = await offerAt(door, from);
    expect(offer.activatable).toBe(false);
    const proved = await post(from, door, proofFor(offer, by));
    expect(proved).toMatchObject({ status: 200, outcome: "yours", verdict: answer.verdict });
  });

  it("takes a copied claim, an old proof, and another's proof for nothing", async () => {
    const { signed, by, from, door } = await activated(lines[5]);
    const copier = await post(from, door, signed, "198.51.100.7");
    expect(copier).toMatchObject({ status: 409, verdict: { code: "V5" } });
    const { offer } = await offerAt(door, from);
    const proof = proofFor(offer, by);
    expect((await post(from, door, proofFor(offer, buyer()))).verdict.code).toBe("V5");
    expect((await post(from, door, { ...proof, signature: signed.buyerSignature })).status).toBe(422);
    now += 16 * 60_000;
    expect((await post(from, door, proof, "198.51.100.7")).verdict.code).toBe("V5");
    expect((await post(from, door, signed)).verdict.code).toBe("V5");
  });

  it("refuses what is signed by another secret, for another module or network, or is no claim at all", async () => {
    const line = lines[6];
    const from = deps();
    const door = covered(line);
    const { offer } = await offerAt(door, from);
    const wrong = [
      claimFor(offer, lines[7], buyer()),
      claimFor({ ...offer, network: "0".repeat(32) }, line, buyer()),
      claimFor({ ...offer, module: `module/${"0".repeat(64)}` }, line, buyer()),
      proofFor(offer, buyer()),
    ];
    for (const body of wrong) {
      const answer = await post(from, door, body);
      expect(answer).toMatchObject({ status: 422, outcome: "claim-invalid", verdict: { code: "V2" } });
    }
    for (const body of ["", "{}", "null", "x".repeat(5_000), { secret: line?.secret }])
      expect(await post(from, door, body)).toMatchObject({
        status: 400,
        headers: { "content-type": "application/problem+json" },
      });
    expect((await offerAt(door, from)).offer.activatable).toBe(true);
  });

  it("is refused for a lot that is not released, and says so", async () => {
    const [line] = await pack("L-2");
    const { answer } = await activated(line);
    expect(answer).toMatchObject({ status: 409, outcome: "refused", verdict: { name: "NOT_RELEASED" } });
  });

  it("answers 404 with V0 for a key and a code that nobody registered", async () => {
    for (const door of [`/A/${"ab".repeat(32)}`, "/v/7ZZZZZZZZZZZZZZZZZZZZZZZZZ/activations"])
      expect(await post(deps(), door, {})).toMatchObject({ status: 404, verdict: { code: "V0" } });
  });

  it("is V8 and nothing is activated when records, limits or journal cannot be reached", async () => {
    const line = lines[7];
    const { offer } = await offerAt(covered(line), deps());
    const signed = claimFor(offer, line, buyer());
    const broken = () => Promise.reject(new Error("no database"));
    const faults: Partial<PublicDeps>[] = [
      { submit: broken },
      { activationLimits: { ...NO_ACTIVATION_LIMITS, mayAsk: broken } },
      { records: { ...openScanRecords(here.pool), label: broken } },
      { confirmedCase: broken },
    ];
    for (const fault of faults)
      expect(await post(deps(fault), covered(line), signed)).toMatchObject({
        status: 503,
        verdict: { name: "UNAVAILABLE" },
      });
    const silent = deps({
      ledger: { kind: "fabric", checkpoint: async () => null, reach: async () => ({ block: 3, silentSince: null }) },
    });
    expect(await post(silent, covered(line), signed)).toMatchObject({ status: 503, outcome: "ledger-silent" });
    expect((await offerAt(covered(line), deps())).offer.activatable).toBe(true);
  });

  it("is to be tried again while the outbox is full, which is no word about the code, unlike another refusal", async () => {
    const line = lines[7];
    const { offer } = await offerAt(covered(line), deps());
    const refusing = (code: string) =>
      deps({
        submit: async (_actor, { kind }) => ({
          id: "x",
          kind,
          state: "refused",
          events: [],
          problem: { code, sentence: "No." },
          createdAt: clock.now(),
        }),
      });
    const full = await post(refusing("outbox-full"), covered(line), claimFor(offer, line, buyer()));
    expect(full).toMatchObject({ status: 503, outcome: "ledger-silent", headers: { "retry-after": "30" } });
    const refused = await post(refusing("claim-invalid"), covered(line), claimFor(offer, line, buyer()));
    expect(refused).toMatchObject({ status: 409, outcome: "refused" });
  });

  it("is never told before the ledger has it", async () => {
    const line = lines[8];
    const { offer } = await offerAt(covered(line), deps());
    const signed = claimFor(offer, line, buyer());
    const slow = deps({
      submit: async (_actor, { kind }) => ({ id: "x", kind, state: "pending", events: [], createdAt: clock.now() }),
    });
    expect(await post(slow, covered(line), signed)).toMatchObject({
      status: 202,
      outcome: "pending",
      verdict: { code: "V2" },
      activation: null,
    });
  });
});

describe("limits against guessing", () => {
  it("ask for work after five wrong keys for a unit, and never lock it for its owner", async () => {
    const line = lines[9];
    const limited = () => deps({ activationLimits: activationLimits(openAttempts(here.pool), numbers) });
    const door = covered(line);
    const { offer } = await offerAt(door, limited());
    for (let n = 0; n < 5; n++)
      expect((await post(limited(), door, claimFor(offer, lines[0], buyer()), `203.0.113.${n}`)).status).toBe(422);
    const owner = buyer();
    const signed = claimFor(offer, line, owner);
    const due = await post(limited(), door, signed, "192.0.2.77");
    expect(due).toMatchObject({ status: 429, outcome: "work-due", verdict: { code: "V2" } });
    const work = workOn(due.challenge ?? "", 0, 5_000_000);
    const lazy = { challenge: due.challenge, answer: (work?.answer ?? 0) + 1 };
    expect((await post(limited(), door, { ...signed, work: lazy }, "192.0.2.77")).status).toBe(429);
    const done = await post(limited(), door, { ...signed, work }, "192.0.2.77");
    expect(done).toMatchObject({ status: 201, verdict: { code: "V4" } });
    expect((await post(limited(), door, { ...signed, work }, "192.0.2.77")).status).toBe(429);
  });

  it("ask for work after twenty requests of one network in an hour", async () => {
    const limits = activationLimits(openAttempts(here.pool), numbers);
    const may = [];
    for (let n = 0; n < 21; n++) may.push(await limits.mayAsk("somebody", "module/none", undefined));
    expect(may).toEqual([...Array(20).fill(true), false]);
    expect(await limits.mayAsk("another", "module/none", undefined)).toBe(true);
  });

  it("take the work of each who asks for one module in the same second, and none of it twice", async () => {
    const limits = activationLimits(openAttempts(here.pool), numbers);
    for (let n = 0; n < 5; n++) await limits.failed("module/tried");
    const challenge = limits.challenge("module/tried");
    const first = workOn(challenge, 0, 10_000_000);
    const second = workOn(challenge, (first?.answer ?? 0) + 1, 10_000_000);
    expect(await limits.mayAsk("a rival", "module/tried", first)).toBe(true);
    expect(await limits.mayAsk("the owner", "module/tried", second)).toBe(true);
    expect(await limits.mayAsk("the owner", "module/tried", first)).toBe(false);
  });
});
