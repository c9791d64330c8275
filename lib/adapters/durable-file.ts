/** Files that survive a power cut: written beside their name, synced, renamed, and the folder synced (trust.md section 11). */
import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

const UNFINISHED = ".part";

/**
 * Writes chunks to a file that appears whole or not at all.
 * @param nameOf called once every byte is written: a content-addressed file learns its name only then
 * @param mode 0600 unless given: what lies in the data folder is nobody else's
 */
export async function writeDurably(
  folder: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  nameOf: () => string,
  mode = 0o600,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = unfinishedIn(folder);
  const file = await open(unfinished, "wx", mode);
  try {
    for await (const chunk of chunks) await writeAll(file, chunk);
    await file.sync();
    await file.close();
    await putInPlace(folder, unfinished, nameOf());
  } catch (cause) {
    await file.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw cause;
  }
}

/** A name of its own for what is not whole yet. */
export function unfinishedIn(folder: string): string {
  return join(folder, `.${randomUUID()}${UNFINISHED}`);
}

/** What a killed process left half written. Call it before anything is written there. */
export async function clearUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (name.endsWith(UNFINISHED)) await rm(join(folder, name), { force: true });
}

/** Gives a file that is synced and closed its name in the folder. */
export async function putInPlace(folder: string, unfinished: string, name: string): Promise<void> {
  const final = join(folder, name);
  await mkdir(dirname(final), { recursive: true, mode: 0o700 });
  await rename(unfinished, final);
  await syncFolder(dirname(final));
  if (dirname(final) !== folder) await syncFolder(folder);
}

/** A new or removed name is durable only once its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
}
