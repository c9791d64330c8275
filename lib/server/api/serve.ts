import "server-only";
import { answerRequest } from "./answer-request.ts";
import { type Endpoint, notFound } from "./endpoint.ts";
import { liveDoors } from "./live-doors.ts";

/** A route handler for Next.js. */
export function serve(endpoint: Endpoint): (request: Request) => Promise<Response> {
  return (request) => answerRequest(endpoint, liveDoors(), request);
}

/** For addresses below the API that mean nothing: who asks is looked at first, as everywhere. */
const NOTHING: Endpoint = {
  id: "nothing",
  method: "GET",
  path: "/",
  summary: "",
  tag: "",
  scope: "read",
  statuses: [],
  problems: ["not-found"],
  handle: async () => notFound("address"),
};
export const serveNothing = serve(NOTHING);

/** For public endpoints: pages of other addresses, and the scan listener's, may ask without a cookie. */
export function preflight(): Response {
  const headers = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "POST, OPTIONS",
    "access-control-allow-headers": "content-type",
    "access-control-max-age": "86400",
  };
  return new Response(null, { status: 204, headers });
}
