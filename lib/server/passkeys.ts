import "server-only";

/** Passkeys of people (WebAuthn): made and taken away by their owner, who gives the password for it, and used instead of one. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/browser";
import { auth, SignInRefusal } from "./auth.ts";
import { env } from "./env.ts";
import { prismaClient } from "./prisma-client.ts";
import { takeTryOfAddress } from "./sign-in/attempts.ts";
import { type PasskeyPlace, passkeyPlace } from "./sign-in/passkey-place.ts";

export type PasskeyRow = {
  readonly id: string;
  readonly name: string;
  /** Time it was made, UTC. */
  readonly since: string;
};

/** Undefined where this installation has no domain name that a passkey could be bound to. */
export function placeOfPasskeys(): PasskeyPlace | undefined {
  return passkeyPlace(env().publicUrl);
}

export async function listPasskeys(userId: string): Promise<readonly PasskeyRow[]> {
  const rows = await prismaClient().signInPasskey.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
  return rows.map(({ id, name, createdAt }) => ({ id, name: name ?? "", since: createdAt.toISOString() }));
}

/** What the browser is to make a passkey for. Who has only found an open session cannot leave one behind. */
export async function startPasskey(headers: Headers, password: string) {
  await auth().api.verifyPassword({ body: { password }, headers });
  return auth().api.generatePasskeyRegistrationOptions({ headers });
}

export async function keepPasskey(headers: Headers, name: string, response: RegistrationResponseJSON): Promise<void> {
  await auth().api.verifyPasskeyRegistration({ body: { name, response }, headers });
}

export async function removePasskey(headers: Headers, password: string, id: string): Promise<void> {
  await auth().api.verifyPassword({ body: { password }, headers });
  await auth().api.deletePasskey({ body: { id }, headers });
}

/** Anybody may ask; each time something is written down, so an address may ask as often as it may try passwords. */
export async function startPasskeySignIn(headers: Headers) {
  if ((await takeTryOfAddress(headers)) > 0) throw new SignInRefusal("TOO_MANY_REQUESTS");
  const options = await auth().api.generatePasskeyAuthenticationOptions({ headers });
  return { ...options, userVerification: "required" as const };
}

export async function signInByPasskey(headers: Headers, response: AuthenticationResponseJSON): Promise<void> {
  await auth().api.verifyPasskeyAuthentication({ body: { response }, headers });
}
