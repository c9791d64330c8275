import { openApiDocument } from "@/lib/server/api/openapi.ts";
import { env } from "@/lib/server/env.ts";

/** Public: it tells nothing that the documentation does not. */
export function GET(): Response {
  return Response.json(openApiDocument(env().publicUrl), { headers: { "cache-control": "public, max-age=300" } });
}
