import "server-only";

/**
 * The second step of signing in: codes of an authenticator app (RFC 6238), and recovery codes for the day the phone is lost.
 * Every call acts for whoever the cookie in `headers` belongs to, and throws a `SignInRefusal` where it is refused.
 */
import qrcode from "qrcode";
import { auth } from "./auth.ts";
import { prismaClient } from "./prisma-client.ts";

/** What an authenticator app reads or the person types into it. */
export type AppSecret = {
  /** Base32. */
  readonly secret: string;
  /** Of the QR code, in modules; the quiet zone is not in it. */
  readonly size: number;
  /** SVG path of its dark modules. */
  readonly path: string;
};

/** Makes a secret that counts for nothing until a code of it was given back. */
export async function startSecondFactor(headers: Headers, password: string): Promise<AppSecret> {
  const made = await auth().api.enableTwoFactor({ body: { password, method: "totp" }, headers });
  if (!("totpURI" in made)) throw new Error("no secret was made for the authenticator app");
  return appSecret(made.totpURI);
}

/** From here on sign-in asks for a code. @returns the recovery codes, to be shown once */
export async function confirmSecondFactor(headers: Headers, userId: string, code: string): Promise<readonly string[]> {
  await auth().api.verifyTOTP({ body: { code }, headers });
  return recoveryCodesOf(userId);
}

export async function endSecondFactor(headers: Headers, password: string): Promise<void> {
  await auth().api.disableTwoFactor({ body: { password }, headers });
}

/** The former ones are good for nothing from now on. */
export async function newRecoveryCodes(headers: Headers, password: string): Promise<readonly string[]> {
  return (await auth().api.generateBackupCodes({ body: { password }, headers })).backupCodes;
}

/** How many recovery codes are left; undefined while sign-in asks for no code. */
export async function recoveryCodesLeft(userId: string): Promise<number | undefined> {
  const user = await prismaClient().signInUser.findUniqueOrThrow({ where: { id: userId } });
  return user.twoFactorEnabled ? (await recoveryCodesOf(userId)).length : undefined;
}

async function recoveryCodesOf(userId: string): Promise<readonly string[]> {
  return (await auth().api.viewBackupCodes({ body: { userId } })).backupCodes;
}

function appSecret(uri: string): AppSecret {
  const { modules } = qrcode.create(uri, { errorCorrectionLevel: "M" });
  const dark = Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_, x) => (modules.get(y, x) ? `M${x} ${y}h1v1h-1z` : "")).join(""),
  );
  return { secret: new URL(uri).searchParams.get("secret") ?? "", size: modules.size, path: dark.join("") };
}
