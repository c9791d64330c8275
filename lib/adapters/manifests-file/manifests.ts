/** Manifests and consignments as content-addressed files: `{folder}/{first two digits}/{sha256}.ndjson`. */
import { createHash } from "node:crypto";
import { access, open, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Hash } from "../../domain/event/event.ts";
import type { Manifests } from "../../ports/manifests.ts";
import { writeDurably } from "../durable-file.ts";
import { linesOfChunks } from "../lines-of-chunks.ts";
import { lineBytes, lineBytesOf } from "./line-bytes.ts";
import { beginManifest } from "./manifest-draft.ts";
import { relative, treeFile } from "./manifest-files.ts";
import { leavesOfLength, readPaths } from "./tree-file.ts";

/** @param folder made when the first file is written */
export function openManifestFiles(folder: string): Manifests {
  return {
    async write(lines) {
      const sha = createHash("sha256");
      let hash = "";
      const plain = Symbol.iterator in lines ? lineBytesOf(lines as Iterable<string>) : lineBytes(lines);
      await writeDurably(folder, hashed(plain, sha), () => {
        hash = sha.digest("hex");
        return relative(hash, "ndjson");
      });
      return hash;
    },
    begin: (headLength) => beginManifest(folder, headLength),
    async *lines(manifest) {
      const file = await open(join(folder, relative(manifest, "ndjson")), "r").catch((cause) => {
        throw new Error(`manifest ${manifest} is not kept here`, { cause });
      });
      try {
        yield* linesOfChunks(file.createReadStream({ highWaterMark: 1 << 20, autoClose: false }));
      } finally {
        await file.close().catch(() => {});
      }
    },
    has: (manifest) => exists(join(folder, relative(manifest, "ndjson"))),
    async keepTree(manifest, levels) {
      await writeDurably(folder, levels, () => relative(manifest, "tree"));
    },
    async path(manifest, index) {
      return (await pathsOf(folder, manifest, [index]))?.[0];
    },
    paths: (manifest, indexes) => pathsOf(folder, manifest, indexes),
  };
}

async function pathsOf(folder: string, manifest: Hash, indexes: readonly number[]): Promise<Hash[][] | undefined> {
  const file = treeFile(folder, manifest);
  const size = await stat(file).then(
    ({ size }) => size,
    () => undefined,
  );
  const leaves = size === undefined ? undefined : leavesOfLength(size);
  if (leaves === undefined) return undefined;
  const paths = await readPaths(file, leaves, indexes);
  return paths.map((path) => path.map((node) => Buffer.from(node).toString("hex")));
}

async function* hashed(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, sha: ReturnType<typeof createHash>) {
  for await (const chunk of chunks) {
    sha.update(chunk);
    yield chunk;
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
