/** What the verbs of labels share. */

import type { Subject } from "../../domain/event/event.ts";
import type { LotState } from "../../domain/event/state.ts";
import { lotSubject } from "../../domain/event/subject.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { Actor } from "../actor.ts";
import type { Desk } from "../desk.ts";
import type { Problem } from "../operation.ts";
import { problem } from "../verb.ts";

export const NO_LABELS = problem("labels-unreachable", "This installation keeps no labels. Ask its operator.");

export async function ownLot(
  lotId: string,
  desk: Desk,
): Promise<Result<{ readonly subject: Subject; readonly state: LotState }, Problem>> {
  const subject = lotSubject(desk.actor.member, lotId);
  const state = await desk.state(subject);
  return state?.is === "lot"
    ? ok({ subject, state })
    : problem("lot-unknown", `You have no lot ${lotId}. Check the lot number.`);
}

/** Who, in a book of the application. */
export function nameOf(actor: Actor): string {
  return actor.by === "person" ? actor.email : `key ${actor.keyId}`;
}
