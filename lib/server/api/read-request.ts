import "server-only";
import type { z } from "zod";
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { Problem } from "../../usecases/operation.ts";
import { type BlamedPart, partsOf } from "./problem.ts";

export type InputProblem = Problem & { readonly parts?: readonly BlamedPart[] };

const MAX_JSON_BYTES = 1024 * 1024;
/** Visible ASCII, as the header draft's structured strings and common practice have it. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

export function readIdempotencyKey(headers: Headers): Result<string | undefined, InputProblem> {
  const key = headers.get("idempotency-key");
  if (key === null) return ok(undefined);
  if (IDEMPOTENCY_KEY.test(key)) return ok(key);
  return refuse({
    code: "idempotency-key-malformed",
    sentence: "An Idempotency-Key has 1 to 255 visible ASCII characters without blanks. Send a fresh UUID.",
  });
}

/** A name that is given twice counts as wrong: which one was meant is a guess. */
export function readQuery(url: URL, schema: z.ZodObject | undefined): Result<unknown, InputProblem> {
  if (!schema) return ok({});
  const given: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    given[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  const read = schema.safeParse(given);
  if (read.success) return ok(read.data);
  return refuse({
    code: "query-invalid",
    sentence: "The query of this address is wrong; errors[] names each parameter.",
    parts: partsOf(read.error, "query"),
  });
}

export async function readJsonBody(
  request: Request,
  schema: z.ZodType | undefined,
): Promise<Result<unknown, InputProblem>> {
  if (!schema) return ok(undefined);
  const text = await boundedText(request);
  if (!text.ok) return text;
  // A POST without a body asks for the defaults; whether it may is the schema's word.
  if (text.value.trim() !== "" && !isJson(request.headers.get("content-type")))
    return refuse({ code: "content-type", sentence: "Send JSON with the header Content-Type: application/json." });
  const value = parseJson(text.value.trim() === "" ? "{}" : text.value);
  if (!value.ok) return value;
  const read = schema.safeParse(value.value);
  if (read.success) return ok(read.data);
  return refuse({
    code: "input-invalid",
    sentence: "The body is not as this request needs it; errors[] names each part.",
    parts: partsOf(read.error, "body"),
  });
}

function isJson(contentType: string | null): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType ?? "");
}

function parseJson(text: string): Result<unknown, InputProblem> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse({
      code: "json-malformed",
      sentence: "The body is no JSON. Check quotes, commas and the encoding (UTF-8).",
    });
  }
}

/** The declared length is the sender's word, so what arrives is counted as well. */
async function boundedText(request: Request): Promise<Result<string, InputProblem>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_JSON_BYTES)
      return refuse({ code: "too-large", sentence: "A JSON body may have at most 1 MB. Send fewer items at once." });
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks).toString("utf8"));
}
