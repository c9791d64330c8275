import "server-only";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import type { Allowance } from "./doors.ts";

/** 50 requests a second on average, 200 at once (trust.md section 13). Counted in this process: an installation has one. */
const LIMIT = 200;
const SECONDS = 4;

/** @param enabled false only where nobody but this machine can reach the server */
export function openAllowances(enabled: boolean): (who: string) => Promise<Allowance> {
  if (!enabled) return async () => ({ allowed: true, limit: LIMIT, left: LIMIT, resetSeconds: SECONDS });
  const limiter = new RateLimiterMemory({ points: LIMIT, duration: SECONDS });
  const allowance = (allowed: boolean, state: RateLimiterRes): Allowance => ({
    allowed,
    limit: LIMIT,
    left: Math.max(0, state.remainingPoints),
    resetSeconds: Math.ceil(state.msBeforeNext / 1000),
  });
  return (who) =>
    limiter.consume(who).then(
      (state) => allowance(true, state),
      // The limiter rejects with its state; anything else is a fault.
      (state: unknown) => {
        if (state instanceof Error) throw state;
        return allowance(false, state as RateLimiterRes);
      },
    );
}
