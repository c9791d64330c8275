/**
 * Trees for the scan answer: the upper levels of the lots that were asked for last stay in memory, the few nodes below them
 * are read where they lie. Those reads are synchronous on purpose: 32 bytes that the system nearly always has in memory take
 * a microsecond, and a trip through the thread pool takes thirty.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { Hash } from "../../domain/event/event.ts";
import type { LotTree, LotTrees } from "../../ports/lot-trees.ts";
import { treeFile } from "./manifest-files.ts";
import { leavesOfLength, levelSizes } from "./tree-file.ts";

const NODE = 32;
/** Nodes of a lot that stay in memory: 512 KiB. A lot of 16,384 modules needs no reading at all. */
const NODES_KEEP = 16_384;
/** Lots: 64 MiB and as many open files. */
const LOTS_KEEP = 128;
/** A lot without a kept tree is not asked for again at once. */
const MISSING_KEEP = 60_000;

type Kept = LotTree & { close(): void };

/** @param folder of the manifests */
export function openLotTrees(folder: string, nodesKeep = NODES_KEEP): LotTrees {
  const kept = new Map<Hash, Kept | Promise<Kept | undefined>>();
  const missing = new Map<Hash, number>();

  const load = async (manifest: Hash): Promise<Kept | undefined> => {
    try {
      const tree = await readTree(treeFile(folder, manifest), nodesKeep);
      if (tree) kept.set(manifest, tree);
      else {
        kept.delete(manifest);
        missing.set(manifest, performance.now() + MISSING_KEEP);
      }
      return tree;
    } catch (fault) {
      kept.delete(manifest);
      throw fault;
    }
  };
  return {
    tree(manifest) {
      const known = kept.get(manifest);
      if (known) {
        // The map's order is the order of use.
        kept.delete(manifest);
        kept.set(manifest, known);
        return known;
      }
      const until = missing.get(manifest);
      if (until !== undefined && performance.now() < until) return undefined;
      missing.delete(manifest);
      forgetOldest(kept);
      const loading = load(manifest);
      kept.set(manifest, loading);
      return loading;
    },
  };
}

function forgetOldest(kept: Map<Hash, Kept | Promise<Kept | undefined>>): void {
  for (const [manifest, tree] of kept) {
    if (kept.size < LOTS_KEEP) return;
    if (tree instanceof Promise) continue;
    kept.delete(manifest);
    tree.close();
  }
}

async function readTree(path: string, nodesKeep: number): Promise<Kept | undefined> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  const leaves = size === undefined ? undefined : leavesOfLength(size);
  if (size === undefined || !leaves) return undefined;
  const sizes = levelSizes(leaves);
  const level = sizes.findIndex((nodes) => nodes <= nodesKeep);
  const starts = startsOf(sizes);
  const nodes = await readWhole(path, (starts[level] ?? 0) * NODE, (sizes[level] ?? 0) * NODE);
  let file: number | undefined;
  return {
    leaves,
    level,
    nodes,
    sibling(below, at) {
      const beside = at ^ 1;
      if (beside >= (sizes[below] ?? 0)) return undefined;
      file ??= openSync(path, "r");
      const node = Buffer.allocUnsafe(NODE);
      if (readSync(file, node, 0, NODE, ((starts[below] ?? 0) + beside) * NODE) !== NODE)
        throw new RangeError(`the tree file ${path} is cut`);
      return node;
    },
    /** Whoever still holds the tree may go on: its file is opened again. */
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

function startsOf(sizes: readonly number[]): number[] {
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return start - size;
  });
}

async function readWhole(path: string, from: number, length: number): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    if (bytesRead !== length) throw new RangeError(`the tree file ${path} is cut`);
    return buffer;
  } finally {
    await file.close();
  }
}
