import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Actor } from "../../usecases/actor.ts";
import { requireConfirmed } from "../../usecases/confirmed-acts.ts";
import { BadCursor } from "../../usecases/queries.ts";
import { networkOf } from "../scan-limits.ts";
import { addressOf } from "./address-of.ts";
import type { Doors } from "./doors.ts";
import type { Endpoint, Reply } from "./endpoint.ts";
import { readPathParams } from "./path-params.ts";
import { mayUse } from "./permission.ts";
import { type InputProblem, readIdempotencyKey, readJsonBody, readQuery } from "./read-request.ts";
import { refusalResponse } from "./refusal-response.ts";

const NO_PARAMS = z.object({});

/**
 * One request from arrival to answer. The order is the promise: who asks, how often, whether he may;
 * only then is the input looked at, so that a stranger learns nothing from our opinion of it.
 */
export async function answerRequest(endpoint: Endpoint, doors: Doors, request: Request): Promise<Response> {
  const requestId = randomUUID();
  const headers: Record<string, string> = {};
  const refuse = (problem: InputProblem, more = headers) =>
    refusalResponse(request, doors.publicUrl(), problem, requestId, more);
  try {
    const known = await doors.actorOf(request);
    // Whoever names a key is held to it, also where none is needed.
    const isStranger = endpoint.access === "public" && !known.ok && known.error.code === "not-signed-in";
    if (!known.ok && !isStranger) return refuse(known.error, { "www-authenticate": 'Bearer realm="truelane"' });
    const actor = known.ok ? known.value : undefined;
    const allowance = await doors.allow(whoAsks(actor, request));
    headers["ratelimit-limit"] = String(allowance.limit);
    headers["ratelimit-remaining"] = String(allowance.left);
    headers["ratelimit-reset"] = String(allowance.resetSeconds);
    if (!allowance.allowed) {
      headers["retry-after"] = String(Math.max(1, allowance.resetSeconds));
      return refuse({
        code: "too-many-requests",
        sentence: `Too many requests. Try again in ${headers["retry-after"]} s.`,
      });
    }
    const permitted = actor && mayUse(actor, endpoint.scope);
    if (permitted && !permitted.ok) return refuse(permitted.error);
    const url = new URL(request.url);
    const path = (endpoint.params ?? NO_PARAMS).safeParse(readPathParams(endpoint.path, url.pathname));
    // An identifier that cannot exist is a thing that does not exist.
    if (!path.success)
      return refuse({ code: "not-found", sentence: "There is no such thing. Check the identifier in the address." });
    const idempotencyKey = readIdempotencyKey(request.headers);
    if (!idempotencyKey.ok) return refuse(idempotencyKey.error);
    const query = readQuery(url, endpoint.query);
    if (!query.ok) return refuse(query.error);
    const act = endpoint.handsOut?.(query.value);
    const confirmed = actor && act && requireConfirmed(actor, act, doors.clock.now());
    if (confirmed && !confirmed.ok) return refuse(confirmed.error);
    const body = await readJsonBody(request, endpoint.body);
    if (!body.ok) return refuse(body.error);
    const call = {
      params: path.data,
      query: query.value,
      body: body.value,
      request,
      doors,
      ...(idempotencyKey.value !== undefined && { idempotencyKey: idempotencyKey.value }),
    };
    const reply =
      endpoint.access === "public"
        ? await endpoint.handle({ ...call, ...(actor && { actor }) })
        : await endpoint.handle({ ...call, actor: actor as Actor });
    if (reply.as !== "problem") return responseOf(endpoint, request, reply, requestId, headers);
    if (reply.problem.code === "too-many-imports") headers["retry-after"] = "30";
    return refuse(reply.problem);
  } catch (error) {
    if (error instanceof BadCursor) return refuse({ code: "cursor-invalid", sentence: error.message });
    // Whoever left in the middle of an upload made no fault, and hears no answer.
    if (!request.signal.aborted) doors.log("request failed", { requestId, endpoint: endpoint.id, error });
    return refuse({
      code: "fault",
      sentence: `Something failed here, and it was noted. Try again; if it stays, name the request ${requestId}.`,
    });
  }
}

function whoAsks(actor: Actor | undefined, request: Request): string {
  if (!actor) return `address ${networkOf(addressOf(request))}`;
  return actor.by === "key" ? `key ${actor.keyId}` : `user ${actor.userId}`;
}

function responseOf(
  endpoint: Endpoint,
  request: Request,
  reply: Exclude<Reply, { as: "problem" }>,
  requestId: string,
  common: Record<string, string>,
): Response {
  const headers: Record<string, string> = {
    ...common,
    "x-request-id": requestId,
    "cache-control": "private, no-cache",
    ...reply.headers,
  };
  if (reply.as === "bytes") {
    headers["content-type"] = reply.contentType;
    headers["x-content-type-options"] = "nosniff";
    if (reply.fileName) headers["content-disposition"] = `attachment; filename="${reply.fileName}"`;
    return new Response(reply.bytes, { headers });
  }
  const text = JSON.stringify(endpoint.output ? endpoint.output.parse(reply.body) : reply.body);
  const etag = `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  if (endpoint.method === "GET" && isKnown(request.headers.get("if-none-match"), etag))
    return new Response(null, { status: 304, headers: { ...headers, etag } });
  return new Response(text, {
    status: reply.status,
    headers: { ...headers, "content-type": "application/json", ...(endpoint.method === "GET" && { etag }) },
  });
}

function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  return (ifNoneMatch ?? "").split(",").some((given) => given.trim() === etag || given.trim() === "*");
}
