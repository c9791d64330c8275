import "server-only";

/** How often a stranger may ask for comparisons, and how many unknown serial numbers one network may try (trust.md section 13). */
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Counts } from "./metrics/counts.ts";
import { networkOf } from "./scan-limits.ts";

/** `true`: may be answered. */
export type CheckLimits = {
  /** Counts one request. */
  readonly asks: (ip: string) => Promise<boolean>;
  /** Counts what the records did not know; a serial number can be guessed, so trying many is stopped. */
  readonly misses: (ip: string, unknown: number) => Promise<boolean>;
};

const ASKS = { points: 60, duration: 60 };
/** A rack of modules that nobody registered is honest; ten racks in ten minutes are a list of guesses. */
const MISSES = { points: 480, duration: 600 };

export function checkLimits(counts: Pick<Counts, "lookUpRefused">): CheckLimits {
  const asks = new RateLimiterMemory({ keyPrefix: "check", ...ASKS });
  const misses = new RateLimiterMemory({ keyPrefix: "check-miss", ...MISSES });
  // The limiter rejects with its counters, not with an error, when the points are spent.
  const taken = (limiter: RateLimiterMemory, ip: string, points: number) =>
    limiter.consume(networkOf(ip), points).then(
      () => true,
      () => {
        counts.lookUpRefused("module-check");
        return false;
      },
    );
  return {
    asks: (ip) => taken(asks, ip, 1),
    misses: async (ip, unknown) => unknown === 0 || taken(misses, ip, unknown),
  };
}

export const NO_CHECK_LIMITS: CheckLimits = { asks: async () => true, misses: async () => true };
