import "server-only";

/** A mail for whoever forgot the password. Nobody learns from it who has an account. */
import { auth } from "./auth.ts";
import { log } from "./log.ts";
import { prismaClient } from "./prisma-client.ts";
import { takeMail } from "./sign-in/attempts.ts";

/**
 * Asks for the mail. The answer does not wait for it: the time it takes would tell whether somebody has this address.
 * @returns how many seconds to wait when too many were asked for, else 0
 */
export async function askForReset(email: string, headers: Headers): Promise<number> {
  const seconds = await takeMail(email, headers);
  if (seconds === 0)
    void mail(email).catch((fault) => log().error({ err: fault }, "a mail for a new password was not sent"));
  return seconds;
}

/** Whoever has no seat in any organisation has nothing to sign in to. */
async function mail(email: string): Promise<void> {
  const seated = { email: email.toLowerCase(), seats: { some: {} } };
  if (await prismaClient().signInUser.findFirst({ where: seated }))
    await auth().api.requestPasswordReset({ body: { email } });
}

/** Whether a mail's token can still set a password. Asking uses nothing up: programs that check mails open links too. */
export async function isResetOpen(token: unknown): Promise<boolean> {
  if (typeof token !== "string") return false;
  const open = { identifier: `reset-password:${token}`, expiresAt: { gt: new Date() } };
  return (await prismaClient().signInVerification.findFirst({ where: open })) !== null;
}
