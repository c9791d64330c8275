import { auth } from "@/lib/server/auth.ts";
import { isSameOrigin } from "@/lib/server/sign-in/origins.ts";

/** What a browser needs to sign in and out. The library offers far more; people and keys are handled by our own pages. */
const GETS = new Set(["get-session", "list-sessions"]);
const POSTS = new Set([
  "sign-in/email",
  "sign-out",
  "change-password",
  "revoke-session",
  "revoke-other-sessions",
  "organization/set-active",
]);

type Context = { params: Promise<{ all: string[] }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  if (!GETS.has((await params).all.join("/"))) return notFound();
  return auth().handler(request);
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  if (!POSTS.has((await params).all.join("/"))) return notFound();
  if (!isSameOrigin(request.headers)) {
    return Response.json({ code: "other-origin", message: "This must come from a page of TrueLane." }, { status: 403 });
  }
  return auth().handler(request);
}

function notFound(): Response {
  return Response.json({ code: "not-found", message: "There is no such address." }, { status: 404 });
}
