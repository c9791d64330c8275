import "server-only";

/** Guessing passwords and codes is slowed down: of one account from wherever, and from one address for whichever account. */
import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "../env.ts";
import { pool } from "../pool.ts";
import { processWide } from "../process-wide.ts";

export const WINDOW_SECONDS = 15 * 60;
export const TRIES_OF_ACCOUNT = 10;
const TRIES_OF_ADDRESS = 100;
const MAILS_OF_ACCOUNT = 3;
const MAILS_OF_ADDRESS = 10;

/** As long as the library takes a code: its own half minute, the one before and the one after. */
const CODE_SECONDS = 90;

function limiter(
  keyPrefix: "account" | "address" | "code" | "mail" | "mail-address",
  points: number,
  duration = WINDOW_SECONDS,
): RateLimiterPostgres {
  return processWide(`sign-in tries of ${keyPrefix}`, () => {
    const options = {
      storeClient: pool(),
      storeType: "pool",
      tableName: "sign_in_attempt",
      tableCreated: true,
    } as const;
    return new RateLimiterPostgres({
      ...options,
      keyPrefix,
      points,
      duration,
      clearExpiredByTimeout: false,
    });
  });
}

/** Takes one try of the account and of the address. Answers how many seconds to wait when none is left, else 0. */
export async function takeTry(email: string, headers: Headers | undefined): Promise<number> {
  if (!env().rateLimits) return 0;
  const waits = await Promise.all([
    take(limiter("account", TRIES_OF_ACCOUNT), accountKey(email)),
    takeTryOfAddress(headers),
  ]);
  return Math.max(...waits);
}

/** The same of the address alone, where no account is named. */
export async function takeTryOfAddress(headers: Headers | undefined): Promise<number> {
  const address = addressOf(headers);
  return env().rateLimits && address ? take(limiter("address", TRIES_OF_ADDRESS), address.slice(0, 64)) : 0;
}

/** Takes one mail for a new password, alike whether somebody has the address: what is counted must not tell who does. */
export async function takeMail(email: string, headers: Headers | undefined): Promise<number> {
  if (!env().rateLimits) return 0;
  const address = addressOf(headers);
  const waits = await Promise.all([
    take(limiter("mail", MAILS_OF_ACCOUNT), accountKey(email)),
    address ? take(limiter("mail-address", MAILS_OF_ADDRESS), address.slice(0, 64)) : 0,
  ]);
  return Math.max(...waits);
}

/** Where the asker sits: scripts/supervisor/before-next.ts wrote it there, over whatever the request claimed. */
function addressOf(headers: Headers | undefined): string {
  return headers?.get("x-forwarded-for") ?? "";
}

/** An app's code opens one door, once (RFC 6238, 5.2): whoever read it over a shoulder comes too late. */
export async function isFirstUse(email: string, code: string): Promise<boolean> {
  return (await take(limiter("code", 1, CODE_SECONDS), `${accountKey(email)}:${accountKey(code)}`)) === 0;
}

async function take(from: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await from.consume(key);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw refused;
  }
}

/** A right password gives the account's tries back. */
export async function forgetTries(email: string): Promise<void> {
  if (env().rateLimits) await limiter("account", TRIES_OF_ACCOUNT).delete(accountKey(email));
}

// The table must not become a list of who tried to sign in.
function accountKey(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("hex").slice(0, 32);
}
