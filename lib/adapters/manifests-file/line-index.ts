/** Single lines of a manifest without reading it whole: where each line begins, learned in one pass and kept for a few lots. */
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Hash } from "../../domain/event/event.ts";

const LF = 0x0a;
/** Eight bytes a line: some tens of megabytes for the largest lots there are. */
const MOST_KEPT = 8;

/** Line 0 is the manifest's head, line 1 its first module. Undefined where the manifest is not kept here or is shorter. */
export type ManifestLines = (manifest: Hash, lines: readonly number[]) => Promise<readonly (string | undefined)[]>;

/** @param folder as `openManifestFiles` has it */
export function openManifestLines(folder: string): ManifestLines {
  const kept = new Map<Hash, Promise<Float64Array | undefined>>();
  return async (manifest, lines) => {
    if (!/^[0-9a-f]{64}$/.test(manifest)) throw new TypeError(`no SHA-256 in lower-case hex: ${manifest.slice(0, 80)}`);
    const file = join(folder, manifest.slice(0, 2), `${manifest}.ndjson`);
    const starts = await keptStarts(kept, manifest, () => startsOf(file));
    if (!starts) return lines.map(() => undefined);
    const handle = await open(file, "r");
    try {
      const found: (string | undefined)[] = [];
      for (const line of lines) {
        const [from, to] = [starts[line], starts[line + 1]];
        if (from === undefined || to === undefined) {
          found.push(undefined);
          continue;
        }
        const bytes = Buffer.alloc(to - from - 1);
        await handle.read(bytes, 0, bytes.length, from);
        found.push(bytes.toString("utf8"));
      }
      return found;
    } finally {
      await handle.close();
    }
  };
}

/** Manifests are content-addressed: what was learned of one never changes. A missing one may arrive later. */
function keptStarts(
  kept: Map<Hash, Promise<Float64Array | undefined>>,
  manifest: Hash,
  read: () => Promise<Float64Array | undefined>,
): Promise<Float64Array | undefined> {
  const known = kept.get(manifest);
  kept.delete(manifest);
  const starts = known ?? read();
  kept.set(manifest, starts);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  starts.then(
    (found) => found ?? kept.delete(manifest),
    () => kept.delete(manifest),
  );
  return starts;
}

/** Where each line begins, and one more for the end of the last. */
async function startsOf(file: string): Promise<Float64Array | undefined> {
  const handle = await open(file, "r").catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === "ENOENT") return undefined;
    throw fault;
  });
  if (!handle) return undefined;
  const starts: number[] = [0];
  let at = 0;
  for await (const chunk of handle.createReadStream({ highWaterMark: 1 << 20 })) {
    const bytes = chunk as Buffer;
    for (let next = bytes.indexOf(LF); next !== -1; next = bytes.indexOf(LF, next + 1)) starts.push(at + next + 1);
    at += bytes.length;
  }
  return Float64Array.from(starts);
}
