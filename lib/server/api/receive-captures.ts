import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { writeDurably } from "../../adapters/durable-file.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import { boundaryOf, MalformedMultipart, readParts } from "./multipart.ts";
import type { InputProblem } from "./read-request.ts";

export type ReceivedCaptures = { readonly path: string; readonly sha256: string; readonly bytes: number };

const MAX_BYTES = 1024 ** 3;

class TooLarge extends Error {}

/** Captures as the body itself, or as the parts `captures` of a multipart form; several lie one behind the other in one file, synced. */
export async function receiveCaptures(
  request: Request,
  folder: string,
): Promise<Result<ReceivedCaptures, InputProblem>> {
  const digest = createHash("sha256");
  const name = `${randomUUID()}.captures`;
  let bytes = 0;
  async function* counted(source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) throw new TooLarge();
      digest.update(chunk);
      yield chunk;
    }
  }
  try {
    await writeDurably(folder, counted(capturesOf(request)), () => name);
  } catch (error) {
    if (error instanceof TooLarge)
      return refuse({
        code: "too-large",
        sentence: "Captures may have at most 1 GB at once. Send one site at a time.",
      });
    if (error instanceof MalformedMultipart)
      return refuse({
        code: "multipart-malformed",
        sentence: `The multipart body is broken: ${error.message}. Send it again.`,
      });
    throw error;
  }
  if (bytes === 0)
    return refuse({
      code: "input-invalid",
      sentence: "No capture arrived. Send the text as the body, or as parts named `captures`.",
    });
  return ok({ path: join(/* turbopackIgnore: true */ folder, name), sha256: digest.digest("hex"), bytes });
}

async function* capturesOf(request: Request): AsyncGenerator<Uint8Array> {
  const boundary = boundaryOf(request.headers.get("content-type"));
  if (boundary === undefined) {
    for await (const chunk of request.body ?? []) yield chunk;
    return;
  }
  for await (const part of readParts(bodyOf(request), boundary)) {
    if (part.name !== "captures") continue;
    yield* part.bytes;
    // The last line of one file is not the first of the next.
    yield new Uint8Array([0x0a]);
  }
}

async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  for await (const chunk of request.body ?? []) yield chunk;
}
