import "server-only";
import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponseObject } from "zod-openapi";
import type { Endpoint } from "./endpoint.ts";
import { API_ROOT } from "./path-params.ts";
import { problemSchema } from "./problem.ts";
import { statusOf } from "./refusal-status.ts";
import { ENDPOINTS } from "./route-table.ts";

const VERSION = "1.0.0";

const TAGS = {
  products: "What a part number names.",
  lots: "Modules of one product made together; registered from a file, all or nothing unless asked otherwise.",
  labels: "Files for printers. Codes can be printed until the lot's labels are declared applied.",
  modules: "Single transceivers, by code, label id or serial number.",
  "module-checks": "What a module says of itself against the record of what left the factory.",
  containers: "Bags, cartons and pallets with an SSCC.",
  transfers: "Offers from one member to another, signed by both.",
  sales: "The end of custody inside the network.",
  alerts: "Facts that need a person: what a rule, a reconciler or a reporter found. No verdict.",
  cases: "Decisions with evidence; two named people of the brand owner confirm one.",
  "stock-counts": "What a member says lies on its shelves. Off the ledger.",
  jobs: "Long work with progress.",
  events: "Facts on the ledger.",
  members: "Organisations of the network.",
  operations: "What became of a write that was answered with 202.",
} as const;

const COMMON_PROBLEMS = [
  "not-signed-in",
  "key-unknown",
  "scope-missing",
  "not-permitted",
  "too-many-requests",
  "fault",
];
const COMMON_HEADERS = z.object({
  "X-Request-Id": z.string(),
  "RateLimit-Limit": z.string(),
  "RateLimit-Remaining": z.string(),
  "RateLimit-Reset": z.string().meta({ description: "Seconds." }),
});

/** OpenAPI 3.1, from the same schemas that parse requests and cut answers. */
export function openApiDocument(serverUrl: string) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] ??= {};
    Object.assign(paths[endpoint.path] ?? {}, { [endpoint.method.toLowerCase()]: operationOf(endpoint) });
  }
  return createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: "TrueLane",
        version: VERSION,
        description:
          "Where optical transceivers come from and through whose hands they went. Send an API key as `Authorization: Bearer KEY`. " +
          "Every POST takes an `Idempotency-Key`; the same key with the same body gives the first answer again, for ever. " +
          "A write that the ledger has not answered within three seconds answers 202 with the address of its outcome.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: `${serverUrl}${API_ROOT}` }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      security: [{ apiKey: [] }, { session: [] }],
      components: {
        securitySchemes: {
          apiKey: {
            type: "http",
            scheme: "bearer",
            description: "An API key of a member, made under Settings, API keys.",
          },
          session: {
            type: "apiKey",
            in: "cookie",
            name: "session",
            description: "A signed-in person, from our own pages only.",
          },
        },
      },
      paths,
    },
    {
      // Our types call every list of an answer read-only; in OpenAPI the word would be about requests.
      override: ({ jsonSchema }) => {
        delete jsonSchema.readOnly;
      },
    },
  );
}

function operationOf(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { id, summary, tag, params, query, body, upload, method, scope } = endpoint;
  const idempotency = z.object({
    "Idempotency-Key": z
      .string()
      .min(1)
      .max(255)
      .optional()
      .meta({ description: "A fresh UUID for each thing you want done." }),
  });
  const content = upload
    ? Object.fromEntries(Object.entries(upload).map(([type, schema]) => [type, { schema }]))
    : body && { "application/json": { schema: body } };
  return {
    operationId: id,
    summary,
    description:
      endpoint.access === "public"
        ? `Anybody may ask; a key that is sent must hold the scope \`${scope}\`.`
        : `Needs the scope \`${scope}\`.`,
    ...(endpoint.access === "public" && { security: [{}, { apiKey: [] }, { session: [] }] }),
    tags: [tag],
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query }),
      ...(method === "POST" && { header: idempotency }),
    },
    ...(content && { requestBody: { content } }),
    responses: { ...goodAnswers(endpoint), ...problemAnswers(endpoint) },
  };
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  200: "Done",
  201: "Made",
  202: "Not finished; the address of its outcome is in `Location`",
};

function goodAnswers({ statuses, output, files }: Endpoint): Record<string, ZodOpenApiResponseObject> {
  const content = output
    ? { "application/json": { schema: output } }
    : Object.fromEntries((files ?? []).map((type) => [type, { schema: z.string().meta({ format: "binary" }) }]));
  return Object.fromEntries(
    statuses.map((status) => [
      `${status}`,
      {
        description: DESCRIPTIONS[status] ?? "",
        headers: status === 200 ? COMMON_HEADERS : COMMON_HEADERS.extend({ Location: z.string() }),
        content,
      },
    ]),
  );
}

function problemAnswers(endpoint: Endpoint): Record<string, ZodOpenApiResponseObject> {
  const codes = new Set([...COMMON_PROBLEMS, ...endpoint.problems]);
  if (endpoint.query) codes.add("query-invalid");
  if (endpoint.params) codes.add("not-found");
  if (endpoint.body || endpoint.upload) for (const code of ["json-malformed", "input-invalid"]) codes.add(code);
  if (endpoint.method === "POST")
    for (const code of ["other-origin", "idempotency-key-malformed", "idempotency-key-reused"]) codes.add(code);
  const byStatus = Map.groupBy([...codes].sort(), statusOf);
  return Object.fromEntries(
    [...byStatus]
      .sort(([left], [right]) => left - right)
      .map(([status, of]) => [
        `${status}`,
        {
          description: `Codes: ${of.map((code) => `\`${code}\``).join(", ")}`,
          content: { "application/problem+json": { schema: problemSchema } },
        },
      ]),
  );
}
