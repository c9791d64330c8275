/** What befalls labels, modules and members beside custody, one event of every kind and what nobody may do. */
import { correctionOf } from "../../lib/domain/event/corrections.ts";
import type { MemberId, MemberProfile } from "../../lib/domain/event/event.ts";
import type { Fact } from "../../lib/domain/event/rule.ts";
import { labelIdOfSubject } from "../../lib/domain/event/subject.ts";
import { hashText, lotOf, MAKER, MUCH_LATER, OPERATOR, PRODUCT, TRADER } from "../model/book.ts";
import { birthsWith, five, four, labelKey, one, playEveryKind, two } from "../model/every-kind.ts";
import type { Person } from "./certificates.ts";
import { type Story, Storyteller } from "./storyteller.ts";

const service = (member: MemberId): Person => ({ member, name: "service", roles: ["release-approver"] });

/** @param mspIds where a ledger knows organisations by an MSP; absent in the golden story */
export function life(mspIds: Readonly<Record<MemberId, string>> = {}): Story {
  const through = (profile: MemberProfile) => {
    const mspId = mspIds[profile.member];
    return mspId === undefined ? profile : { ...profile, mspId };
  };
  const [maker, trader, operator] = [MAKER, TRADER, OPERATOR].map(through) as [
    MemberProfile,
    MemberProfile,
    MemberProfile,
  ];
  const teller = new Storyteller();
  const say = (by: MemberId | readonly MemberId[], fact: Fact, contents?: readonly string[]) => {
    const members = [by].flat();
    const births = birthsWith(teller.book.states, members[0] ?? "", fact, contents);
    const said = { ...(contents && { contents }), ...(births.length > 0 && { births }) };
    return teller.tell(members.map(service), fact, said);
  };
  say("lumina", { kind: "network-founded", name: "Test network", founder: maker });
  say("lumina", { kind: "member-admitted", admitted: trader, approvers: ["lumina"] });
  say(["lumina", "nordwind"], { kind: "member-admitted", admitted: operator, approvers: ["lumina", "nordwind"] });
  say("lumina", PRODUCT);
  playEveryKind((by, fact, contents) => {
    const { event, taken } = say(by, fact, contents);
    if (!taken) throw new Error(`${fact.kind} was refused`);
    return event;
  });

  const replacement = { label: hashText("another"), activation: null };
  const label = labelIdOfSubject(two);
  say("lumina", { kind: "label-replaced", module: two, label, replacement, reason: "lost" });
  say("lumina", { ...lotOf(3, "L-3").fact, labelKey });
  say("nordwind", { kind: "recalled", recall: "ab".repeat(16), target: two, reason: "not mine" });
  say("lumina", { kind: "recalled", recall: "ab".repeat(16), target: two, reason: "laser ages" });
  const lift = { kind: "recall-lifted", recall: "ab".repeat(16), target: two, reason: "x" } as const;
  say("lumina", { ...lift, approver: "lumina" });
  say("lumina", { ...lift, approver: "nordwind" });
  say("nordwind", { kind: "sold" }, [two]);
  say("nordwind", { kind: "installed", module: four });
  say("arcus", { kind: "installed", module: five });
  say("arcus", { kind: "sold" }, [five]);
  say("nordwind", { kind: "reported-stolen" }, [four]);
  say("nordwind", { kind: "sold" }, [four]);
  say("nordwind", { kind: "returned" }, [four]);
  const activated = teller.book.events.find(({ body }) => body.kind === "activated")?.body;
  if (activated?.kind === "activated") {
    const { claim, activationSignature, buyerSignature } = activated;
    say("arcus", { kind: "activated", claim, activationSignature, buyerSignature });
    say("arcus", { kind: "activated", claim, activationSignature: buyerSignature, buyerSignature });
  }
  const scrapped = teller.book.events.find(({ body }) => body.kind === "scrapped");
  if (scrapped) {
    say("nordwind", correctionOf(scrapped, [one], "not mine"));
    teller.book.time = MUCH_LATER;
    say("lumina", correctionOf(scrapped, [one], "too late"));
  }
  say("newcomer", { kind: "member-changed", member: "newcomer", set: { contact: "help@newcomer.example" } });
  return teller.finish();
}
