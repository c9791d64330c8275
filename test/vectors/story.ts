/** A short life of two lots, with real certificates and signatures: what the ledger is sent, and what it answers. */
import { containerSubject } from "../../lib/domain/event/subject.ts";
import type { Subject } from "../../lib/domain/event/event.ts";
import {
  hashText,
  LATER,
  lotOf,
  MAKER,
  MUCH_LATER,
  makerSscc,
  OPERATOR,
  PRODUCT,
  TRADER,
  transferId,
} from "../model/book.ts";
import { type Person, signatureOf } from "./certificates.ts";
import { type Story, Storyteller } from "./storyteller.ts";

const lumina: Person = { member: "lumina", name: "writer", roles: ["writer"] };
const approvers: Person[] = ["release-1", "release-2"].map((name) => ({
  member: "lumina",
  name,
  roles: ["release-approver"],
}));
const nordwind: Person = { member: "nordwind", name: "writer", roles: ["writer"] };
const arcus: Person = { member: "arcus", name: "writer" };

export function story(): Story {
  const teller = new Storyteller();
  const [lot, withdrawn] = [lotOf(9), lotOf(1, "L-2")];
  const [carton, pallet, again] = [
    containerSubject("lumina", makerSscc(1), 1),
    containerSubject("lumina", makerSscc(100), 1),
    containerSubject("lumina", makerSscc(1), 2),
  ];
  const [one = "", two = "", three = "", ...loose] = lot.modules;
  const born = (...modules: Subject[]) => ({ contents: modules, births: modules.map((module) => lot.birthOf(module)) });

  teller.tell(lumina, { kind: "network-founded", name: "Test network", founder: MAKER });
  teller.tell(lumina, { kind: "member-admitted", admitted: TRADER, approvers: ["lumina"] });
  teller.tell(lumina, { kind: "member-admitted", admitted: OPERATOR, approvers: ["lumina"] });
  teller.tell([lumina, nordwind], { kind: "member-admitted", admitted: OPERATOR, approvers: ["lumina", "nordwind"] });
  teller.tell(lumina, PRODUCT);
  teller.tell(lumina, withdrawn.fact);
  teller.tell(lumina, { kind: "lot-withdrawn", lot: withdrawn.subject, reason: "wrong file" });
  teller.tell(lumina, withdrawn.fact);
  teller.tell(lumina, lot.fact);
  teller.tell(lumina, {
    kind: "member-changed",
    member: "lumina",
    set: { releaseApprovers: 2, contact: "help@lumina.example" },
  });
  teller.tell(lumina, { kind: "packed", container: carton }, born(one));
  teller.tell([lumina, ...approvers.slice(0, 1)], { kind: "lot-released", lot: lot.subject });
  teller.tell(approvers, { kind: "lot-released", lot: lot.subject });
  teller.tell(nordwind, { kind: "packed", container: carton }, born(one));
  teller.tell(lumina, { kind: "packed", container: carton }, born(one, two, three));
  teller.tell(lumina, { kind: "packed", container: pallet }, { contents: [carton] });

  const terms = { to: "nordwind", expiresAt: LATER, consignment: hashText("consignment") } as const;
  const offered = [pallet, ...loose.slice(0, 2)];
  teller.tell(
    lumina,
    { kind: "transfer-offered", transfer: transferId(1), ...terms },
    { contents: offered, births: loose.slice(0, 2).map((module) => lot.birthOf(module)) },
  );
  teller.tell(lumina, { kind: "sold" }, { contents: [pallet] });
  teller.tell(arcus, { kind: "transfer-accepted", transfer: transferId(1) }, { contents: offered });
  teller.tell(
    nordwind,
    {
      kind: "transfer-accepted",
      transfer: transferId(1),
      except: [
        { path: [pallet, carton, two], reason: "missing" },
        { path: [loose[0] ?? ""], reason: "damaged" },
      ],
    },
    { contents: offered },
  );
  teller.tell(nordwind, { kind: "unpacked", container: pallet }, { contents: [carton] });
  teller.tell(nordwind, { kind: "unpacked", container: carton }, { contents: [one, three] });
  teller.tell(lumina, { kind: "packed", container: again }, { contents: [two] });
  teller.tell(
    nordwind,
    { kind: "transfer-offered", transfer: transferId(2), ...terms, to: "arcus" },
    { contents: [one] },
  );
  teller.tell(
    arcus,
    { kind: "transfer-declined", transfer: transferId(2), reason: "not ordered" },
    { contents: [one] },
  );
  teller.tell(
    nordwind,
    { kind: "transfer-offered", transfer: transferId(3), ...terms, to: "arcus" },
    { contents: [three] },
  );
  teller.tell(lumina, { kind: "transfer-withdrawn", transfer: transferId(3) }, { contents: [three] });
  teller.book.time = MUCH_LATER;
  teller.tell(arcus, { kind: "transfer-accepted", transfer: transferId(3) }, { contents: [three] });
  teller.tell(lumina, { kind: "transfer-withdrawn", transfer: transferId(3) }, { contents: [three] });
  const reference = { path: "reference", salt: "cd".repeat(16), value: "PO 4711" };
  teller.tell(nordwind, { kind: "sold" }, { contents: [one, loose[1] ?? ""], seal: [reference] });

  const fact = { kind: "sold" } as const;
  teller.tell(nordwind, fact, { contents: [three], heads: new Map([[three, hashText("made up")]]) });
  const draft = teller.book.draft("nordwind", fact, { contents: [three] });
  const right = signatureOf(draft.body, nordwind);
  teller.submit(draft, [{ ...right, signature: signatureOf(draft.body, arcus).signature }]);
  teller.submit(draft, [signatureOf(draft.body, { member: "mallory", name: "writer" })]);
  teller.submit(draft, [right]);

  return teller.finish();
}
