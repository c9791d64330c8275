import { alertBook } from "@/lib/server/alert-desk.ts";
import { photos } from "@/lib/server/public-forms.ts";
import { actorOfRequest } from "@/lib/server/session.ts";

/** A reporter's photo, for those whose business the alert is. */
export async function GET(request: Request, { params }: RouteContext<"/alerts/[number]/photo">): Promise<Response> {
  const actor = await actorOfRequest(request);
  if (!actor.ok) return new Response("Sign in first.\n", { status: 401 });
  const found = await alertBook().alert(actor.value.member, (await params).number);
  const name = found?.alert.report?.photo;
  const photo = name ? await photos().read(name) : undefined;
  if (!photo) return new Response("There is no such photo.\n", { status: 404 });
  return new Response(new Uint8Array(photo.bytes), {
    headers: {
      "content-type": photo.type,
      "cache-control": "private, no-store",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    },
  });
}
