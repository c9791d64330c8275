/** Merkle trees of RFC 6962 section 2.1 (the same in RFC 9162): roots, audit paths, consistency proofs. */
import { sha256 } from "@noble/hashes/sha2.js";

export type Bytes32 = Uint8Array;

/** `SHA-256(0x00 ‖ entry)`. The prefix keeps a leaf from being read as a node. */
export function hashLeaf(entry: Uint8Array): Bytes32 {
  const message = new Uint8Array(1 + entry.length);
  message.set(entry, 1);
  return sha256(message);
}

/** `SHA-256(0x01 ‖ left ‖ right)` of two 32-byte hashes. */
export function hashNode(left: Bytes32, right: Bytes32): Bytes32 {
  const message = new Uint8Array(65);
  message[0] = 1;
  message.set(left, 1);
  message.set(right, 33);
  return sha256(message);
}

/** A whole tree in memory; `levels[0]` are the leaf hashes. */
export type MerkleTree = {
  readonly size: number;
  readonly root: Bytes32;
  /** Leaves first. */
  readonly levels: readonly (readonly Bytes32[])[];
  /** From the leaf upward. @throws RangeError for an index outside the tree. */
  pathAt(index: number): Bytes32[];
};

/** One pass over the leaves; 100,000 take less than a second. A node without a sibling rises unchanged. */
export function buildLevels(leafHashes: readonly Bytes32[]): MerkleTree {
  const levels: (readonly Bytes32[])[] = [leafHashes];
  for (let below = leafHashes; below.length > 1; ) {
    const level: Bytes32[] = [];
    for (let at = 0; at + 1 < below.length; at += 2) level.push(hashNode(below[at]!, below[at + 1]!));
    if (below.length % 2 === 1) level.push(below[below.length - 1]!);
    levels.push(level);
    below = level;
  }
  const size = leafHashes.length;
  return {
    size,
    levels,
    root: levels[levels.length - 1]?.[0] ?? sha256(new Uint8Array(0)),
    pathAt(index) {
      if (!Number.isSafeInteger(index) || index < 0 || index >= size)
        throw new RangeError(`no leaf ${index} in a tree of ${size}`);
      const path: Bytes32[] = [];
      for (let level = 0, at = index; level < levels.length - 1; level++, at >>= 1) {
        const sibling = levels[level]?.[at ^ 1];
        if (sibling) path.push(sibling);
      }
      return path;
    },
  };
}

/** The empty tree's root is the hash of nothing. */
export function rootOf(leafHashes: readonly Bytes32[]): Bytes32 {
  return buildLevels(leafHashes).root;
}

/** RFC 6962 section 2.1.1, from the leaf upward. */
export function inclusionPath(leafHashes: readonly Bytes32[], index: number): Bytes32[] {
  return buildLevels(leafHashes).pathAt(index);
}

/**
 * RFC 9162 section 2.1.3.2. Everything here arrives from a stranger: a path that is too long, too short, or right for
 * another place in the tree answers false.
 */
export function verifyInclusion(proof: {
  readonly leaf: Bytes32;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Bytes32[];
  readonly root: Bytes32;
}): boolean {
  const { leaf, index, size, path, root } = proof;
  if (!isPlace(index, size) || !path.every(isHash) || !isHash(leaf)) return false;
  let hash = leaf;
  let at = index;
  let last = size - 1;
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = hashNode(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = hashNode(hash, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameBytes(hash, root);
}

/**
 * RFC 6962 section 2.1.2: what shows that the tree of the first `oldSize` leaves is a beginning of this one.
 * Empty when there is nothing to show: sizes are equal, or the old tree was empty.
 */
export function consistencyPath(leafHashes: readonly Bytes32[], oldSize: number): Bytes32[] {
  if (!Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > leafHashes.length)
    throw new RangeError(`a tree of ${leafHashes.length} was never one of ${oldSize}`);
  return oldSize === 0 ? [] : subproof(leafHashes, oldSize, true);
}

/** RFC 9162 section 2.1.4.2. From an empty tree every tree has grown, with an empty path. */
export function verifyConsistency(proof: {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Bytes32;
  readonly newRoot: Bytes32;
  readonly path: readonly Bytes32[];
}): boolean {
  const { oldSize, newSize, oldRoot, newRoot, path } = proof;
  if (!Number.isSafeInteger(newSize) || !(oldSize === newSize || isPlace(oldSize, newSize))) return false;
  if (!path.every(isHash)) return false;
  if (oldSize === newSize) return path.length === 0 && sameBytes(oldRoot, newRoot);
  if (oldSize === 0) return path.length === 0 && sameBytes(oldRoot, sha256(new Uint8Array(0)));
  let at = oldSize - 1;
  let last = newSize - 1;
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  const steps = at === 0 ? [oldRoot, ...path] : [...path];
  const seed = steps.shift();
  if (!seed) return false;
  let [was, is] = [seed, seed];
  for (const step of steps) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [was, is] = [hashNode(step, was), hashNode(step, is)];
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else is = hashNode(is, step);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameBytes(was, oldRoot) && sameBytes(is, newRoot);
}

function subproof(leafHashes: readonly Bytes32[], oldSize: number, whole: boolean): Bytes32[] {
  if (oldSize === leafHashes.length) return whole ? [] : [rootOf(leafHashes)];
  let split = 1;
  while (split * 2 < leafHashes.length) split *= 2;
  const [left, right] = [leafHashes.slice(0, split), leafHashes.slice(split)];
  if (oldSize <= split) return [...subproof(left, oldSize, whole), rootOf(right)];
  return [...subproof(right, oldSize - split, false), rootOf(left)];
}

// Sizes may pass 2^31: no bit operators on them.
function half(number: number): number {
  return Math.floor(number / 2);
}

function isPlace(index: number, size: number): boolean {
  return Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === 32;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
