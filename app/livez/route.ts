export const dynamic = "force-dynamic";

/** This process answers. Nothing else is asked, so that a slow database does not get it restarted. */
export function GET(): Response {
  return new Response("ok\n", { headers: { "content-type": "text/plain", "cache-control": "no-store" } });
}
