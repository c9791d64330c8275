/** A manifest whose first line is known last: its lines are written behind the place that is kept free for it. */
import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import type { ManifestDraft } from "../../ports/manifests.ts";
import { putInPlace, unfinishedIn } from "../durable-file.ts";
import { relative } from "./manifest-files.ts";

const CHUNK = 1 << 20;
/** So much is on its way to the disk at once, and the last sync is short. */
const SYNC_EVERY = 32 << 20;

export async function beginManifest(folder: string, headLength: number): Promise<ManifestDraft> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = unfinishedIn(folder);
  const file = await open(unfinished, "wx+", 0o600);
  let [filling, leaving] = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)];
  let held = 0;
  let writing: Promise<void> | undefined;
  let end = headLength;
  let sinceSync = 0;
  let syncing: Promise<void> | undefined;

  /** One buffer is filled while the other is written. */
  async function flush(): Promise<void> {
    await writing;
    [filling, leaving] = [leaving, filling];
    writing = writeAt(file, leaving.subarray(0, held), end);
    writing.catch(() => {}); // thrown by whoever waits for it
    end += held;
    sinceSync += held;
    held = 0;
    if (sinceSync < SYNC_EVERY) return;
    sinceSync = 0;
    await syncing;
    syncing = file.datasync();
    syncing.catch(() => {});
  }

  return {
    async write(lines) {
      for (let at = 0; at < lines.length; ) {
        const part = lines.subarray(at, at + CHUNK - held);
        filling.set(part, held);
        held += part.length;
        at += part.length;
        if (held === CHUNK) await flush();
      }
    },
    async keep(head) {
      if (head.length !== headLength)
        throw new RangeError(`a head of ${head.length} bytes where ${headLength} are free`);
      await flush();
      await Promise.all([writing, syncing]);
      await writeAt(file, head, 0);
      const [hash] = await Promise.all([hashOf(file), file.sync()]);
      await file.close();
      await putInPlace(folder, unfinished, relative(hash, "ndjson"));
      return hash;
    },
    async abandon() {
      await Promise.allSettled([writing, syncing]);
      await file.close().catch(() => {});
      await rm(unfinished, { force: true });
    },
  };
}

async function writeAt(file: FileHandle, chunk: Uint8Array, from: number): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at, chunk.length - at, from + at)).bytesWritten;
}

/** The file was written a moment ago: the system has it in memory. */
async function hashOf(file: FileHandle): Promise<string> {
  const sha = createHash("sha256");
  let [next, hashed] = [Buffer.allocUnsafe(CHUNK), Buffer.allocUnsafe(CHUNK)];
  let reading = file.read(next, 0, CHUNK, 0);
  for (let at = 0; ; ) {
    const { bytesRead } = await reading;
    if (bytesRead === 0) return sha.digest("hex");
    at += bytesRead;
    [next, hashed] = [hashed, next];
    reading = file.read(next, 0, CHUNK, at);
    sha.update(hashed.subarray(0, bytesRead));
  }
}
