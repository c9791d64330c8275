/** Where every run of the custody model begins: three members, a released lot, and perhaps a pallet. */
import type { MemberId } from "../../lib/domain/event/event.ts";
import { containerSubject } from "../../lib/domain/event/subject.ts";
import { ssccOf } from "../../lib/domain/label/sscc.ts";
import { expectOk } from "../../lib/domain/result.ts";
import { accept, type Book, foundedBook, LATER, lotOf, offer, pack, release, signer } from "./book.ts";
import type { CustodyModel } from "./custody-model.ts";

export const MEMBERS: readonly MemberId[] = ["lumina", "nordwind", "arcus"];
export const PREFIX: Readonly<Record<MemberId, string>> = { lumina: "4012345", nordwind: "7350053", arcus: "9521321" };
export const START = "2026-03-01T12:00:00.000Z";
/** Each module with a covered secret. */
export const lot = lotOf(14, "L-1", "lumina", true);

/** No move draws this number. */
const FIRST_OFFER = 900;

/** Everything a world begins with; each run copies it. */
export const beginning = (() => {
  const book = foundedBook();
  const signers = MEMBERS.map((member) => signer(member));
  const set = { gs1Prefixes: [PREFIX.arcus ?? ""] };
  book.say("lumina", { kind: "member-changed", member: "arcus", set, approvers: ["lumina", "nordwind"] }, { signers });
  release(book, lot);
  return book;
})();

/** A pallet of two cartons, so that there is something deep inside from the start; and the operator has two modules in hand. */
export function stock(model: CustodyModel, book: Book): void {
  const [first = "", second = "", pallet = ""] = [0, 1, 2].map((serial) =>
    containerSubject("lumina", ssccOf(0, PREFIX.lumina ?? "", serial), 1),
  );
  for (const [container, things] of [
    [first, lot.modules.slice(0, 3)],
    [second, lot.modules.slice(3, 5)],
    [pallet, [first, second]],
  ] as const) {
    expectOk(pack(book, "lumina", container, things, lot));
    model.pack(container, things, "lumina");
  }
  const things = lot.modules.slice(-2);
  expectOk(offer(book, "lumina", "arcus", FIRST_OFFER, things, lot));
  model.offer(FIRST_OFFER, { from: "lumina", to: "arcus", things, expiresAt: LATER, open: true });
  expectOk(accept(book, "arcus", FIRST_OFFER, things));
  model.accept(FIRST_OFFER, []);
}
