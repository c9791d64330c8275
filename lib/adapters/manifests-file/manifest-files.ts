/** Where a manifest and its tree lie: `{folder}/{first two digits}/{sha256}.{ndjson|tree}`. */
import { join } from "node:path";
import type { Hash } from "../../domain/event/event.ts";

/** A hash names a file, so nothing else may: whoever asks for `../x` gets an error, not a file. */
export function relative(hash: Hash, ending: "ndjson" | "tree"): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new TypeError(`no SHA-256 in lower-case hex: ${hash.slice(0, 80)}`);
  return join(hash.slice(0, 2), `${hash}.${ending}`);
}

export function treeFile(folder: string, manifest: Hash): string {
  return join(folder, relative(manifest, "tree"));
}
