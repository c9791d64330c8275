import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Swagger UI from our own origin: no other host learns who reads the documentation. */
const FILES = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png",
} as const;

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>TrueLane API</title>
<link rel="stylesheet" href="/api/v1/docs/swagger-ui.css">
<link rel="icon" href="/api/v1/docs/favicon-32x32.png">
<div id="api"></div>
<script src="/api/v1/docs/swagger-ui-bundle.js"></script>
<script src="/api/v1/docs/start.js"></script>
</html>
`;
const START = `SwaggerUIBundle({ url: "/api/v1/openapi.json", dom_id: "#api", deepLinking: true, validatorUrl: null });\n`;

const HEADERS = {
  "cache-control": "public, max-age=300",
  "x-content-type-options": "nosniff",
  "content-security-policy":
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
};

/** @param name below `/api/v1/docs`; empty for the page itself */
export async function docsFile(name: string): Promise<Response> {
  if (name === "") return answer(PAGE, "text/html; charset=utf-8");
  if (name === "start.js") return answer(START, "text/javascript; charset=utf-8");
  if (!Object.hasOwn(FILES, name)) return new Response("There is no such page.\n", { status: 404 });
  const bytes = await readFile(join(process.cwd(), "node_modules", "swagger-ui-dist", name));
  return answer(new Uint8Array(bytes), FILES[name as keyof typeof FILES]);
}

function answer(body: string | Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(body, { headers: { ...HEADERS, "content-type": type } });
}
