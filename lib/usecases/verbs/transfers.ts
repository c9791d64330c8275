/** What every answer to an offer needs: the open transfer, and the things that were offered in it. */
import type { Id16, Subject } from "../../domain/event/event.ts";
import type { TransferState } from "../../domain/event/state.ts";
import { transferSubject } from "../../domain/event/subject.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { Desk } from "../desk.ts";
import type { Problem } from "../operation.ts";
import { problem } from "../verb.ts";

export type OpenTransfer = { readonly transfer: TransferState; readonly items: readonly Subject[] };

/** @param side which end of it the asker must be; a stranger learns nothing of it */
export async function openTransferOf(
  id: Id16,
  side: "receiver" | "giver" | "either",
  desk: Desk,
): Promise<Result<OpenTransfer, Problem>> {
  const { member } = desk.actor;
  const transfer = await desk.state(transferSubject(id));
  const known = transfer?.is === "transfer" && [transfer.from, transfer.to].includes(member);
  if (!known) return problem("transfer-unknown", "There is no such transfer of yours. Check its id.");
  if (side === "receiver" && transfer.to !== member)
    return problem(
      "not-the-receiver",
      `This transfer was offered to ${transfer.to}; only they may answer it. You may withdraw it.`,
    );
  if (side === "giver" && transfer.from !== member && desk.now <= transfer.expiresAt)
    return problem(
      "not-the-giver",
      `Only ${transfer.from} may withdraw this offer before it expires. You may decline it.`,
    );
  if (transfer.status !== "offered")
    return problem("transfer-not-open", `This transfer is ${transfer.status} already. Load it again.`);
  // While it is open its last event is the offer, and the offer lists its things.
  const offer = await desk.deps.states.eventOf(transfer.head);
  if (!offer?.contents) throw new Error(`the offer of transfer ${id} is not on the ledger under its head`);
  return ok({ transfer, items: offer.contents.map(({ subject }) => subject) });
}
