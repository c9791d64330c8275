import { randomUUID } from "node:crypto";
import { alertBook } from "@/lib/server/alert-desk.ts";
import { refusalResponse } from "@/lib/server/api/refusal-response.ts";
import { env } from "@/lib/server/env.ts";
import { photos } from "@/lib/server/public-forms.ts";
import { actorOfRequest } from "@/lib/server/session.ts";
import type { Problem } from "@/lib/usecases/operation.ts";

/** A reporter's photo, for those whose business the alert is. */
export async function GET(request: Request, { params }: RouteContext<"/alerts/[number]/photo">): Promise<Response> {
  const actor = await actorOfRequest(request);
  const refuse = (problem: Problem) => refusalResponse(request, env().publicUrl, problem, randomUUID());
  if (!actor.ok) return refuse(actor.error);
  const found = await alertBook().alert(actor.value.member, (await params).number);
  const name = found?.alert.report?.photo;
  const photo = name ? await photos().read(name) : undefined;
  if (!photo)
    return refuse({ code: "not-found", sentence: "There is no such photo, or the alert is not yours to see." });
  return new Response(new Uint8Array(photo.bytes), {
    headers: {
      "content-type": photo.type,
      "cache-control": "private, no-store",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    },
  });
}
