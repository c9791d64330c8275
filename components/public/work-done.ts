/** The work that a server asks for, done in portions: the page stays alive meanwhile. */
import { type Work, workOn } from "../../lib/domain/verify/proof-of-work.ts";

/** So many hashes between two breaths of the page. */
const PORTION = 4_000;

export async function workDone(challenge: string): Promise<Work> {
  for (let from = 0; ; from += PORTION) {
    const work = workOn(challenge, from, PORTION);
    if (work) return work;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
