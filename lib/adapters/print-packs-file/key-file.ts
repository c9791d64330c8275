/** The key of all print packs: 32 random bytes in a file of mode 0600, never in the database or a backup. */
import { randomBytes } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { writeDurably } from "../durable-file.ts";

/** @throws Error when the file has another length, or others may read it. */
export async function readOrMakeKey(file: string): Promise<Uint8Array> {
  const kept = await readFile(file).catch((cause) => {
    if (cause.code === "ENOENT") return undefined;
    throw cause;
  });
  if (!kept) {
    const key = randomBytes(32);
    await writeDurably(dirname(file), [key], () => basename(file));
    return key;
  }
  if (kept.length !== 32) throw new Error(`${file} has ${kept.length} bytes instead of 32: restore the key file`);
  if (((await stat(file)).mode & 0o077) !== 0) throw new Error(`others may read ${file}: run chmod 600 on it`);
  return kept;
}
