/** Codes and secrets of a lot until they are printed: one encrypted file a lot, and nowhere else (design.md section 6). */
import { createHash, randomBytes } from "node:crypto";
import { access, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PrintLine, PrintPacks } from "../../ports/manifests.ts";
import { syncFolder, writeDurably } from "../durable-file.ts";
import { linesOfChunks } from "../lines-of-chunks.ts";
import { readOrMakeKey } from "./key-file.ts";
import { fileKey, SALT, sealed, unsealed } from "./sealed-stream.ts";

const MAGIC = Buffer.from("truelane-print-pack/1\n");
const LINES_A_CHUNK = 1000;

/** @param paths `folder` of the packs, `keyFile` of mode 0600; both are made when they are missing */
export function openPrintPacks(paths: { readonly folder: string; readonly keyFile: string }): PrintPacks {
  const fileOf = (lot: string) => join(paths.folder, nameOf(lot));

  async function write(lot: string, lines: AsyncIterable<PrintLine> | Iterable<PrintLine>): Promise<void> {
    const salt = randomBytes(SALT);
    const key = fileKey(await readOrMakeKey(paths.keyFile), salt, lot);
    await writeDurably(paths.folder, withHead(salt, sealed(key, textOf(lines))), () => nameOf(lot));
  }

  async function* read(lot: string): AsyncGenerator<PrintLine> {
    const file = await open(fileOf(lot), "r").catch((cause) => {
      throw new Error("print pack gone", { cause });
    });
    try {
      const head = Buffer.alloc(MAGIC.length + SALT);
      const { bytesRead } = await file.read(head, 0, head.length, 0);
      if (bytesRead !== head.length || !head.subarray(0, MAGIC.length).equals(MAGIC))
        throw new Error(`${fileOf(lot)} is no print pack`);
      const key = fileKey(await readOrMakeKey(paths.keyFile), head.subarray(MAGIC.length), lot);
      const bytes = file.createReadStream({ start: head.length, autoClose: false });
      // No line leaves before its chunk's tag was checked.
      for await (const line of linesOfChunks(unsealed(key, bytes))) yield lineOf(line);
    } finally {
      await file.close().catch(() => {});
    }
  }

  return {
    write,
    read,
    has: (lot) =>
      access(fileOf(lot)).then(
        () => true,
        () => false,
      ),
    async remove(lot) {
      await rm(fileOf(lot), { force: true });
      await syncFolder(paths.folder).catch((cause) => {
        if (cause.code !== "ENOENT") throw cause;
      });
    },
    removeSecrets: (lot) => write(lot, withoutSecrets(read(lot))),
  };
}

/** A lot's subject holds characters that no file name may. */
function nameOf(lot: string): string {
  return `${createHash("sha256").update(lot).digest("hex")}.pack`;
}

async function* withHead(salt: Uint8Array, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield MAGIC;
  yield salt;
  yield* chunks;
}

async function* textOf(lines: AsyncIterable<PrintLine> | Iterable<PrintLine>): AsyncGenerator<Uint8Array> {
  let kept: string[] = [];
  for await (const { index, code, secret, serialNumber } of lines) {
    kept.push(`${JSON.stringify([index, code, serialNumber, ...(secret === undefined ? [] : [secret])])}\n`);
    if (kept.length < LINES_A_CHUNK) continue;
    yield Buffer.from(kept.join(""));
    kept = [];
  }
  yield Buffer.from(kept.join(""));
}

function lineOf(text: string): PrintLine {
  const [index, code, serialNumber, secret] = JSON.parse(text) as [number, string, string, string?];
  return secret === undefined ? { index, code, serialNumber } : { index, code, secret, serialNumber };
}

async function* withoutSecrets(lines: AsyncIterable<PrintLine>): AsyncGenerator<PrintLine> {
  for await (const { index, code, serialNumber } of lines) yield { index, code, serialNumber };
}
