/** Files of imports in the data folder. */
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { LotFiles } from "../ports/lot-files.ts";

/** @param folder `{folder}/{job}/errors.csv` is the file of errors of a job */
export function openLotFiles(folder: string): LotFiles {
  return {
    upload: (path) => () => createReadStream(path, { highWaterMark: 1 << 18 }),
    async openErrors(job) {
      await mkdir(join(folder, job), { recursive: true, mode: 0o700 });
      const stream = createWriteStream(errorsPath(folder, job), { mode: 0o600 });
      return {
        async write(text) {
          if (!stream.write(text)) await once(stream, "drain");
        },
        async end() {
          stream.end();
          await finished(stream);
        },
      };
    },
    async discardUpload(path) {
      await rm(path, { force: true });
    },
  };
}

export function errorsPath(folder: string, job: string): string {
  return join(folder, job, "errors.csv");
}
