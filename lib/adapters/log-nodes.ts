/** Which complete subtrees a root, a proof or an append needs (RFC 6962 section 2.1): names only, and the fold over their hashes. */
import { hashNode } from "../domain/log/merkle-tree.ts";

/** The complete subtree over the leaves from `index` · 2^`level`; `level` 0 is a leaf. */
export type NodeName = { readonly level: number; readonly index: number };
export type TreeNode = NodeName & { readonly hash: Uint8Array };
/** Leaves from `from` up to but not including `to`. */
export type Range = { readonly from: number; readonly to: number };

/** The complete subtrees that a range falls into, largest first. The range must be one that RFC 6962 splits off. */
export function subtreesOf({ from, to }: Range): NodeName[] {
  const names: NodeName[] = [];
  for (let at = from; at < to; ) {
    const width = largestPower(to - at);
    names.push({ level: Math.log2(width), index: at / width });
    at += width;
  }
  return names;
}

/** The hash of a range from its subtrees' hashes, in the order of `subtreesOf`. */
export function foldSubtrees(hashes: readonly Uint8Array[]): Uint8Array {
  const [smallest, ...larger] = [...hashes].reverse();
  if (!smallest) throw new RangeError("a range without leaves has no hash here");
  return larger.reduce((right, left) => hashNode(left, right), smallest);
}

/** Every new complete subtree when `leaves` follow a tree whose subtrees are `frontier` (largest first), and the new frontier. */
export function growTree(
  frontier: readonly TreeNode[],
  size: number,
  leaves: readonly Uint8Array[],
): { made: TreeNode[]; frontier: TreeNode[] } {
  const made: TreeNode[] = [];
  const open = [...frontier];
  for (const [offset, hash] of leaves.entries()) {
    let node: TreeNode = { level: 0, index: size + offset, hash };
    made.push(node);
    while (node.index % 2 === 1) {
      const left = open.pop();
      if (left?.level !== node.level) throw new RangeError(`the frontier of ${size + offset} leaves is incomplete`);
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: hashNode(left.hash, node.hash) };
      made.push(node);
    }
    open.push(node);
  }
  return { made, frontier: open };
}

/** The siblings on the way from leaf `index` to the root of the first `size` leaves, leaf upward (RFC 6962 section 2.1.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  return audit(index, { from: 0, to: size });
}

/** What shows that the first `oldSize` leaves are a beginning of the first `size` (RFC 6962 section 2.1.2). */
export function consistencyRanges(oldSize: number, size: number): Range[] {
  return oldSize === 0 ? [] : subproof(oldSize, { from: 0, to: size }, true);
}

function audit(index: number, { from, to }: Range): Range[] {
  if (to - from === 1) return [];
  const split = from + largestPowerBelow(to - from);
  return index < split
    ? [...audit(index, { from, to: split }), { from: split, to }]
    : [...audit(index, { from: split, to }), { from, to: split }];
}

function subproof(oldSize: number, { from, to }: Range, whole: boolean): Range[] {
  if (oldSize === to) return whole ? [] : [{ from, to }];
  const split = from + largestPowerBelow(to - from);
  return oldSize <= split
    ? [...subproof(oldSize, { from, to: split }, whole), { from: split, to }]
    : [...subproof(oldSize, { from: split, to }, false), { from, to: split }];
}

function largestPower(count: number): number {
  let power = 1;
  while (power * 2 <= count) power *= 2;
  return power;
}

function largestPowerBelow(count: number): number {
  return largestPower(count - 1);
}
