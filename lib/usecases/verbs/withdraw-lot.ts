/** A maker takes a wrong import back, before its release. */
import { lotSubject } from "../../domain/event/subject.ts";
import { ok } from "../../domain/result.ts";
import { byService, problem, type Verb } from "../verb.ts";

export const withdrawLot: Verb<"withdraw-lot"> = async ({ lotId, reason }, desk) => {
  const lot = lotSubject(desk.actor.member, lotId);
  if (!(await desk.state(lot))) return problem("lot-unknown", `You have no lot ${lotId}. Check the lot number.`);
  const written = await desk.write({ fact: { kind: "lot-withdrawn", lot, reason }, signedBy: byService(desk.actor) });
  if (!written.ok) return written;
  // Nobody shall print a label of goods that do not exist.
  await desk.deps.labels?.packs.remove(lot);
  await desk.deps.labels?.book.codesGone(lot);
  return ok({ lotId });
};
