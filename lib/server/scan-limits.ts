import "server-only";

/**
 * How often one network may ask (trust.md section 13), and the work that buys one question more (R8): whoever shares an address with
 * a guesser is not left without an answer. Counters live in this process and are never stored.
 */
import { RateLimiterMemory } from "rate-limiter-flexible";
import { isWorkDone } from "../domain/verify/proof-of-work.ts";
import { type FreshNumbers, GOOD_FOR_SECONDS } from "../usecases/fresh-numbers.ts";
import type { ScanLimits } from "../usecases/look-up-label.ts";

/** Guessing codes is hopeless anyway; this keeps it from being tried on our machine. */
const UNKNOWN = { points: 20, duration: 600 };
const KNOWN = { points: 600, duration: 60 };

export function scanLimits(numbers: FreshNumbers): ScanLimits {
  const unknown = new RateLimiterMemory({ keyPrefix: "unknown", ...UNKNOWN });
  const known = new RateLimiterMemory({ keyPrefix: "known", ...KNOWN });
  // Only work that was really done is remembered: nobody fills this memory for nothing.
  const done = new RateLimiterMemory({ keyPrefix: "work", points: 1, duration: GOOD_FOR_SECONDS });
  return {
    known: (ip) => allowed(known, ip),
    unknown: (ip) => allowed(unknown, ip),
    challenge: (ip) => numbers.make(workOf(ip)),
    async paid(ip, work) {
      if (!numbers.isFresh(work.challenge, workOf(ip)) || !isWorkDone(work)) return false;
      // Whoever asks in the same second has the same challenge: what is spent is one answer to it.
      return taken(done, `${work.challenge}.${work.answer}`);
    },
  };
}

export const NO_LIMITS: ScanLimits = {
  known: async () => true,
  unknown: async () => true,
  challenge: () => "",
  paid: async () => false,
};

/** What the work of this asker's network is for: done for another one it is worth nothing. */
function workOf(ip: string): string {
  return `look-up ${networkOf(ip)}`;
}

function allowed(limiter: RateLimiterMemory, ip: string): Promise<boolean> {
  return taken(limiter, networkOf(ip));
}

/** The limiter rejects with its counters, not with an error, when the points are spent. */
function taken(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  return limiter.consume(key).then(
    () => true,
    () => false,
  );
}

/** An IPv6 subscriber owns a whole /64: one address of it is no identity. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  if (!ip.includes(":")) return ip;
  const [head = "", tail] = ip.toLowerCase().split("%", 1)[0]!.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
