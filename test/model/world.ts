/** Where every run of the custody model begins: three members, a released lot, and perhaps a pallet. */
import type { MemberId } from "../../lib/domain/event/event.ts";
import { containerSubject } from "../../lib/domain/event/subject.ts";
import { ssccOf } from "../../lib/domain/label/sscc.ts";
import { expectOk } from "../../lib/domain/result.ts";
import { type Book, foundedBook, lotOf, pack, release, signer } from "./book.ts";
import type { CustodyModel } from "./custody-model.ts";

export const MEMBERS: readonly MemberId[] = ["lumina", "nordwind", "arcus"];
export const PREFIX: Readonly<Record<MemberId, string>> = { lumina: "4012345", nordwind: "7350053", arcus: "9521321" };
export const START = "2026-03-01T12:00:00.000Z";
export const lot = lotOf(14);

/** Everything a world begins with; each run copies it. */
export const beginning = (() => {
  const book = foundedBook();
  const signers = MEMBERS.map((member) => signer(member));
  const set = { gs1Prefixes: [PREFIX.arcus ?? ""] };
  book.say("lumina", { kind: "member-changed", member: "arcus", set, approvers: ["lumina", "nordwind"] }, { signers });
  release(book, lot);
  return book;
})();

/** A pallet of two cartons, so that there is something deep inside from the start. */
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
}
