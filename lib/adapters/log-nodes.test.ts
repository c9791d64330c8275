import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hexOf } from "../domain/bytes/hex.ts";
import { consistencyPath, hashLeaf, inclusionPath, rootOf } from "../domain/log/merkle-tree.ts";
import {
  consistencyRanges,
  foldSubtrees,
  growTree,
  inclusionRanges,
  type Range,
  subtreesOf,
  type TreeNode,
} from "./log-nodes.ts";

const SIZES = [1, 2, 3, 5, 7, 8, 9, 31, 64, 70];
const leaves = Array.from({ length: 70 }, (_, at) => hashLeaf(createHash("sha256").update(`${at}`).digest()));
const stored = new Map(growTree([], 0, leaves).made.map((node) => [`${node.level} ${node.index}`, node.hash]));

function hashOf(range: Range): string {
  return hexOf(foldSubtrees(subtreesOf(range).map(({ level, index }) => stored.get(`${level} ${index}`)!)));
}

describe("stored subtrees", () => {
  it("give the root of every size that the log ever had", () => {
    for (const size of SIZES) expect(hashOf({ from: 0, to: size })).toBe(hexOf(rootOf(leaves.slice(0, size))));
  });

  it("give the audit path of every leaf at every size", () => {
    for (const size of SIZES)
      for (let index = 0; index < size; index += 1)
        expect(inclusionRanges(index, size).map(hashOf)).toEqual(
          inclusionPath(leaves.slice(0, size), index).map(hexOf),
        );
  });

  it("give the consistency proof between any two sizes", () => {
    for (const size of SIZES)
      for (let old = 0; old <= size; old += 1)
        expect(consistencyRanges(old, size).map(hashOf)).toEqual(
          consistencyPath(leaves.slice(0, size), old).map(hexOf),
        );
  });

  it("are the same however the leaves were cut into batches", () => {
    for (const cut of [1, 3, 64]) {
      let frontier: TreeNode[] = [];
      const made: TreeNode[] = [];
      for (let at = 0; at < leaves.length; at += cut) {
        const grown = growTree(frontier, at, leaves.slice(at, at + cut));
        frontier = grown.frontier;
        made.push(...grown.made);
      }
      expect(new Map(made.map((node) => [`${node.level} ${node.index}`, node.hash]))).toEqual(stored);
    }
  });

  it("do not grow from a frontier that is not the tree's", () => {
    const { frontier } = growTree([], 0, leaves.slice(0, 3));
    expect(() => growTree(frontier.slice(0, 1), 3, leaves.slice(3, 4))).toThrow("incomplete");
  });
});
