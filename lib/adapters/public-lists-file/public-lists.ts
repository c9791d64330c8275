/** The signed lists as files: they are public, small, and written anew at most once a day and after each change. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PublicListName, PublicLists } from "../../ports/public-lists.ts";
import { writeDurably } from "../durable-file.ts";

/** @param folder `DATA_DIR/lists` */
export function openPublicLists(folder: string): PublicLists {
  const fileOf = (name: PublicListName) => `${name}.json`;
  return {
    async read(name) {
      try {
        return await readFile(join(folder, fileOf(name)), "utf8");
      } catch (cause) {
        if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
        throw cause;
      }
    },
    write: (name, text) => writeDurably(folder, [new TextEncoder().encode(text)], () => fileOf(name)),
  };
}
