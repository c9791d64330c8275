import "server-only";

/** Who asks: the person behind a session cookie, or the organisation behind an API key. */
import { cookies, headers as requestHeaders } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { ok, type Result, refuse } from "../domain/result.ts";
import type { Actor } from "../usecases/actor.ts";
import type { Problem } from "../usecases/operation.ts";
import { auth } from "./auth.ts";
import { prismaClient } from "./prisma-client.ts";
import { actorOfKey } from "./sign-in/key-actor.ts";
import { signInAddress } from "./sign-in/next-path.ts";
import { isSameOrigin } from "./sign-in/origins.ts";
import { prolong } from "./sign-in/prolong.ts";
import { rolesOfText } from "./sign-in/roles.ts";

export type Person = Extract<Actor, { by: "person" }> & { readonly name: string; readonly memberName: string };

const NOBODY: Problem = {
  code: "not-signed-in",
  sentence: "Sign in, or send an API key as `Authorization: Bearer KEY`.",
};
const UNKNOWN_KEY: Problem = {
  code: "key-unknown",
  sentence: "This API key is unknown, expired or switched off. Make a new one under Settings, API keys.",
};
const OTHER_ORIGIN: Problem = {
  code: "other-origin",
  sentence: "This request did not come from a page of TrueLane. Programs send an API key instead of a cookie.",
};

/** The signed-in person, or undefined. Asked once a request. */
export const currentPerson = cache(async (): Promise<Person | undefined> => personOfHeaders(await currentHeaders()));

/** The headers of this request with its cookies as they are now: the page that an action renders anew may have another session. */
export async function currentHeaders(): Promise<Headers> {
  const asked = new Headers(await requestHeaders());
  asked.set("cookie", (await cookies()).toString());
  return asked;
}

/** For pages and actions: the signed-in person; anybody else signs in first, and comes back to the page that was asked for. */
export async function requireActor(): Promise<Person> {
  return (await currentPerson()) ?? redirect(await signInFirst("next-action"));
}

/** For an action that only asks: what was sent before may be recorded, so nobody is told that it is not. */
export async function requireReader(): Promise<Person> {
  return (await currentPerson()) ?? redirect(await signInFirst());
}

/** @param action the request header that marks the sending of a form, where its end is to be told */
async function signInFirst(action?: string): Promise<string> {
  const asked = await requestHeaders();
  return signInAddress(asked.get("x-path"), action !== undefined && asked.has(action));
}

/** For route handlers. An `Authorization` header decides alone; a cookie counts for changes only from our own pages. */
export async function actorOfRequest(request: Request): Promise<Result<Actor, Problem>> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const key = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const actor = key ? await actorOfKey(key) : undefined;
    return actor ? ok(actor) : refuse(UNKNOWN_KEY);
  }
  const person = await personOfHeaders(request.headers);
  if (!person) return refuse(NOBODY);
  const changes = request.method !== "GET" && request.method !== "HEAD";
  if (changes && !isSameOrigin(request.headers)) return refuse(OTHER_ORIGIN);
  const { name: _name, memberName: _memberName, ...actor } = person;
  return ok(actor);
}

async function personOfHeaders(headers: Headers): Promise<Person | undefined> {
  const session = await auth().api.getSession({ headers });
  if (!session) return undefined;
  const { user } = session;
  const { confirmedAt } = session.session;
  await prolong(session.session);
  const seats = await prismaClient().signInSeat.findMany({
    where: { userId: user.id },
    include: { organization: true },
    orderBy: { createdAt: "asc" },
  });
  const seat = seats.find((each) => each.organizationId === session.session.activeOrganizationId) ?? seats[0];
  if (!seat) return undefined;
  return {
    by: "person",
    member: seat.organization.slug,
    userId: user.id,
    email: user.email,
    roles: rolesOfText(seat.role),
    ...(confirmedAt && { confirmedAt: confirmedAt.toISOString() }),
    name: user.name,
    memberName: seat.organization.name,
  };
}
