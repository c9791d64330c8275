/**
 * Corrections carry the body that they correct: its hash is the event's, so its actor is the event's author. Whether the event was
 * ever recorded a rule cannot see; every reader of a correction looks the event up.
 */
import { bytesOfHex, hexOf } from "../bytes/hex.ts";
import { verifyInclusion } from "../log/merkle-tree.ts";
import { contentsLeaf, contentsTree } from "./contents.ts";
import type { Corrected, LedgerEvent, ListedThing, Subject } from "./event.ts";
import { eventHash } from "./event-bytes.ts";
import { byCodeUnits, sortedSet } from "./order.ts";

type Correction = Pick<Corrected, "kind" | "corrects" | "corrected" | "about" | "listed" | "reason">;

/**
 * What the author of an event writes to correct it.
 * @param about which of its subjects are meant, things in its contents included
 * @throws TypeError for a subject that the event does not speak of, and for a correction of a correction
 */
export function correctionOf(event: LedgerEvent, about: readonly Subject[], reason: string): Correction {
  const { body, contents = [] } = event;
  if (body.kind === "corrected") throw new TypeError("a correction is not corrected; correct the same event again");
  const single = new Set(body.subjects.map(({ subject }) => subject));
  const tree = contents.length > 0 ? contentsTree(contents) : undefined;
  const listed = about
    .filter((subject) => !single.has(subject))
    .map((subject): ListedThing => {
      const index = contents.findIndex((link) => link.subject === subject);
      const link = contents[index];
      if (!link || !tree) throw new TypeError(`the event does not speak of ${subject}`);
      return { ...link, index, hashes: tree.pathAt(index).map(hexOf) };
    })
    .sort((one, other) => byCodeUnits(one.subject, other.subject));
  const fact = {
    kind: "corrected",
    corrects: eventHash(body),
    corrected: body,
    about: sortedSet(about),
    reason,
  } as const;
  return listed.length > 0 ? { ...fact, listed } : fact;
}

/** What is wrong with a correction by itself; nothing where it shows an event of its actor that speaks of all that it is about. */
export function correctionFault({
  actor,
  network,
  corrects,
  corrected,
  about,
  listed = [],
}: Corrected): string | undefined {
  if (eventHash(corrected) !== corrects) return "the body shown has another hash";
  if (corrected.actor !== actor) return `the event is ${corrected.actor}'s`;
  if (corrected.network !== network) return "the event is of another network";
  const spoken = new Set(corrected.subjects.map(({ subject }) => subject));
  for (const thing of listed) {
    if (!isListed(thing, corrected.contents)) return `${thing.subject} is not shown to be in the event's list`;
    spoken.add(thing.subject);
  }
  const stray = about.find((subject) => !spoken.has(subject));
  return stray === undefined ? undefined : `the event does not speak of ${stray}`;
}

function isListed({ subject, previous, index, hashes }: ListedThing, contents: Corrected["contents"]): boolean {
  const root = bytesOfHex(contents?.root ?? "");
  const path = hashes.map((hash) => bytesOfHex(hash));
  if (!contents || !root.ok) return false;
  const steps = path.flatMap((step) => (step.ok ? [step.value] : []));
  const leaf = contentsLeaf({ previous, subject });
  return verifyInclusion({ leaf, index, size: contents.count, path: steps, root: root.value });
}
