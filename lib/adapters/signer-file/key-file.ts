/** Secret files: 0600 in 0700 folders, whole or not there at all, on the disk before anybody relies on them. */
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { writeDurably } from "../durable-file.ts";

/** The file's text; `undefined` when there is none. */
export async function readKeyFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw cause;
  }
}

/** @param path `{keys}/{owner}/{name}`; the owner's folder is made, and synced in its parent, when it is not there */
export async function writeKeyFile(path: string, text: string): Promise<void> {
  const owner = dirname(path);
  await writeDurably(dirname(owner), [Buffer.from(text)], () => join(basename(owner), basename(path)));
}
