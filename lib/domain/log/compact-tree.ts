/** A growing RFC 6962 tree remembered by its frontier: the roots of its full subtrees, at most one for each bit of its size. */
import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes32, hashNode } from "./merkle-tree.ts";

/** `nodes`: largest subtree first, one for each 1 in the binary form of `size`. */
export type Frontier = { readonly size: number; readonly nodes: readonly Bytes32[] };

export const EMPTY_FRONTIER: Frontier = { size: 0, nodes: [] };

/** The frontier with one more leaf; the given one stays as it is. */
export function append(frontier: Frontier, leafHash: Bytes32): Frontier {
  const nodes = [...frontier.nodes];
  let node = leafHash;
  for (let size = frontier.size; size % 2 === 1; size = Math.floor(size / 2)) {
    const left = nodes.pop();
    if (!left) throw new RangeError(`a frontier of ${frontier.size} leaves with too few nodes`);
    node = hashNode(left, node);
  }
  return { size: frontier.size + 1, nodes: [...nodes, node] };
}

export function rootOfFrontier(frontier: Frontier): Bytes32 {
  const [smallest, ...larger] = [...frontier.nodes].reverse();
  if (!smallest) return sha256(new Uint8Array(0));
  return larger.reduce((right, left) => hashNode(left, right), smallest);
}
