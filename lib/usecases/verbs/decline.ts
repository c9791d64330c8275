/** A receiver does not want what was offered; everything stays with the giver. */
import { ok } from "../../domain/result.ts";
import { byPerson, type Verb } from "../verb.ts";
import { openTransferOf } from "./transfers.ts";

export const decline: Verb<"decline"> = async ({ transferId, reason }, desk) => {
  const open = await openTransferOf(transferId, "receiver", desk);
  if (!open.ok) return open;
  const written = await desk.write({
    fact: { kind: "transfer-declined", transfer: transferId, ...(reason && { reason }) },
    contents: open.value.items,
    signedBy: byPerson(desk.actor),
  });
  return written.ok ? ok({ transferId }) : written;
};
