/** A lot that its maker may still decide about. */
import { ok, type Result } from "../result.ts";
import type { LedgerEvent, Subject } from "./event.ts";
import { no } from "./no.ts";
import type { Refusal } from "./refusal.ts";
import type { LotState, States } from "./state.ts";

/** Registered, neither released nor withdrawn, and the actor's own. */
export function unreleasedLot(subject: Subject, event: LedgerEvent, states: States): Result<LotState, Refusal> {
  const lot = states.get(subject);
  if (lot?.is !== "lot") return no("lot-unknown", subject);
  if (lot.maker !== event.body.actor) return no("lot-not-yours", subject);
  return lot.status === "registered" ? ok(lot) : no("lot-not-registered", subject, lot.status);
}
