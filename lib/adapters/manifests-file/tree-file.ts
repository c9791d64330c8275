/** A lot's Merkle tree beside its manifest: every level, leaves first, 32 bytes a node. One path is some twenty small reads. */
import { type FileHandle, open } from "node:fs/promises";

const NODE = 32;

/** How many nodes each level has; a lone last node goes up unchanged (RFC 6962 2.1). */
export function levelSizes(leaves: number): number[] {
  const sizes = [leaves];
  for (let size = leaves; size > 1; ) {
    size = Math.ceil(size / 2);
    sizes.push(size);
  }
  return sizes;
}

/**
 * @param indexes of leaves
 * @returns the audit path of each, leaf upward, 32 bytes a node
 * @throws RangeError when the tree has no such leaf
 */
export async function readPaths(file: string, leaves: number, indexes: readonly number[]): Promise<Uint8Array[][]> {
  const sizes = levelSizes(leaves);
  const handle = await open(file, "r");
  try {
    const paths: Uint8Array[][] = [];
    for (const index of indexes) paths.push(await readPath(handle, sizes, index));
    return paths;
  } finally {
    await handle.close();
  }
}

async function readPath(handle: FileHandle, sizes: readonly number[], index: number): Promise<Uint8Array[]> {
  const [leaves = 0] = sizes;
  if (!Number.isInteger(index) || index < 0 || index >= leaves)
    throw new RangeError(`no leaf ${index} among ${leaves}`);
  const path: Uint8Array[] = [];
  let start = 0;
  let at = index;
  for (const size of sizes) {
    const sibling = at ^ 1;
    if (size > 1 && sibling < size) {
      const node = new Uint8Array(NODE);
      const { bytesRead } = await handle.read(node, 0, NODE, (start + sibling) * NODE);
      if (bytesRead !== NODE) throw new RangeError("the tree file is cut");
      path.push(node);
    }
    start += size;
    at >>= 1;
  }
  return path;
}

/** The leaves of a tree file of this many bytes; `undefined` for a length that no tree has. */
export function leavesOfLength(bytes: number): number | undefined {
  const nodes = bytes / NODE;
  if (!Number.isInteger(nodes)) return undefined;
  // A tree of n leaves has between 2n-1 and 2n-1+log2(n) nodes, growing with n: search.
  let low = 0;
  let high = nodes;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (nodeCount(middle) <= nodes) low = middle;
    else high = middle - 1;
  }
  return nodeCount(low) === nodes ? low : undefined;
}

function nodeCount(leaves: number): number {
  return leaves === 0 ? 0 : levelSizes(leaves).reduce((sum, size) => sum + size, 0);
}
