import "server-only";

/** The public doors behind Next: the same table and the same bytes as the scan listener. */
import { textOf } from "./body-text.ts";
import { publicCallers, publicDeps } from "./public-deps.ts";
import { answerPublic } from "./public-routes.ts";
import { signedInMember } from "./signed-in-member.ts";

/** `x-forwarded-for` holds one address: scripts/supervisor/before-next.ts wrote it over whatever the request claimed. */
export async function publicHandler(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const ip = request.headers.get("x-forwarded-for") ?? "";
  const answer = await answerPublic(publicDeps(), {
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    accept: request.headers.get("accept") ?? undefined,
    acceptLanguage: request.headers.get("accept-language") ?? undefined,
    ip,
    caller: publicCallers().of({
      ip,
      header: (name) => request.headers.get(name) ?? undefined,
      // before-next.ts took the place headers from whoever is no trusted proxy.
      trusted: true,
      member: await signedInMember(request.headers),
    }),
    body: (most) => textOf(request.body, most),
  });
  if (!answer) return new Response("No such page here.\n", { status: 404 });
  const { status, headers, body } = answer;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const bare = request.method === "HEAD" || status === 204;
  return new Response(bare ? null : new Uint8Array(bytes), {
    status,
    headers: status === 204 ? headers : { ...headers, "content-length": String(bytes.length) },
  });
}
