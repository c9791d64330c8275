/** Scratch in memory while it is small, in a file when it is not: constant memory, and no file for a lot of fifty modules. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { OpenScratch } from "../ports/scratch.ts";

const IN_MEMORY = 96 * 1024 * 1024;
const ENDING = ".scratch";

/** @param folder is made when it is needed; nothing in it outlives the process that wrote it */
export function scratchFiles(folder: string, inMemory = IN_MEMORY): OpenScratch {
  return () => {
    const file = join(folder, `${randomUUID()}${ENDING}`);
    let kept: string[] = [];
    let length = 0;
    let stream: WriteStream | undefined;

    async function spill(): Promise<WriteStream> {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const opened = createWriteStream(file, { flags: "wx", mode: 0o600, highWaterMark: 1 << 20 });
      for (const text of kept) if (!opened.write(text)) await once(opened, "drain");
      kept = [];
      return opened;
    }

    return {
      async write(text) {
        length += text.length;
        if (!stream && length <= inMemory) {
          kept.push(text);
          return;
        }
        stream ??= await spill();
        if (!stream.write(text)) await once(stream, "drain");
      },
      async *read() {
        if (!stream) {
          yield* kept;
          return;
        }
        if (!stream.writableEnded) stream.end();
        await finished(stream);
        yield* createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 20 });
      },
      async discard() {
        kept = [];
        stream?.destroy();
        await rm(file, { force: true });
      },
    };
  };
}

/** What a killed process left. Call it before any scratch is opened. */
export async function clearScratch(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (name.endsWith(ENDING)) await rm(join(folder, name), { force: true });
}
