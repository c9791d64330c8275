/** What every answer to an offer asks first: is there such a transfer, is it open, and are these its things. */
import { ok, type Result } from "../result.ts";
import type { EventBody, TransferAccepted, TransferDeclined, TransferWithdrawn } from "./event.ts";
import { no } from "./no.ts";
import type { Refusal } from "./refusal.ts";
import type { EventOf } from "./rule.ts";
import type { States, TransferState } from "./state.ts";
import { transferSubject } from "./subject.ts";

export type TransferAnswer = TransferAccepted | TransferDeclined | TransferWithdrawn;

/** The open transfer that the event answers, with as many things in `contents` as were offered. */
export function openTransfer(
  event: EventOf<TransferAnswer & EventBody>,
  states: States,
): Result<TransferState, Refusal> {
  const subject = transferSubject(event.body.transfer);
  const transfer = states.get(subject);
  if (transfer?.is !== "transfer") return no("transfer-unknown", subject);
  if (transfer.status !== "offered") return no("transfer-not-open", subject, transfer.status);
  if (event.body.contents?.count !== transfer.count)
    return no("contents-mismatch", subject, `${transfer.count} things were offered`);
  return ok(transfer);
}
