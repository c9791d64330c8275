/** Packs what a lot file put into cartons, once the lot is released: the column `container` was asked for with the lot. */
import type { MemberId } from "../domain/event/event.ts";
import type { Clock } from "../ports/clock.ts";
import type { JobRows } from "../ports/job-rows.ts";
import { type Journal, OutboxFull } from "../ports/journal.ts";
import type { LotStore, PlanToPack } from "../ports/lot-store.ts";
import type { Random } from "../ports/random.ts";
import type { Actor } from "./actor.ts";
import type { Operation } from "./operation.ts";
import { operationOf } from "./operation-of.ts";
import { OUTBOX_FULL, submitCommand } from "./submit-command.ts";

export type PackLotDeps = {
  readonly lots: Pick<LotStore, "plansToPack" | "nextCarton" | "cartonDone">;
  readonly jobs: JobRows;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: Random;
};

/** Modules of one event. */
const AT_ONCE = 500;
const SETTLE_MS = 5_000;

/**
 * Packs every released lot that has a plan; a crash resumes at the carton that it was at, and packs none twice.
 * @throws OutboxFull before the carton's place in the plan is given up: nobody was asked, so nobody refused it
 */
export async function packReleasedLots(deps: PackLotDeps): Promise<void> {
  for (const plan of await deps.lots.plansToPack()) await packLot(deps, plan);
}

async function packLot(deps: PackLotDeps, plan: PlanToPack): Promise<void> {
  await deps.jobs.take(plan.job);
  const refused: { sscc: string; code: string; sentence: string }[] = [];
  for (let done = 0; ; done += 1) {
    const carton = await deps.lots.nextCarton(plan.lot);
    const asked = await deps.jobs.progress(plan.job, done, plan.cartons);
    if (!carton || asked === "cancel") break;
    const problem = await packCarton(deps, plan, carton.sscc, carton.labels);
    if (problem) refused.push({ sscc: carton.sscc, ...problem });
    await deps.lots.cartonDone(plan.lot, carton.sscc);
  }
  const result = { lot: plan.lot, cartons: plan.cartons, refused };
  await deps.jobs.finish(plan.job, refused.length > 0 ? "failed" : "done", result);
}

async function packCarton(
  deps: PackLotDeps,
  { member, job }: PlanToPack,
  sscc: string,
  labels: readonly string[],
): Promise<{ code: string; sentence: string } | undefined> {
  // Who registered the lot asked for this; whether that person may pack by hand does not matter here.
  const actor: Actor = { by: "key", member, keyId: `job ${job}`, scopes: ["containers:write"] };
  for (let from = 0; from < labels.length; from += AT_ONCE) {
    const command = { kind: "pack", sscc, items: labels.slice(from, from + AT_ONCE) } as const;
    const idempotencyKey = `${job} ${sscc} ${from}`;
    const operation = await settled(
      deps,
      member,
      await submitCommand(deps, actor, { ...command, items: [...command.items] }, { idempotencyKey }),
    );
    if (operation.problem?.code === OUTBOX_FULL.code) throw new OutboxFull(`carton ${sscc} waits`);
    if (operation.state === "refused")
      return {
        code: operation.problem?.code ?? "refused",
        sentence: operation.problem?.sentence ?? "The ledger refused it.",
      };
  }
  return undefined;
}

async function settled(deps: PackLotDeps, member: MemberId, asked: Operation): Promise<Operation> {
  let operation = asked;
  while (operation.state === "pending" || operation.state === "checking")
    operation = operationOf(await deps.journal.settled(member, operation.id, SETTLE_MS));
  return operation;
}
