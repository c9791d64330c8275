/**
 * Whether a record that a look-up found is the one that its lot's root vouches for: a row that somebody edited is not. What
 * `verifyBirth` in lib/domain/event/birth.ts says, for every buyer's request: the upper levels of the lot's tree are folded to
 * its root once, and each module only up to them.
 */
import { hash } from "node:crypto";
import type { Hash } from "../domain/event/event.ts";
import type { BirthCheck } from "../domain/verify/scan-facts.ts";
import type { LotTree, LotTrees } from "../ports/lot-trees.ts";
import type { LabelOnRecord } from "../ports/scan-records.ts";
import { leafText } from "./birth-lines.ts";
import { levelAbove } from "./lot-tree.ts";

/** At once where the lot's tree is at hand. */
export type CheckBirth = (found: LabelOnRecord) => BirthCheck | Promise<BirthCheck>;

const NODE = 32;

/** Never "passed" without a tree. */
export function birthChecker(trees: LotTrees): CheckBirth {
  const roots = new WeakMap<LotTree, Hash>();
  const check = (found: LabelOnRecord, tree: LotTree | undefined): BirthCheck => {
    if (!tree) return "not-run";
    const { lot } = found;
    const root = roots.get(tree) ?? rootAbove(tree);
    roots.set(tree, root);
    return root === lot.root && tree.leaves === lot.count && isUnder(tree, found) ? "passed" : "failed";
  };
  return (found) => {
    const tree = trees.tree(found.lot.manifest);
    return tree instanceof Promise ? tree.then((read) => check(found, read)) : check(found, tree);
  };
}

/** The text of the record is hashed as it stands: one that is not canonical was not written by us. */
function isUnder(tree: LotTree, { activation, label, leafIndex, record }: LabelOnRecord): boolean {
  if (leafIndex < 0 || leafIndex >= tree.leaves) return false;
  const leaf = leafText(activation, label, hash("sha256", record, "hex"));
  let node: Buffer = hash("sha256", `\u0000${leaf}`, "buffer");
  let at = leafIndex;
  for (let level = 0; level < tree.level; level++, at >>= 1) {
    const beside = tree.sibling(level, at);
    if (beside) node = at % 2 === 0 ? nodeOf(node, beside) : nodeOf(beside, node);
  }
  return node.equals(tree.nodes.subarray(at * NODE, (at + 1) * NODE));
}

const pair = Buffer.alloc(1 + 2 * NODE, 1);
function nodeOf(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 1 + NODE);
  return hash("sha256", pair, "buffer");
}

function rootAbove({ nodes }: LotTree): Hash {
  let level: Buffer<ArrayBuffer> = Buffer.from(nodes);
  while (level.length > NODE) level = levelAbove(level);
  return level.toString("hex");
}
