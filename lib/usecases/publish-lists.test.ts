import { describe, expect, it } from "vitest";
import { NETWORK, profileOf } from "../../test/model/book.ts";
import { declared, kidOf, revoked } from "../../test/model/offline-lists.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { rootOf } from "../../test/vectors/certificates.ts";
import { openPublicLists } from "../adapters/public-lists-file/public-lists.ts";
import { openFileLogSigner, openFileSigner } from "../adapters/signer-file/index.ts";
import type { Base64Url, LedgerEvent, MemberId, Subject } from "../domain/event/event.ts";
import type { States, SubjectState } from "../domain/event/state.ts";
import { memberSubject, networkSubject } from "../domain/event/subject.ts";
import { expectOk } from "../domain/result.ts";
import { acceptLabelKeyList } from "../domain/verify/label-key-list.ts";
import { acceptTrustList } from "../domain/verify/trust-list.ts";
import { publishLists } from "./publish-lists.ts";

const head = "0".repeat(64);

async function installation(hosts: readonly MemberId[]) {
  const folder = temporaryFolder("lists");
  let now = "2026-03-10T08:00:00.000Z";
  const clock = { now: () => now };
  const signer = await openFileSigner({ folder: `${folder}/keys`, clock });
  const roots = new Map<MemberId, Base64Url>();
  for (const member of hosts) roots.set(member, await signer.createMember(member));
  const members = new Set(["harbor", "lumen"]);
  const events: LedgerEvent[] = [];
  const deps = {
    signer,
    logSigner: await openFileLogSigner({ folder: `${folder}/keys` }),
    lists: openPublicLists(`${folder}/lists`),
    labelKeys: { all: async () => events },
    clock,
    states: {
      founding: async () => ({ network: NETWORK, founder: "lumen" }),
      async states(): Promise<States> {
        const network = { is: "network", name: "N", members: [...members], head } as const;
        const all = [...members].map((member) => {
          const profile = profileOf(member, { name: `The ${member}`, roots: [roots.get(member) ?? rootOf(member)] });
          return [memberSubject(member), { is: "member", active: true, head, profile }] as const;
        });
        return new Map<Subject, SubjectState>([[networkSubject(NETWORK), network], ...all]);
      },
      eventOf: async () => undefined,
      size: async () => 0,
    },
  };
  return { deps, events, members, pass: (to: string) => (now = to) };
}

describe("the signed lists of an installation", () => {
  it("name every active member, its own log key, and what makers declared and revoked", async () => {
    const { deps, events } = await installation(["harbor"]);
    events.push(declared("lumen", "q1"), declared("lumen", "q2"), revoked("lumen", "q2"));
    expect(await publishLists(deps)).toEqual(["trust", "label-keys"]);
    const at = deps.clock.now();
    const trust = expectOk(acceptTrustList((await deps.lists.read("trust")) ?? "", undefined, at));
    expect(trust.statement.members.map(({ member, logKeys }) => [member, logKeys?.length])).toEqual([
      ["harbor", 1],
      ["lumen", undefined],
    ]);
    const list = expectOk(acceptLabelKeyList((await deps.lists.read("label-keys")) ?? "", trust.statement, {}, at));
    expect(list.keys.find(({ kid }) => kid === kidOf("q1"))).toMatchObject({ makerName: "The lumen" });
    expect(list.keys.find(({ kid }) => kid === kidOf("q2"))?.revokedAt).toBeDefined();
  });

  it("are signed anew when the day or what they say has changed, and not else", async () => {
    const { deps, events, members, pass } = await installation(["harbor"]);
    await publishLists(deps);
    expect(await publishLists(deps)).toEqual([]);
    events.push(declared("lumen", "q1"));
    expect(await publishLists(deps)).toEqual(["label-keys"]);
    members.delete("lumen");
    expect(await publishLists(deps)).toEqual(["trust", "label-keys"]);
    pass("2026-03-11T00:00:00.000Z");
    expect(await publishLists(deps)).toEqual(["trust", "label-keys"]);
  });

  it("are not made by an installation that holds no active member's keys", async () => {
    const { deps } = await installation(["stranger"]);
    expect(await publishLists(deps)).toEqual([]);
    expect(await deps.lists.read("trust")).toBeUndefined();
  });
});
