import "server-only";

/** A capture from a file or standard input, decoded piece by piece: a gigabyte needs no more memory than a page. */
import { createReadStream } from "node:fs";
import type { InputFormat } from "../domain/optics/answer.ts";
import { CaptureSplitter } from "../domain/optics/capture-splitter.ts";
import { type DecodedCapture, decodeBytesWithModules } from "../domain/optics/decode-capture.ts";
import { decodeParts } from "../domain/optics/decode-parts.ts";
import { textOfBytes } from "../domain/optics/readers/text-of-bytes.ts";

/** A file that is no capture, or larger than one may be: one sentence for people. */
export class UnreadableCapture extends Error {}

export type DecodedPiece = { readonly parts: readonly DecodedCapture[]; readonly firstLine: number };

const MOST_BYTES = 1_073_741_824;
/** What is looked at to tell text from memory, and one encoding from another. */
const HEAD = 65_536;

/**
 * @param file a path, or `-` for standard input
 * @throws UnreadableCapture for more than 1 GB, and for large files that are no text
 */
export async function* decodedPieces(file: string, format: InputFormat | undefined): AsyncGenerator<DecodedPiece> {
  const options = format === undefined ? {} : { format };
  const chunks = chunksOf(file);
  const head = await headOf(chunks);
  if (head.isAll) {
    const bytes = new Uint8Array(head.bytes);
    const read = textOfBytes(bytes);
    if (read.kind === "binary" || format === "binary") {
      yield { parts: [decodeBytesWithModules(bytes, options)], firstLine: 1 };
      return;
    }
    const [first, ...more] = decodeParts(read.text, options);
    const isImage = first?.answer.expect.kind === "unknown";
    yield { parts: isImage ? [decodeBytesWithModules(bytes, options)] : [first!, ...more], firstLine: 1 };
    return;
  }
  const splitter = new CaptureSplitter();
  const decoder = decoderFor(file, head.bytes);
  for await (const chunk of after(head.bytes, chunks))
    for (const piece of splitter.push(decoder.decode(chunk, { stream: true })))
      yield { parts: decodeParts(piece.text, options), firstLine: piece.firstLine };
  const last = [...splitter.push(decoder.decode()), ...splitter.end()];
  for (const piece of last) yield { parts: decodeParts(piece.text, options), firstLine: piece.firstLine };
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 })) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_BYTES)
      throw new UnreadableCapture(`${file} has more than 1 GB; split it between two devices' captures.`);
    yield chunk as Buffer;
  }
}

/** The first bytes, and whether there are no more. Takes nothing else from the chunks. */
async function headOf(chunks: AsyncGenerator<Buffer>): Promise<{ bytes: Buffer; isAll: boolean }> {
  const kept: Buffer[] = [];
  let length = 0;
  while (length <= HEAD) {
    const next = await chunks.next();
    if (next.done) return { bytes: Buffer.concat(kept), isAll: true };
    kept.push(next.value);
    length += next.value.length;
  }
  return { bytes: Buffer.concat(kept), isAll: false };
}

async function* after(head: Buffer, chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* chunks;
}

function decoderFor(file: string, head: Buffer): TextDecoder {
  const sample = new Uint8Array(head.subarray(0, HEAD - (HEAD % 2)));
  if (textOfBytes(sample).kind === "binary")
    throw new UnreadableCapture(
      `${file} is no text, and larger than any module's memory (128, 256, 512 or 640 bytes).`,
    );
  if ((sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] !== 0 && sample[1] === 0))
    return new TextDecoder("utf-16le");
  if ((sample[0] === 0xfe && sample[1] === 0xff) || (sample[0] === 0 && sample[1] !== 0))
    return new TextDecoder("utf-16be");
  return new TextDecoder(isUtf8(sample) ? "utf-8" : "latin1");
}

/** A character may be cut at the end of the sample. */
function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}
