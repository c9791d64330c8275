/** Files of imports in the data folder. */
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { ErrorsFile, LotFiles } from "../ports/lot-files.ts";

/** @param folder `{folder}/{job}/errors.csv` is the file of errors of a job, `report.csv` beside it its report */
export function openLotFiles(folder: string): LotFiles {
  return {
    upload: (path) => () => createReadStream(path, { highWaterMark: 1 << 18 }),
    openErrors: (job) => openFile(folder, job, errorsPath(folder, job)),
    openReport: (job) => openFile(folder, job, reportPath(folder, job)),
    async discardUpload(path) {
      await rm(path, { force: true });
    },
  };
}

async function openFile(folder: string, job: string, path: string): Promise<ErrorsFile> {
  await mkdir(join(folder, job), { recursive: true, mode: 0o700 });
  const stream = createWriteStream(path, { mode: 0o600 });
  return {
    async write(text) {
      if (!stream.write(text)) await once(stream, "drain");
    },
    async end() {
      stream.end();
      await finished(stream);
    },
  };
}

export function reportPath(folder: string, job: string): string {
  return join(folder, job, "report.csv");
}

export function errorsPath(folder: string, job: string): string {
  return join(folder, job, "errors.csv");
}
