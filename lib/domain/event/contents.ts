/** The list beside an event: what it says of many things at once, bound by one root in the body (bytes.md section 2). */
import { hexOf } from "../bytes/hex.ts";
import { buildLevels, hashLeaf, type MerkleTree } from "../log/merkle-tree.ts";
import { canonicalBytes } from "./canonical-json.ts";
import type { Hash, SubjectLink } from "./event.ts";

/** `SHA-256(0x00 ‖ canonicalJson({ previous, subject }))`. */
export function contentsLeaf({ previous, subject }: SubjectLink): Uint8Array {
  return hashLeaf(canonicalBytes({ previous, subject }));
}

/** The tree over a list that is sorted by subject: its root for the body, its paths for a stranger. */
export function contentsTree(contents: readonly SubjectLink[]): MerkleTree {
  return buildLevels(contents.map(contentsLeaf));
}

export function contentsRoot(contents: readonly SubjectLink[]): Hash {
  return hexOf(contentsTree(contents).root);
}
