import { describe, expect, it } from "vitest";
import { bytesOfHex, hexOf } from "../bytes/hex.ts";
import { append, EMPTY_FRONTIER, type Frontier, rootOfFrontier } from "./compact-tree.ts";
import {
  type Bytes32,
  buildLevels,
  consistencyPath,
  hashLeaf,
  hashNode,
  inclusionPath,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from "./merkle-tree.ts";

const bytesOf = (hex: string) => {
  const bytes = bytesOfHex(hex);
  if (!bytes.ok) throw new Error(hex);
  return bytes.value;
};

/** The reference tree of google/certificate-transparency (cpp/merkletree/merkle_tree_test.cc), for RFC 6962. */
const ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const reference = ENTRIES.map((entry) => hashLeaf(bytesOf(entry)));
const leavesOf = (size: number) => Array.from({ length: size }, (_, at) => hashLeaf(Uint8Array.of(at, at >> 8)));

/** MTH of RFC 6962 section 2.1, as it is written there. */
function definedRoot(leaves: readonly Bytes32[]): Bytes32 {
  const [only] = leaves;
  if (leaves.length === 1 && only) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return hashNode(definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

describe("roots", () => {
  it.each(ROOTS.map((root, size) => [size, root] as const))(
    "of the reference tree of %i leaves is %s",
    (size, root) => {
      expect(hexOf(rootOf(reference.slice(0, size)))).toBe(root);
    },
  );

  it("are as RFC 6962 defines them, for every small size", () => {
    for (let size = 1; size <= 70; size++) expect(rootOf(leavesOf(size))).toEqual(definedRoot(leavesOf(size)));
  });

  it("grow leaf by leaf to the same", () => {
    let frontier: Frontier = EMPTY_FRONTIER;
    expect(hexOf(rootOfFrontier(frontier))).toBe(ROOTS[0]);
    const leaves = leavesOf(70);
    for (const [at, leaf] of leaves.entries()) {
      const before = frontier;
      frontier = append(frontier, leaf);
      expect(before.size).toBe(at);
      expect(rootOfFrontier(frontier)).toEqual(rootOf(leaves.slice(0, at + 1)));
    }
    expect(frontier.nodes).toHaveLength(3);
  });

  it("need a frontier that is whole", () => {
    expect(() => append({ size: 3, nodes: [] }, hashLeaf(new Uint8Array(0)))).toThrow(RangeError);
  });
});

describe("audit paths", () => {
  it("of the reference tree are the published ones", () => {
    expect(inclusionPath(reference, 0).map(hexOf)).toEqual([
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]);
    expect(inclusionPath(reference.slice(0, 3), 2).map(hexOf)).toEqual([ROOTS[2]]);
    expect(inclusionPath(reference.slice(0, 1), 0)).toEqual([]);
  });

  it("show every leaf of every small tree", () => {
    for (let size = 1; size <= 40; size++) {
      const tree = buildLevels(leavesOf(size));
      for (const [index, leaf] of leavesOf(size).entries())
        expect(verifyInclusion({ leaf, index, size, path: tree.pathAt(index), root: tree.root })).toBe(true);
    }
  });

  it("show nothing at another place, in another tree, or with a hash more or less", () => {
    for (let size = 2; size <= 12; size++) {
      const leaves = leavesOf(size);
      const tree = buildLevels(leaves);
      for (const [index, leaf] of leaves.entries()) {
        const right = { leaf, index, size, path: tree.pathAt(index), root: tree.root };
        for (let other = 0; other < size; other++)
          if (other !== index) expect(verifyInclusion({ ...right, index: other })).toBe(false);
        expect(verifyInclusion({ ...right, path: [...right.path, leaf] })).toBe(false);
        expect(verifyInclusion({ ...right, path: right.path.slice(1) })).toBe(false);
        expect(verifyInclusion({ ...right, path: right.path.slice(0, -1) })).toBe(false);
        expect(verifyInclusion({ ...right, leaf: tree.root })).toBe(false);
        expect(verifyInclusion({ ...right, root: leaf })).toBe(false);
        expect(verifyInclusion({ ...right, index: size })).toBe(false);
        expect(verifyInclusion({ ...right, index: -1 })).toBe(false);
        expect(verifyInclusion({ ...right, path: right.path.map((hash) => hash.slice(1)) })).toBe(false);
      }
    }
  });

  it("do not take a node for a leaf", () => {
    const [a, b] = leavesOf(4);
    const node = hashNode(a!, b!);
    const tree = buildLevels(leavesOf(4));
    expect(
      verifyInclusion({ leaf: hashLeaf(node), index: 0, size: 2, path: [tree.pathAt(0)[1]!], root: tree.root }),
    ).toBe(false);
  });

  it("exist only for leaves that are there", () => {
    expect(() => inclusionPath(reference, 8)).toThrow(RangeError);
    expect(() => inclusionPath([], 0)).toThrow(RangeError);
  });

  it("work in trees larger than 2^32", () => {
    const [leaf, sibling] = leavesOf(2);
    let [hash, path] = [leaf!, [] as Bytes32[]];
    for (let level = 0; level < 40; level++) {
      path = [...path, sibling!];
      hash = hashNode(hash, sibling!);
    }
    expect(verifyInclusion({ leaf: leaf!, index: 0, size: 2 ** 40, path, root: hash })).toBe(true);
    expect(verifyInclusion({ leaf: leaf!, index: 2 ** 39, size: 2 ** 40, path, root: hash })).toBe(false);
  });
});

describe("consistency proofs", () => {
  it("of the reference tree are the published ones", () => {
    expect(consistencyPath(reference, 6).map(hexOf)).toEqual([
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    expect(consistencyPath(reference, 8)).toEqual([]);
  });

  it("show that every small tree grew from every smaller one", () => {
    for (let newSize = 0; newSize <= 33; newSize++) {
      const leaves = leavesOf(newSize);
      for (let oldSize = 0; oldSize <= newSize; oldSize++) {
        const [oldRoot, newRoot] = [rootOf(leaves.slice(0, oldSize)), rootOf(leaves)];
        const right = { oldSize, newSize, oldRoot, newRoot, path: consistencyPath(leaves, oldSize) };
        expect(verifyConsistency(right)).toBe(true);
        expect(verifyConsistency({ ...right, oldRoot: hashNode(oldRoot, newRoot) })).toBe(false);
        expect(verifyConsistency({ ...right, path: [...right.path, newRoot] })).toBe(false);
        if (oldSize > 0) expect(verifyConsistency({ ...right, newRoot: hashNode(oldRoot, newRoot) })).toBe(false);
        if (right.path.length > 0) expect(verifyConsistency({ ...right, path: right.path.slice(1) })).toBe(false);
      }
    }
  });

  it("do not show that a tree shrank, or was rewritten", () => {
    const leaves = leavesOf(9);
    const rewritten = [...leavesOf(4), hashLeaf(Uint8Array.of(9, 9)), ...leaves.slice(5)];
    expect(
      verifyConsistency({
        oldSize: 5,
        newSize: 9,
        oldRoot: rootOf(leaves.slice(0, 5)),
        newRoot: rootOf(rewritten),
        path: consistencyPath(rewritten, 5),
      }),
    ).toBe(false);
    const root = rootOf(leaves);
    expect(verifyConsistency({ oldSize: 9, newSize: 5, oldRoot: root, newRoot: root, path: [] })).toBe(false);
    expect(() => consistencyPath(leaves, 10)).toThrow(RangeError);
  });
});
