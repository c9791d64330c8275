import "server-only";

/**
 * Whoever sits at a signed-in browser shows that it is still the person who signed in (lib/usecases/confirmed-acts.ts says for
 * what). Every call acts for whoever the cookie in `headers` belongs to, and throws a `SignInRefusal` where it is refused.
 */
import type { AuthenticationResponseJSON } from "@simplewebauthn/browser";
import { auth, SignInRefusal } from "./auth.ts";
import { systemClock } from "./clock.ts";
import { placeOfPasskeys } from "./passkeys.ts";
import { pool } from "./pool.ts";
import { prismaClient } from "./prisma-client.ts";
import { endSession } from "./sessions.ts";
import type { PasskeyPlace } from "./sign-in/passkey-place.ts";

/** The password is always one: many phones carry no passkey. */
export type WaysToConfirm = {
  /** Where this person's passkeys hold; absent without one. */
  readonly passkeys?: PasskeyPlace;
  /** Whether the password needs a code of the authenticator app beside it. */
  readonly code: boolean;
};

export async function waysToConfirm(userId: string): Promise<WaysToConfirm> {
  const { twoFactorEnabled, _count } = await prismaClient().signInUser.findUniqueOrThrow({
    where: { id: userId },
    select: { twoFactorEnabled: true, _count: { select: { passkeys: true } } },
  });
  const place = _count.passkeys > 0 ? placeOfPasskeys() : undefined;
  return { ...(place && { passkeys: place }), code: twoFactorEnabled };
}

export async function confirmByPassword(headers: Headers, password: string, code: string): Promise<void> {
  const asking = await sessionOf(headers);
  await auth().api.verifyPassword({ body: { password }, headers });
  if (asking.user.twoFactorEnabled) await auth().api.verifyTOTP({ body: { code }, headers });
  await pool().query("UPDATE sign_in_session SET confirmed_at = $2 WHERE id = $1 AND expires_at > now()", [
    asking.session.id,
    systemClock.now(),
  ]);
}

/** The library signs the person in anew: the new session sits where the old one sat, and the old one ends. */
export async function confirmByPasskey(headers: Headers, response: AuthenticationResponseJSON): Promise<void> {
  const { session, user } = await sessionOf(headers);
  const isOwn = { userId: user.id, credentialID: response.id };
  // Or somebody else's passkey would put another person at this browser.
  if ((await prismaClient().signInPasskey.count({ where: isOwn })) === 0) throw new SignInRefusal("UNAUTHORIZED");
  const entered = await auth().api.verifyPasskeyAuthentication({ body: { response }, headers });
  await prismaClient().signInSession.update({
    where: { id: entered.session.id },
    data: { activeOrganizationId: session.activeOrganizationId ?? null },
  });
  await endSession(user.id, session.id);
}

async function sessionOf(headers: Headers) {
  const session = await auth().api.getSession({ headers });
  if (!session) throw new SignInRefusal("UNAUTHORIZED");
  return session;
}
