import "server-only";

/**
 * Passwords that a guesser tries early: the common ones of leaked lists, their doublings and keyboard walks, and what belongs to
 * the person (NIST SP 800-63B-4, 3.1.1.2). Judged here, offline: no password, nor a part of its hash, leaves this machine.
 */
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { processWide } from "../process-wide.ts";

/** Powers of ten. Whoever has the table of hashes tries that many in days. */
const FEWEST_GUESSES = 10;
/** A longer password is judged by its beginning: the time that judging takes grows with the square of the length. */
const JUDGED_LENGTH = 48;
const SUBSTITUTIONS = 20;

function judge(): ZxcvbnFactory {
  return processWide(
    "password judge",
    () =>
      new ZxcvbnFactory({
        dictionary,
        graphs: adjacencyGraphs,
        maxLength: JUDGED_LENGTH,
        l33tMaxSubstitutions: SUBSTITUTIONS,
      }),
  );
}

/** @param own what anybody knows of the person: name, address, organisation */
export function isGuessable(password: string, own: readonly string[]): boolean {
  return judge().check(runTogether(password), ownWords(own)).guessesLog10 < FEWEST_GUESSES;
}

/** Blanks and dashes between the same words cost a guesser next to nothing. */
function runTogether(text: string): string {
  return text.replace(/[\s._-]+/g, "");
}

/** Each as a whole and in its parts: an address is as well known as the mailbox in it. */
function ownWords(own: readonly string[]): string[] {
  const words = ["TrueLane", ...own].flatMap((each) => [runTogether(each), ...each.split(/[\s.@_-]+/)]);
  return [...new Set(words.map((word) => word.toLowerCase()))].filter((word) => word.length > 2);
}
