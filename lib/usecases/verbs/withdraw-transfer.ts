/** A giver takes an offer back, or either side clears one that has expired. */
import { ok } from "../../domain/result.ts";
import { byPerson, type Verb } from "../verb.ts";
import { openTransferOf } from "./transfers.ts";

export const withdrawTransfer: Verb<"withdraw-transfer"> = async ({ transferId, reason }, desk) => {
  const open = await openTransferOf(transferId, "giver", desk);
  if (!open.ok) return open;
  const written = await desk.write({
    fact: { kind: "transfer-withdrawn", transfer: transferId, ...(reason && { reason }) },
    contents: open.value.items,
    signedBy: byPerson(desk.actor),
  });
  return written.ok ? ok({ transferId }) : written;
};
