import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { writeDurably } from "../../adapters/durable-file.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import { type LotInput, lotInput } from "../../usecases/commands.ts";
import type { UploadedFile } from "../../usecases/enqueue-job.ts";
import { boundaryOf, MalformedMultipart, type Part, readParts } from "./multipart.ts";
import { partsOf } from "./problem.ts";
import type { InputProblem } from "./read-request.ts";

export type LotUpload = { readonly lot: LotInput; readonly file: UploadedFile; readonly onError?: string };

const MAX_FILE_BYTES = 2 * 1024 ** 3;
const MAX_FIELD_BYTES = 64 * 1024;

/** Stops a read in the middle of a stream with an answer for the sender. */
class Stop extends Error {
  readonly problem: InputProblem;
  constructor(problem: InputProblem) {
    super(problem.sentence);
    this.problem = problem;
  }
}

/**
 * A lot and its file, as multipart (`lot`, `modules`, `onError`) or as a bare CSV or NDJSON body with the lot in the query.
 * The file lies synced in `folder`; after a refusal nothing is left there.
 */
export async function receiveLotFile(
  request: Request,
  folder: string,
  lotOfQuery: Readonly<Record<string, unknown>>,
): Promise<Result<LotUpload, InputProblem>> {
  const contentType = request.headers.get("content-type");
  const boundary = boundaryOf(contentType);
  const bare = formatOf(contentType, undefined);
  const kept: { file?: UploadedFile } = {};
  try {
    if (boundary !== undefined) return ok(await fromParts(readParts(bodyOf(request), boundary), folder, kept));
    if (bare === undefined || contentType === null) return refuse(WRONG_TYPE);
    const lot = readLot(lotOfQuery, "query");
    return ok({ lot, file: await keepFile(bodyOf(request), bare, folder) });
  } catch (error) {
    if (kept.file) await discard(kept.file);
    if (error instanceof Stop) return refuse(error.problem);
    if (error instanceof MalformedMultipart)
      return refuse({
        code: "multipart-malformed",
        sentence: `The multipart body is broken: ${error.message}. Send it again.`,
      });
    throw error;
  }
}

/** A file that no job will read. */
export async function discard(file: UploadedFile): Promise<void> {
  await rm(file.path, { force: true });
}

const WRONG_TYPE: InputProblem = {
  code: "content-type",
  sentence:
    "Send multipart/form-data with the parts `lot` (JSON) and `modules` (CSV or NDJSON), or the file itself as text/csv or application/x-ndjson with the lot in the query.",
};

async function fromParts(
  parts: AsyncIterable<Part>,
  folder: string,
  kept: { file?: UploadedFile },
): Promise<LotUpload> {
  let lot: LotInput | undefined;
  let onError: string | undefined;
  for await (const part of parts) {
    if (part.name === "lot") lot = readLot(parseJson(await fieldText(part)), "body");
    else if (part.name === "onError") onError = await fieldText(part);
    else if (part.name !== "modules") await fieldText(part);
    else if (kept.file)
      throw new Stop({ code: "input-invalid", sentence: "The part `modules` came twice. Send one file a lot." });
    else kept.file = await keepFile(part.bytes, formatOf(part.contentType ?? null, part.fileName) ?? "csv", folder);
  }
  if (!lot)
    throw new Stop({
      code: "input-invalid",
      sentence: "The part `lot` is missing: JSON with lotId, partNumber, madeOn.",
      pointer: "/lot",
    });
  if (!kept.file)
    throw new Stop({
      code: "input-invalid",
      sentence: "The part `modules` is missing: a CSV or NDJSON file.",
      pointer: "/modules",
    });
  return { lot, file: kept.file, ...(onError !== undefined && { onError }) };
}

async function keepFile(
  source: AsyncIterable<Uint8Array>,
  format: UploadedFile["format"],
  folder: string,
): Promise<UploadedFile> {
  const name = `${randomUUID()}.${format}`;
  const digest = createHash("sha256");
  let bytes = 0;
  async function* counted() {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > MAX_FILE_BYTES)
        throw new Stop({ code: "too-large", sentence: "A lot file may have at most 2 GB. Split the lot." });
      digest.update(chunk);
      yield chunk;
    }
  }
  await writeDurably(folder, counted(), () => name);
  return { path: join(/* turbopackIgnore: true */ folder, name), format, bytes, sha256: digest.digest("hex") };
}

function formatOf(contentType: string | null, fileName: string | undefined): UploadedFile["format"] | undefined {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase();
  if (
    /\.(?:ndjson|jsonl)$/i.test(fileName ?? "") ||
    /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines)$/.test(type ?? "")
  )
    return "ndjson";
  return type === "text/csv" || /\.csv$/i.test(fileName ?? "") ? "csv" : undefined;
}

function readLot(value: unknown, where: "body" | "query"): LotInput {
  const read: z.ZodSafeParseResult<LotInput> = lotInput.safeParse(value);
  if (read.success) return read.data;
  const parts = partsOf(read.error, where).map((part) =>
    where === "body" ? { ...part, pointer: `/lot${part.pointer}` } : part,
  );
  throw new Stop({
    code: "input-invalid",
    sentence: "The lot is not as this request needs it; errors[] names each part.",
    parts,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Stop({
      code: "json-malformed",
      sentence: "The part `lot` is no JSON. Check quotes, commas and the encoding (UTF-8).",
    });
  }
}

async function fieldText(part: Part): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of part.bytes) {
    bytes += chunk.length;
    if (bytes > MAX_FIELD_BYTES)
      throw new Stop({ code: "too-large", sentence: `The part \`${part.name}\` may have at most 64 KB.` });
    chunks.push(Uint8Array.from(chunk));
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  for await (const chunk of request.body ?? []) yield chunk;
}
