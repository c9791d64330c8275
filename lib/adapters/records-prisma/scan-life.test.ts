import { ed25519 } from "@noble/curves/ed25519.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashText, LATER, makerSscc, NETWORK, seedOf, transferId } from "../../../test/model/book.ts";
import { openProjected, type Projected } from "../../../test/model/projected.ts";
import { recordedLot } from "../../../test/model/recorded-lot.ts";
import { foundedHistory, type SignedBook } from "../../../test/model/signed-history.ts";
import { hexOf } from "../../domain/bytes/hex.ts";
import { signClaim } from "../../domain/event/claim.ts";
import { correctionOf } from "../../domain/event/corrections.ts";
import type { Subject } from "../../domain/event/event.ts";
import type { Fact } from "../../domain/event/rule.ts";
import { ruleOf } from "../../domain/event/rules.ts";
import { containerSubject, keySubject, labelSubject, moduleSubject } from "../../domain/event/subject.ts";
import { unbornOf } from "../../domain/event/unborn.ts";
import { type Code, codeOfBytes, labelIdOf } from "../../domain/label/code.ts";
import { labelKeyIdOf } from "../../domain/label/label-key.ts";
import { modelOf, payloadBytes, payloadMessage, payloadText } from "../../domain/label/payload.ts";
import { historySentence } from "../../domain/verify/history-sentence.ts";
import { concludeScan } from "../../domain/verify/verdict.ts";
import type { ScanRecords } from "../../ports/scan-records.ts";
import { birthChecker } from "../../usecases/check-birth.ts";
import { lookUpLabel } from "../../usecases/look-up-label.ts";
import { openLotTrees } from "../manifests-file/lot-trees.ts";

const NOW = "2026-03-02T00:00:00.000Z";
const secretOf = (index: number) => hexOf(ed25519.getPublicKey(seedOf(`secret ${index}`)));
const lot = recordedLot(14, "L-1", "lumina", secretOf);
const STORIES = [
  "voided",
  "replaced",
  "activated",
  "recalled",
  "lifted",
  "stolen",
  "stolen-carton",
  "scrapped",
  "corrected",
  "sold",
  "untouched",
  "recovered",
  "recoded",
  "lot-recalled",
] as const;
type Story = (typeof STORIES)[number];
const indexOf = (story: Story) => STORIES.indexOf(story);
const codeOf = (story: Story) => lot.codes[indexOf(story)] as Code;
const moduleOf = (story: Story) => lot.modules[indexOf(story)] as Subject;
const FRESH = codeOfBytes(new Uint8Array(16).fill(9));
const carton = containerSubject("lumina", makerSscc(1), 1);

const declaredKey = (name: string) => {
  const key = { algorithm: "ed25519", publicKey: hexOf(ed25519.getPublicKey(seedOf(name))) } as const;
  const kid = labelKeyIdOf(key) as string;
  return { key, kid, subject: keySubject("lumina", kid), name };
};
const labelKey = declaredKey("label key");
const otherKey = declaredKey("other key");

let here: Projected;
let records: ScanRecords;
beforeAll(async () => {
  here = await openProjected(told(), [lot.lines]);
  records = here.records;
}, 120_000);
afterAll(() => here.close());

function told(): SignedBook {
  const history = foundedHistory();
  function say(actor: string, fact: Fact, contents: readonly Subject[] = [], members: readonly string[] = [actor]) {
    const { states } = history.book;
    const linked = (subjects: readonly Subject[]) =>
      subjects.map((subject) => ({ subject, previous: states.get(subject)?.head ?? null }));
    const singles = ruleOf(fact.kind).singles(fact, { network: NETWORK, actor });
    const births = unbornOf(linked(singles), linked(contents)).map(({ label }) => lot.birthOf(moduleSubject(label)));
    const said = { ...(contents.length > 0 && { contents }), ...(births.length > 0 && { births }) };
    const roles = fact.kind === "lot-released" ? ["release-approver"] : [];
    const people = members.map((member) => ({ member, name: roles.length > 0 ? "approver" : "service", roles }));
    expect([fact.kind, history.say(actor, fact, said, people)]).toEqual([fact.kind, true]);
    return history.entries.at(-1)?.event as (typeof history.entries)[number]["event"];
  }
  for (const { key } of [labelKey, otherKey])
    say("lumina", {
      kind: "label-key-declared",
      ...key,
      quota: 100,
      notBefore: "2026-01-01T00:00:00.000Z",
      notAfter: LATER,
    });
  say("lumina", { ...lot.fact, labelKey: labelKey.subject });
  say("lumina", { kind: "lot-released", lot: lot.subject });
  say("lumina", { kind: "labels-voided", reason: "misprint" }, [labelSubject(labelIdOf(codeOf("voided")))]);
  const replacement = { label: labelIdOf(FRESH), activation: secretOf(99), labelKey: otherKey.subject };
  say("lumina", {
    kind: "label-replaced",
    module: moduleOf("replaced"),
    label: labelIdOf(codeOf("replaced")),
    replacement,
    reason: "damaged",
  });
  const claim = {
    v: 1,
    network: NETWORK,
    buyerKey: secretOf(200),
    checkpoint: { root: hashText("r"), size: 3 },
    nonce: "ab".repeat(16),
  } as const;
  const activate = (story: Story, seed: string, region?: string) =>
    say("nordwind", {
      kind: "activated",
      ...signClaim({ ...claim, module: moduleOf(story) }, seedOf(seed), seedOf("secret 200")),
      ...(region !== undefined && { region }),
    });
  activate("activated", `secret ${indexOf("activated")}`, "DE-BY");
  const recall = { kind: "recalled", reason: "laser ages" } as const;
  say("lumina", { ...recall, recall: transferId(1), target: moduleOf("recalled") });
  say("lumina", { ...recall, recall: transferId(2), target: moduleOf("lifted") });
  const lifting = {
    kind: "recall-lifted",
    recall: transferId(2),
    target: moduleOf("lifted"),
    approver: "nordwind",
    reason: "checked",
  } as const;
  say("lumina", lifting, [], ["lumina", "nordwind"]);
  const at = indexOf("lot-recalled");
  say("lumina", { ...recall, recall: transferId(3), target: lot.subject, leaves: [[at, at + 1]] });
  say("lumina", { kind: "packed", container: carton }, [moduleOf("stolen-carton")]);
  say("lumina", { kind: "reported-stolen" }, [moduleOf("stolen")]);
  say("lumina", { kind: "reported-stolen" }, [carton]);
  say("lumina", { kind: "reported-stolen" }, [moduleOf("recovered")]);
  say("lumina", { kind: "recovered" }, [moduleOf("recovered")]);
  const scrapped = say("lumina", { kind: "scrapped", destroyed: false, reason: "dead laser" }, [
    moduleOf("scrapped"),
    moduleOf("corrected"),
  ]);
  say("lumina", correctionOf(scrapped, [moduleOf("corrected")], "wrong shelf"));
  say("lumina", { kind: "sold" }, [moduleOf("sold")]);
  activate("sold", `secret ${indexOf("sold")}`);
  const digests = { core: hashText("core") };
  say("lumina", {
    kind: "recoded",
    module: moduleOf("recoded"),
    map: "SFF-8636",
    before: digests,
    after: digests,
    hostCoding: "Arista",
  });
  // Anybody can write a correction of an event of its own that it never had.
  const never = history.book.draft("nordwind", { kind: "repaired", module: moduleOf("recoded"), what: "laser" });
  say("nordwind", correctionOf(never, [moduleOf("recoded")], "made up"));
  say("lumina", { kind: "label-key-revoked", key: labelKey.subject, reason: "retired" });
  return history;
}

/** Signed as the maker's label software does. */
function signedLabel(code: Code, by: typeof labelKey, partNumber = "LM-100G-LR4"): string {
  const signed = payloadBytes({ kid: by.kid, model: modelOf(partNumber), code, issuedOn: "2026-02-01" });
  return payloadText({ signed, signature: ed25519.sign(payloadMessage(signed), seedOf(by.name)) });
}

async function look(code: string, confirmed?: string) {
  const asked: ("known" | "unknown")[] = [];
  const limits = {
    known: async () => asked.push("known") > 0,
    unknown: async () => asked.push("unknown") > 0,
    challenge: () => "",
    paid: async () => false,
  };
  const found = await lookUpLabel(
    {
      records,
      birthCheck: birthChecker(openLotTrees(here.folder)),
      clock: { now: () => NOW },
      limits,
      confirmedCase: async () => (confirmed === undefined ? null : { case: confirmed, at: NOW }),
      fault: (cause) => {
        throw cause;
      },
    },
    { code, ip: "192.0.2.1" },
  );
  return { ...found, asked, verdict: concludeScan(found.facts, "en") };
}
const linesOf = async (code: string) => {
  const { facts } = await look(code);
  return facts.is === "known" ? facts.history.map((step) => historySentence(step, "en")).slice(4) : [];
};

describe("the answer for a label whose module had a life", () => {
  it.each([
    ["voided", "LABEL_VOID"],
    ["replaced", "LABEL_VOID"],
    ["activated", "ALREADY_ACTIVATED"],
    ["recalled", "RECALLED"],
    ["lot-recalled", "RECALLED"],
    ["lifted", "RECORD_FOUND"],
    ["stolen", "STOLEN"],
    ["stolen-carton", "STOLEN"],
    ["recovered", "RECORD_FOUND"],
    ["scrapped", "RETIRED"],
    ["corrected", "RECORD_FOUND"],
    ["sold", "ALREADY_ACTIVATED"],
    ["recoded", "RECORD_FOUND"],
    ["untouched", "RECORD_FOUND"],
  ] as const)("%s is %s, its birth still under the lot's root", async (story, name) => {
    const { verdict, facts } = await look(codeOf(story));
    expect(verdict.name).toBe(name);
    expect(facts).toMatchObject({ birth: "passed", brokenRules: 0 });
  });

  it("says when it was voided, recalled, stolen, retired", async () => {
    for (const story of ["voided", "recalled", "lot-recalled", "stolen", "stolen-carton", "scrapped"] as const)
      expect((await look(codeOf(story))).verdict.text).toMatch(/\(2026-03-01\)| on 2026-03-01;/);
  });

  it("finds a module by the label that took another's place, and the old label names the new one", async () => {
    const fresh = await look(FRESH);
    expect(fresh.facts).toMatchObject({
      label: { status: "current", replacedBy: null },
      module: { serialNumber: "LM26L10001" },
      birth: "passed",
    });
    expect((await look(codeOf("replaced"))).facts).toMatchObject({
      label: { status: "void", replacedBy: labelIdOf(FRESH) },
    });
  });

  it("stops for a confirmed case whatever else is known", async () => {
    expect((await look(codeOf("untouched"), "C-12")).verdict).toMatchObject({
      name: "SUSPECT",
      text: expect.stringContaining("case C-12"),
    });
  });

  it("tells its life in plain lines, each once, and nothing of the recall of others in its lot", async () => {
    expect(await linesOf(codeOf("untouched"))).toEqual([]);
    expect(await linesOf(codeOf("lot-recalled"))).toEqual([
      "lumina Ltd recalled modules of its lot, this one among them: laser ages",
    ]);
    expect(await linesOf(codeOf("lifted"))).toEqual([
      "lumina Ltd recalled it: laser ages",
      "lumina Ltd lifted the recall of it: checked",
    ]);
    expect(await linesOf(codeOf("corrected"))).toEqual([
      "lumina Ltd scrapped it: dead laser",
      "lumina Ltd corrected an earlier entry: wrong shelf",
    ]);
    expect(await linesOf(codeOf("sold"))).toEqual([
      "lumina Ltd sold it to a customer outside the network.",
      "A buyer uncovered and activated its secret; nordwind Ltd carried it to the ledger.",
    ]);
    expect(await linesOf(codeOf("activated"))).toEqual([
      "A buyer uncovered and activated its secret (DE-BY); nordwind Ltd carried it to the ledger.",
    ]);
    for (const code of [FRESH, codeOf("replaced")])
      expect(await linesOf(code)).toEqual(["lumina Ltd replaced its label: it was damaged."]);
    expect(await linesOf(codeOf("recoded"))).toEqual([
      "lumina Ltd coded it for Arista. Coding for a host is not counterfeiting.",
    ]);
  });
});

describe("a carton that was reported stolen", () => {
  it("says so under its own number", async () => {
    const { found } = await records.container(makerSscc(1));
    expect(found).toMatchObject({ state: "held", stolenAt: expect.stringMatching(/^2026-03-01T/) });
  });
});

describe("a signed label", () => {
  it("answers as its code does, with its signature passed, though the key was revoked later", async () => {
    const { verdict, facts, asked } = await look(signedLabel(codeOf("untouched"), labelKey).toLowerCase());
    expect(verdict.name).toBe("RECORD_FOUND");
    expect(facts).toMatchObject({ label: { signature: "passed" } });
    expect(verdict.checked.find(({ name }) => name === "label-signature")?.status).toBe("passed");
    expect(asked).toEqual(["known"]);
  });

  it("that took another's place is signed by the key that the ledger took it under", async () => {
    expect((await look(signedLabel(FRESH, otherKey))).facts).toMatchObject({ label: { signature: "passed" } });
    expect((await look(signedLabel(FRESH, labelKey))).verdict.name).toBe("BAD_SIGNATURE");
  });

  it("is V1 with any character changed, with a key that nobody declared, and with a key of another lot", async () => {
    const label = signedLabel(codeOf("untouched"), labelKey);
    for (let at = 0; at < label.length; at += 7) {
      const other = label[at] === "0" ? "1" : "0";
      const { verdict, asked, status } = await look(label.slice(0, at) + other + label.slice(at + 1));
      expect([at, verdict.name, status]).toEqual([at, "BAD_SIGNATURE", 200]);
      expect(asked).toEqual(["unknown"]);
    }
    expect((await look(signedLabel(codeOf("untouched"), declaredKey("nobody's")))).verdict.name).toBe("BAD_SIGNATURE");
    expect((await look(signedLabel(codeOf("untouched"), otherKey))).verdict.name).toBe("BAD_SIGNATURE");
  });

  it("that was never registered is V0 under a good key, and V1 under one that was revoked", async () => {
    const nobodys = codeOfBytes(new Uint8Array(16).fill(3));
    expect((await look(signedLabel(nobodys, otherKey))).verdict).toMatchObject({ name: "NO_RECORD" });
    expect((await look(signedLabel(nobodys, labelKey))).verdict).toMatchObject({ name: "BAD_SIGNATURE" });
  });

  it("for another part number than the record's suspends the verdict", async () => {
    expect((await look(signedLabel(codeOf("untouched"), labelKey, "LM-10G"))).verdict.name).toBe("RECORDS_DISAGREE");
  });

  it("of another length is no signed label", async () => {
    for (const length of [153, 155])
      expect(
        (await look(signedLabel(codeOf("untouched"), labelKey).padEnd(155, "0").slice(0, length))).verdict.name,
      ).toBe("NO_RECORD");
  });

  it("of a voided label or a stolen module says that first", async () => {
    expect((await look(signedLabel(codeOf("voided"), labelKey))).verdict.name).toBe("LABEL_VOID");
    expect((await look(signedLabel(codeOf("stolen"), labelKey))).verdict.name).toBe("STOLEN");
  });
});
