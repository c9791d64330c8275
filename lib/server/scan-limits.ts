import "server-only";

/** How often one network may ask (trust.md section 13). Counters live in this process and are never stored. */
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { ScanLimits } from "../usecases/look-up-label.ts";

/** Guessing codes is hopeless anyway; this keeps it from being tried on our machine. */
const UNKNOWN = { points: 20, duration: 600 };
const KNOWN = { points: 600, duration: 60 };

export function scanLimits(): ScanLimits {
  const unknown = new RateLimiterMemory({ keyPrefix: "unknown", ...UNKNOWN });
  const known = new RateLimiterMemory({ keyPrefix: "known", ...KNOWN });
  return {
    known: (ip) => allowed(known, ip),
    unknown: (ip) => allowed(unknown, ip),
  };
}

export const NO_LIMITS: ScanLimits = { known: async () => true, unknown: async () => true };

/** The limiter rejects with its counters, not with an error, when the points are spent. */
function allowed(limiter: RateLimiterMemory, ip: string): Promise<boolean> {
  return limiter.consume(networkOf(ip)).then(
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
