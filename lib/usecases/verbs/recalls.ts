/** A maker calls a lot back, or some of its modules; lifting that takes the word of a second member. */
import { hexOf } from "../../domain/bytes/hex.ts";
import type { LeafRange } from "../../domain/event/event.ts";
import { isRecalledLeaf } from "../../domain/event/recalls.ts";
import { lotSubject } from "../../domain/event/subject.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { ResolvedItem } from "../../ports/records.ts";
import type { Desk } from "../desk.ts";
import type { Problem } from "../operation.ts";
import { byPerson, byService, problem, type Verb } from "../verb.ts";

export const recallLot: Verb<"recall"> = async ({ lotId, leaves, items, reason }, desk) => {
  const lot = lotSubject(desk.actor.member, lotId);
  if (!(await desk.state(lot))) return problem("lot-unknown", `You have no lot ${lotId}. Check the lot number.`);
  if (leaves && items) return problem("input-invalid", "Name places in the lot or modules of it, not both.", "/leaves");
  const meant = items ? await placesOf(items, lot, desk) : ok(leaves && joined(leaves));
  if (!meant.ok) return meant;
  const recall = hexOf(desk.deps.random.bytes(16));
  const written = await desk.write({
    fact: { kind: "recalled", recall, target: lot, reason, ...(meant.value && { leaves: meant.value }) },
    signedBy: byPerson(desk.actor),
  });
  return written.ok ? ok({ lotId, recall }) : written;
};

/** Noted here, beside the ledger, until the maker lifts the recall with it. */
export const agreeToLift: Verb<"agree-to-lift"> = async ({ recall }, { actor, deps }) => {
  if (actor.by !== "person") return problem("not-permitted", "A person must agree. Sign in to do it.");
  await deps.office.agree(liftOf(recall), actor);
  return ok({ recall });
};

export const liftRecall: Verb<"lift-recall"> = async ({ lotId, recall, reason }, desk) => {
  const { actor, deps } = desk;
  const hosted = new Set(await deps.signer.members());
  const agreements = await deps.office.agreements(liftOf(recall));
  const second = agreements.find(({ member }) => member !== actor.member && hosted.has(member));
  if (!second)
    return problem(
      "second-member-missing",
      `Another member must agree first. Give it the number of the recall: ${recall}.`,
    );
  const written = await desk.write({
    fact: {
      kind: "recall-lifted",
      recall,
      target: lotSubject(actor.member, lotId),
      approver: second.member,
      reason,
    },
    signedBy: [
      ...(actor.by === "person" ? byPerson(actor) : byService(actor)),
      { member: second.member, name: { as: "person", userId: second.userId, roles: [] } },
    ],
  });
  return written.ok ? ok({ lotId, recall }) : written;
};

/**
 * The ledger cannot see from an event on a moved module that its lot was called back since; who still has the lot's state says no
 * before anything is signed.
 */
export async function refuseRecalled(items: readonly ResolvedItem[], desk: Desk): Promise<Result<void, Problem>> {
  for (const [at, item] of items.entries()) {
    const module = item.is === "module" ? await desk.state(item.subject) : undefined;
    const lot = module?.is === "module" ? await desk.state(module.lot) : undefined;
    if (module?.is !== "module" || lot?.is !== "lot") continue;
    const recall = lot.recalls?.find((one) => isRecalledLeaf(one, module.index));
    if (recall)
      return problem(
        "recalled",
        `${item.name} was called back by its maker. Set it aside and ask the maker.`,
        `/items/${at}`,
      );
  }
  return ok(undefined);
}

async function placesOf(
  items: readonly string[],
  lot: string,
  desk: Desk,
): Promise<Result<readonly LeafRange[], Problem>> {
  const resolved = await desk.resolve(items, "/items");
  if (!resolved.ok) return resolved;
  const labels = resolved.value.flatMap((item) => (item.is === "module" && item.lot === lot ? [item.label] : []));
  const stray = resolved.value.findIndex((item) => item.is !== "module" || item.lot !== lot);
  if (stray >= 0)
    return problem("item-invalid", `${resolved.value[stray]!.name} is no module of this lot.`, `/items/${stray}`);
  const births = await desk.deps.items.birthsOf(labels);
  if (births.size < labels.length)
    return problem("record-missing", "The lot's manifest is not kept here. Recall the lot by places instead.");
  return ok(joined([...births.values()].map(({ index }) => [index, index + 1] as const)));
}

/** Sorted, and those that touch or overlap made one: the form that an event takes. */
function joined(ranges: readonly LeafRange[]): readonly LeafRange[] {
  const sorted = [...ranges].sort(([one], [other]) => one - other);
  const made: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = made.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else made.push([from, to]);
  }
  return made;
}

function liftOf(recall: string): string {
  return `lift/${recall}`;
}
