import "server-only";

import { join } from "node:path";
/** People, sessions, organisations and API keys: better-auth, with every door shut that the product does not need. */
import { apiKey } from "@better-auth/api-key";
import { type PasskeyOptions, passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError } from "better-auth/api";
import { nextCookies } from "better-auth/next-js";
import { organization } from "better-auth/plugins/organization";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { Letter } from "../ports/mail.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";
import { sendMail } from "./mail.ts";
import { prismaClient } from "./prisma-client.ts";
import { processWide } from "./process-wide.ts";
import { ensureSecretFile } from "./secret-file.ts";
import { TRIES_OF_ACCOUNT, WINDOW_SECONDS } from "./sign-in/attempts.ts";
import { afterCall, afterReset, beforeCall } from "./sign-in/hooks.ts";
import { ownOrigins } from "./sign-in/origins.ts";
import { passkeyPlace } from "./sign-in/passkey-place.ts";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./sign-in/password-length.ts";
import { idleEnd } from "./sign-in/prolong.ts";
import { accessControl, signInRoles } from "./sign-in/roles.ts";

const MINUTE = 60;
export const KEY_DAYS = 90;
export const RESET_MINUTES = 30;

/**
 * What a refused call of `auth().api` throws: a wrong password, too many tries. Told by its name and not by its class, of which a
 * built server holds several.
 */
export { APIError as SignInRefusal, isAPIError as isSignInRefusal } from "better-auth/api";

export type Auth = ReturnType<typeof openAuth>;

/** The sign-in of this process, opened at the first call. */
export function auth(): Auth {
  return processWide("auth", openAuth);
}

function openAuth() {
  const { publicUrl, dataDir, rateLimits } = env();
  const secure = publicUrl.startsWith("https:");
  return betterAuth({
    appName: "TrueLane",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret: ensureSecretFile(join(dataDir, "secrets", "session-key")),
    trustedOrigins: [...ownOrigins()],
    database: prismaAdapter(prismaClient(), { provider: "postgresql", transaction: true }),
    user: { modelName: "signInUser", deleteUser: { enabled: false }, changeEmail: { enabled: false } },
    account: { modelName: "signInAccount", accountLinking: { enabled: false } },
    verification: { modelName: "signInVerification" },
    session: {
      modelName: "signInSession",
      // The cookie lives 12 hours, the row 30 minutes from its last use (sign-in/prolong.ts), and a trigger of the table never
      // lets it live longer than the cookie. No cookie cache: a revoked session ends at once.
      expiresIn: 12 * 60 * MINUTE,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      additionalFields: { confirmedAt: { type: "date", required: false, input: false } },
    },
    emailAndPassword: {
      enabled: true,
      // People come by invitation, by an administrator or by founding the network; never by themselves.
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: RESET_MINUTES * MINUTE,
      sendResetPassword: ({ user, token }) =>
        sendMail(resetLetter(user.email, `${publicUrl}/reset-password?token=${token}`)),
      onPasswordReset: afterReset,
    },
    rateLimit: {
      enabled: rateLimits,
      storage: "database",
      modelName: "signInRateLimit",
      window: MINUTE,
      max: 600,
      customRules: {
        "/sign-in/email": { window: 15 * MINUTE, max: 100 },
        "/get-session": false,
      },
    },
    advanced: {
      // The library would write `__Secure-`; `__Host-` also keeps other hosts of the domain from planting a cookie.
      useSecureCookies: false,
      cookiePrefix: secure ? "__Host-truelane" : "truelane",
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: "lax", path: "/" },
    },
    databaseHooks: { session: { create: { before: sitDown } } },
    hooks: { before: beforeCall, after: afterCall },
    logger: {
      level: "warn",
      // A wrong key or password is an answer, not a fault; faults are thrown and logged by whoever called.
      log: (level, message) => log().debug({ signIn: level }, String(message)),
    },
    telemetry: { enabled: false },
    plugins: [
      organization({
        ac: accessControl,
        roles: signInRoles,
        creatorRole: "admin",
        allowUserToCreateOrganization: false,
        disableOrganizationDeletion: true,
        requireEmailVerificationOnInvitation: true,
        cancelPendingInvitationsOnReInvite: true,
        invitationExpiresIn: 48 * 60 * MINUTE,
        schema: {
          organization: { modelName: "signInOrganization" },
          member: { modelName: "signInSeat" },
          invitation: { modelName: "signInInvitation" },
        },
      }),
      apiKey(
        {
          references: "organization",
          enableSessionForAPIKeys: false,
          defaultPrefix: "tl_",
          requireName: true,
          maximumNameLength: 64,
          startingCharactersConfig: { shouldStore: true, charactersLength: 8 },
          keyExpiration: { defaultExpiresIn: KEY_DAYS * 24 * 60 * MINUTE, maxExpiresIn: 365 },
          // Counted by the API itself, which tells the caller how much is left.
          rateLimit: { enabled: false },
        },
        { schema: { apikey: { modelName: "signInApiKey" } } },
      ),
      twoFactor({
        issuer: "TrueLane",
        // No "trust this device": every sign-in by password asks for the code.
        twoFactorCookieMaxAge: 10 * MINUTE,
        accountLockout: { maxFailedAttempts: TRIES_OF_ACCOUNT, durationSeconds: WINDOW_SECONDS },
        schema: { twoFactor: { modelName: "signInSecondFactor" } },
      }),
      passkey({
        rpName: "TrueLane",
        ...passkeys(publicUrl),
        schema: { passkey: { modelName: "signInPasskey" } },
      }),
      // Last: it carries the cookies of server actions into the answer.
      nextCookies(),
    ],
  });
}

function resetLetter(to: string, url: string): Letter {
  return {
    to,
    subject: "Set a new TrueLane password / 设置新的 TrueLane 密码",
    text: [
      `Open this address within ${RESET_MINUTES} minutes to set a new password. It works once:`,
      url,
      "If you did not ask for it, do nothing: your password stays as it is. Do not pass this mail on.",
      "",
      `请在 ${RESET_MINUTES} 分钟内打开以下链接，设置新密码。链接只能使用一次：`,
      url,
      "如非您本人申请，请勿理会，密码不会改变。请勿转发此邮件。",
    ].join("\n"),
  };
}

/** A new session starts in the first organisation of the person, who has just shown who is there. */
async function sitDown<S extends { userId: string }>(session: S) {
  const seat = await prismaClient().signInSeat.findFirst({
    where: { userId: session.userId },
    orderBy: { createdAt: "asc" },
  });
  const activeOrganizationId = seat?.organizationId ?? null;
  return { data: { ...session, expiresAt: idleEnd(), confirmedAt: new Date(), activeOrganizationId } };
}

/**
 * A passkey signs in without password and code, so it must have asked for a finger, a face or a PIN. The library asks browsers
 * to do that where they can and takes any answer: the second half is ours (WebAuthn, 7.1 step 16 and 7.2 step 17).
 */
function passkeys(publicUrl: string): PasskeyOptions {
  const place = passkeyPlace(publicUrl);
  const asked = (userVerified: boolean | undefined) => {
    if (!userVerified) throw new APIError("BAD_REQUEST", { code: "NOT_VERIFIED", message: "Nobody was asked for." });
  };
  return {
    ...(place && { rpID: place.rpId, origin: place.origin }),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    registration: { afterVerification: ({ verification }) => asked(verification.registrationInfo?.userVerified) },
    authentication: { afterVerification: ({ verification }) => asked(verification.authenticationInfo.userVerified) },
  };
}
