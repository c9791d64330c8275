/** The rules at work: every label that was looked up since, every lot and every network of the last minutes. */
import { ALERT_WORKING_DAYS, workingDaysLater } from "../../domain/copies/alert-words.ts";
import type { Contradiction } from "../../domain/copies/contradiction.ts";
import { contradictionsIn, judgeUnit } from "../../domain/copies/judge-unit.ts";
import { guessing } from "../../domain/copies/rules/guessing.ts";
import { lotLeak } from "../../domain/copies/rules/lot-leak.ts";
import type { MemberId } from "../../domain/event/event.ts";
import type { AlertBook, AlertSubject } from "../../ports/alert-book.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CopyWatch } from "../../ports/copy-watch.ts";
import type { Random } from "../../ports/random.ts";
import { uuidOf } from "../uuid.ts";

export type LookForCopiesDeps = {
  readonly watch: CopyWatch;
  readonly alerts: Pick<AlertBook, "raise">;
  readonly clock: Clock;
  readonly random: Random;
  /** Whoever runs this installation: guesses are its business. */
  readonly operator: () => Promise<MemberId | undefined>;
};

const AT_ONCE = 200;

/** Answers how many labels were looked at; more than `AT_ONCE` wait for the next call. */
export async function lookAtUnits(deps: LookForCopiesDeps): Promise<number> {
  const labels = await deps.watch.take(AT_ONCE);
  for (const label of labels) {
    const unit = await deps.watch.unit(label);
    if (!unit) continue;
    const subject = { kind: "unit", name: label } as const;
    for (const found of contradictionsIn(judgeUnit(unit.facts))) await raise(deps, subject, unit.maker, found);
  }
  return labels.length;
}

/** Lots and networks: slower questions, asked less often. One alert about them is news for a day. */
export async function lookAtLotsAndNetworks(deps: LookForCopiesDeps): Promise<void> {
  const now = deps.clock.now();
  const today = [now.slice(0, 10)];
  for (const { lot, maker, facts } of await deps.watch.lots(now)) {
    const finding = lotLeak(facts);
    if (finding.status === "fired")
      await raise(deps, { kind: "lot", name: lot }, maker, { ...finding.contradiction, evidence: today });
  }
  const operator = await deps.operator();
  if (operator === undefined) return;
  for (const tally of await deps.watch.networks(now)) {
    const finding = guessing(tally);
    if (finding.status === "fired")
      await raise(deps, { kind: "network", name: tally.network }, operator, {
        ...finding.contradiction,
        evidence: today,
      });
  }
}

async function raise(
  { alerts, clock, random }: LookForCopiesDeps,
  subject: AlertSubject,
  ownerMember: MemberId,
  contradiction: Contradiction,
): Promise<void> {
  const at = clock.now();
  await alerts.raise({
    id: uuidOf(random.bytes(16)),
    class: contradiction.rule,
    severity: contradiction.severity,
    subject,
    ownerMember,
    // Who had it may be who copied it: the owner decides whom to tell.
    recipients: [],
    contradiction,
    report: null,
    at,
    deadline: workingDaysLater(at, ALERT_WORKING_DAYS),
  });
}
