/** The work that a server asks for, done in portions: the page stays alive meanwhile. */
import { type Work, workOn } from "../../lib/domain/verify/proof-of-work.ts";

/** So many hashes between two breaths of the page. */
const PORTION = 4_000;
/** Leaves room for the tries: the address takes an answer of 15 digits. */
const STARTS = 2 ** 49;

/** Begins anywhere: an answer is good once, and the same challenge goes to everybody who asks from one network in one second. */
export async function workDone(challenge: string): Promise<Work> {
  for (let from = Math.floor(Math.random() * STARTS); ; from += PORTION) {
    const work = workOn(challenge, from, PORTION);
    if (work) return work;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
