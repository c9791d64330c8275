/**
 * How often activation may be tried (trust.md section 6): nobody guesses 128 bits, but trying costs our time. Whoever is over a
 * limit is asked for work, never turned away: a rival's tries must not lock a module for its owner.
 */
import type { Subject } from "../domain/event/event.ts";
import { isWorkDone, type Work } from "../domain/verify/proof-of-work.ts";
import type { Allowance, Attempts } from "../ports/attempts.ts";
import type { FreshNumbers } from "./fresh-numbers.ts";

export type ActivationLimits = {
  /** Counts a request; `false`: work is due first. */
  mayAsk(asker: string, module: Subject, work: Work | undefined): Promise<boolean>;
  /** Somebody signed with a key that is not the label's. */
  failed(module: Subject): Promise<void>;
  /** What the work is to be done on. */
  challenge(module: Subject): string;
};

/** Only what was signed wrongly counts against a unit: its owner's own visits do not. */
const UNIT: Allowance = { tries: 5, seconds: 86_400 };
const ASKER: Allowance = { tries: 20, seconds: 3_600 };
/** A piece of work is good for one request; whoever asks in the same second has the same challenge, and an answer of his own. */
const ONCE: Allowance = { tries: 1, seconds: 3_600 };

/** @param attempts throws when it cannot count: then nobody may ask */
export function activationLimits(attempts: Attempts, numbers: FreshNumbers): ActivationLimits {
  const isPaid = async (module: Subject, work: Work | undefined) =>
    work !== undefined &&
    numbers.isFresh(work.challenge, about(module)) &&
    isWorkDone(work) &&
    (await attempts.take(`work ${work.challenge}.${work.answer}`, ONCE)) <= ONCE.tries;
  return {
    async mayAsk(asker, module, work) {
      const asked = await attempts.take(`asker ${asker}`, ASKER);
      const failed = await attempts.count(`unit ${module}`);
      if (asked <= ASKER.tries && failed < UNIT.tries) return true;
      return isPaid(module, work);
    },
    async failed(module) {
      await attempts.take(`unit ${module}`, UNIT);
    },
    challenge: (module) => numbers.make(about(module)),
  };
}

/** RATE_LIMITS=off, on loopback only. */
export const NO_ACTIVATION_LIMITS: ActivationLimits = {
  mayAsk: async () => true,
  failed: async () => {},
  challenge: () => "",
};

function about(module: Subject): string {
  return `work ${module}`;
}
