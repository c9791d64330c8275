/** The Merkle trees of lots as they are kept beside their manifests, for whoever checks one module at a time. */
import type { Hash } from "../domain/event/event.ts";

/** Nothing of it is believed before it was folded to the lot's root. Nodes are 32 bytes. */
export type LotTree = {
  readonly leaves: number;
  /** The level whose nodes are all at hand, side by side; 0: the leaves. */
  readonly level: number;
  readonly nodes: Uint8Array;
  /** The node beside the one at `at` of a level below `level`; a lone last node has none. Throws when the tree cannot be read. */
  sibling(level: number, at: number): Uint8Array | undefined;
};

export interface LotTrees {
  /** `undefined` when none is kept. At once where the tree is at hand: a caller that awaits it every time pays for that. */
  tree(manifest: Hash): LotTree | undefined | Promise<LotTree | undefined>;
}
