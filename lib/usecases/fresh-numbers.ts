/**
 * Numbers that only this installation makes and that are good for a while, kept nowhere: a time, and a keyed hash over it and over
 * what the number is for. Nonces of claims and claimants (bytes.md section 6), and challenges of a proof of work.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Id16 } from "../domain/event/event.ts";

export type FreshNumbers = {
  /** @param about what it is for: for anything else it is no good */
  make(about: string): Id16;
  isFresh(number: string, about: string): boolean;
};

export const GOOD_FOR_SECONDS = 15 * 60;

/** @param secret shared by the processes of an installation @param now milliseconds since 1970 */
export function freshNumbers(secret: string, now: () => number): FreshNumbers {
  const seconds = () => Math.floor(now() / 1_000);
  const numberOf = (at: number, about: string): Id16 => {
    const time = at.toString(16).padStart(8, "0");
    const mark = createHmac("sha256", secret).update(`${time}\n${about}`).digest("hex").slice(0, 24);
    return `${time}${mark}`;
  };
  return {
    make: (about) => numberOf(seconds(), about),
    isFresh(number, about) {
      if (!/^[0-9a-f]{32}$/.test(number)) return false;
      const at = Number.parseInt(number.slice(0, 8), 16);
      const age = seconds() - at;
      if (age < 0 || age > GOOD_FOR_SECONDS) return false;
      return timingSafeEqual(Buffer.from(number), Buffer.from(numberOf(at, about)));
    },
  };
}
