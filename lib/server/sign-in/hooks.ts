import "server-only";

/** What our rules add to the calls of the sign-in library, whichever door they come by. */
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from "better-auth/api";
import { prismaClient } from "../prisma-client.ts";
import { forgetTries, isFirstUse, takeTry, takeTryOfAddress } from "./attempts.ts";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./password-length.ts";

const CHANGE_PASSWORD = "/change-password";
const RESET_PASSWORD = "/reset-password";

/** Each asks for a password or a code of whoever is signed in: an open session must not be a place to guess them. */
const GUESSES_INSIDE = new Set([
  "/verify-password",
  CHANGE_PASSWORD,
  "/two-factor/enable",
  "/two-factor/disable",
  "/two-factor/generate-backup-codes",
]);
const VERIFY_CODE = "/two-factor/verify-totp";
/** The second step of signing in and of confirming; the first when a second factor is set up. */
const CODES = new Set([VERIFY_CODE, "/two-factor/verify-backup-code"]);
/** Whoever else is signed in may be the reason why this was changed. Changing a password ends them by itself. */
const ENDS_OTHERS = new Set([
  VERIFY_CODE,
  "/two-factor/disable",
  "/two-factor/generate-backup-codes",
  "/passkey/verify-registration",
  "/passkey/delete-passkey",
]);

type Context = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

export const beforeCall = createAuthMiddleware(async (ctx) => {
  const path = ctx.path ?? "";
  if (path === RESET_PASSWORD) {
    refuseMany(await takeTryOfAddress(ctx.headers));
    const userId = await resettingUser(ctx);
    // Without a token that holds nothing is set, so nothing is judged.
    if (userId) await refuseGuessable(ctx, userId);
  }
  if (path === CHANGE_PASSWORD) await refuseGuessable(ctx, (await getSessionFromCtx(ctx))?.user.id);
  if (path === "/sign-in/email") await spendTry(ctx, ctx.body?.email);
  else if (GUESSES_INSIDE.has(path) || CODES.has(path)) {
    const email = await emailOf(ctx);
    await spendTry(ctx, email);
    if (path === VERIFY_CODE) await refuseUsedCode(email, ctx.body?.code);
  }
});

export const afterCall = createAuthMiddleware(async (ctx) => {
  if (isAPIError(ctx.context.returned)) return;
  const path = ctx.path ?? "";
  const entered = ctx.context.newSession;
  // A right password is half of the way where a second factor is asked for: it gives no tries back.
  if (path === "/sign-in/email") {
    if (entered && !entered.user.twoFactorEnabled) await forgetTries(entered.user.email);
    return;
  }
  if (GUESSES_INSIDE.has(path) || CODES.has(path)) {
    const user = entered?.user ?? ctx.context.session?.user;
    if (user && (CODES.has(path) || !user.twoFactorEnabled)) await forgetTries(user.email);
    if (user && path === CHANGE_PASSWORD) await endBegun(user.id);
  }
  // A code that turned nothing on only confirmed who is there.
  if (ENDS_OTHERS.has(path) && (path !== VERIFY_CODE || entered)) await endOthers(ctx);
});

async function spendTry(ctx: Context, email: unknown): Promise<void> {
  if (typeof email !== "string" || email.length > 254) return;
  refuseMany(await takeTry(email, ctx.headers));
}

function refuseMany(seconds: number): void {
  if (seconds === 0) return;
  throw new APIError(
    "TOO_MANY_REQUESTS",
    {
      code: "TOO_MANY_TRIES",
      message: `Too many tries. Wait ${Math.ceil(seconds / 60)} minutes, then try again.`,
    },
    { "retry-after": String(seconds) },
  );
}

async function refuseUsedCode(email: string | undefined, code: unknown): Promise<void> {
  if (email === undefined || typeof code !== "string" || (await isFirstUse(email, code.slice(0, 64)))) return;
  throw new APIError("UNAUTHORIZED", { code: "INVALID_CODE", message: "This code was given already." });
}

/** Of whoever is signed in, or has given the password and is asked for the second factor. */
async function emailOf(ctx: Context): Promise<string | undefined> {
  const session = await getSessionFromCtx(ctx);
  if (session) return session.user.email;
  const cookie = ctx.context.createAuthCookie("two_factor");
  const asked = await ctx.getSignedCookie(cookie.name, ctx.context.secret);
  const pending = asked && (await ctx.context.internalAdapter.findVerificationValue(asked));
  return pending ? (await ctx.context.internalAdapter.findUserById(pending.value))?.email : undefined;
}

async function refuseGuessable(ctx: Context, userId: string | undefined): Promise<void> {
  const password = ctx.body?.newPassword;
  // Of another length: the library's own rule refuses it.
  if (typeof password !== "string" || password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD) return;
  const { isGuessable } = await import("./guessable.ts");
  if (isGuessable(password, await ownWordsOf(userId))) {
    throw new APIError("BAD_REQUEST", {
      code: PASSWORD_GUESSABLE,
      message: "This password is guessed early: it is common, repeats itself, or says who you are.",
    });
  }
}

export const PASSWORD_GUESSABLE = "PASSWORD_GUESSABLE";

async function ownWordsOf(userId: string | undefined): Promise<readonly string[]> {
  const user =
    userId &&
    (await prismaClient().signInUser.findUnique({
      where: { id: userId },
      include: { seats: { include: { organization: true } } },
    }));
  if (!user) return [];
  return [user.name, user.email, ...user.seats.flatMap(({ organization }) => [organization.name, organization.slug])];
}

async function resettingUser(ctx: Context): Promise<string | undefined> {
  const token = ctx.body?.token;
  if (typeof token !== "string") return undefined;
  return (await ctx.context.internalAdapter.findVerificationValue(`reset-password:${token}`))?.value;
}

/**
 * After a mail has set a new password. The library has ended the person's sessions; the second factor stays, and with it the
 * count of wrong codes: a mail alone must not give new tries at them.
 */
export async function afterReset({ user }: { user: { id: string } }): Promise<void> {
  await endBegun(user.id);
  const { email, twoFactorEnabled } = await prismaClient().signInUser.findUniqueOrThrow({ where: { id: user.id } });
  if (!twoFactorEnabled) await forgetTries(email);
}

/** What was begun under the old password: other mails for a new one, and sign-ins that wait for their code. */
async function endBegun(userId: string): Promise<void> {
  await prismaClient().signInVerification.deleteMany({ where: { value: userId } });
}

async function endOthers(ctx: Context): Promise<void> {
  const asking = ctx.context.session;
  // At sign-in there is none yet: a new session is no reason to end the old ones.
  if (!asking) return;
  const kept = [asking.session.token, ...(ctx.context.newSession ? [ctx.context.newSession.session.token] : [])];
  await prismaClient().signInSession.deleteMany({
    where: { userId: asking.user.id, token: { notIn: kept } },
  });
}
