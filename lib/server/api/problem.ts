import "server-only";
import { z } from "zod";
import type { Problem } from "../../usecases/operation.ts";
import { statusOf } from "./refusal-status.ts";

/** RFC 9457, with a code for programs, the request's id for the log, and each blamed part by JSON pointer (RFC 6901). */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: "`urn:truelane:problem:{code}`" }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What is wrong and what to do next." }),
    code: z.string(),
    requestId: z.string().meta({ description: "Also in the header X-Request-Id; name it when you ask for help." }),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional().meta({ description: "JSON pointer into the body." }),
          parameter: z.string().optional().meta({ description: "Name of the query parameter." }),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: "Problem" });
type ProblemBody = z.infer<typeof problemSchema>;
export type BlamedPart = NonNullable<ProblemBody["errors"]>[number];

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not permitted",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  410: "Gone",
  413: "Too large",
  415: "Unsupported content type",
  422: "Not acceptable as written",
  429: "Too many requests",
  500: "Fault",
  503: "Not available now",
};

export function problemResponse(
  problem: Problem & { readonly parts?: readonly BlamedPart[] },
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const status = statusOf(problem.code);
  const errors = blamed(problem);
  const body: ProblemBody = {
    type: `urn:truelane:problem:${problem.code}`,
    title: TITLES[status] ?? "Problem",
    status,
    detail: problem.sentence,
    code: problem.code,
    requestId,
    ...(errors.length > 0 && { errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...headers,
    },
  });
}

function blamed(problem: Problem & { readonly parts?: readonly BlamedPart[] }): BlamedPart[] {
  const own = (problem.errors ?? []).map(({ pointer, code, sentence }) => ({
    ...(pointer !== undefined && { pointer }),
    code,
    detail: sentence,
  }));
  if (problem.parts) own.push(...problem.parts);
  if (own.length === 0 && problem.pointer !== undefined)
    own.push({ pointer: problem.pointer, code: problem.code, detail: problem.sentence });
  return own;
}

/** What zod found wrong, as parts of the body (JSON pointers) or as query parameters. */
export function partsOf(error: z.ZodError, where: "body" | "query"): BlamedPart[] {
  return error.issues.map((issue) => ({
    ...(where === "body" ? { pointer: pointerTo(issue.path) } : { parameter: String(issue.path[0] ?? "") }),
    code: issue.code,
    detail: issue.message,
  }));
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
