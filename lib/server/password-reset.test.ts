import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openSignInPlace, type SignInPlace } from "../../test/sign-in.ts";
import { totp } from "../../test/totp.ts";

const PASSWORD = "a long sentence to sign in";
const NEW = "nine grey herons over the weir";

let place: SignInPlace;
let auth: typeof import("./auth.ts").auth;
let isSignInRefusal: typeof import("./auth.ts").isSignInRefusal;
let reset: typeof import("./password-reset.ts");
let organizations: typeof import("./organizations.ts");
let factor: typeof import("./second-factor.ts");

beforeAll(async () => {
  place = await openSignInPlace("password-reset");
  ({ auth, isSignInRefusal } = await import("./auth.ts"));
  reset = await import("./password-reset.ts");
  organizations = await import("./organizations.ts");
  factor = await import("./second-factor.ts");
});

afterAll(() => place.close());

let count = 0;
let email: string;
let userId: string;

beforeEach(async () => {
  count += 1;
  email = `person-${count}@lumen.example`;
  const { id } = await organizations.ensureOrganization("lumen", "Lumen");
  ({ id: userId } = await organizations.ensurePerson({ email, name: "Ada", password: PASSWORD }));
  await organizations.ensureSeat(id, userId, ["viewer"]);
});

/** An address of its own for each test: the limits count it. */
const from = (address = `192.0.2.${count}`) => new Headers({ "x-forwarded-for": address });

function lettersTo(to: string): string[] {
  const names = readdirSync(place.folder).includes("outbox") ? readdirSync(join(place.folder, "outbox")).sort() : [];
  return names
    .map((name) => readFileSync(join(place.folder, "outbox", name), "utf8"))
    .filter((text) => text.includes(`To: ${to}\n`));
}

/** The token of the newest letter, once there are so many. */
async function mailed(letters = 1): Promise<string> {
  expect(await reset.askForReset(email, from())).toBe(0);
  await expect.poll(() => lettersTo(email).length).toBe(letters);
  return /\/reset-password\?token=(\w+)\n/.exec(lettersTo(email).at(-1) ?? "")?.[1] ?? "";
}

type Call = "resetPassword" | "signInEmail";

/** As our actions call the library; what our own rules refuse is thrown. */
async function call(name: Call, body: object): Promise<Response> {
  const api = auth().api as unknown as Record<Call, (asked: object) => Promise<Response>>;
  return api[name]({ body, headers: from(), asResponse: true }).catch((refused) => {
    if (!isSignInRefusal(refused)) throw refused;
    return Response.json(refused.body, { status: refused.statusCode });
  });
}

/** @returns `set`, or the code of the refusal */
async function set(token: string, newPassword = NEW): Promise<string> {
  const answer = await call("resetPassword", { token, newPassword });
  return answer.ok ? "set" : (await answer.json()).code;
}

/** @returns the cookies of a session or of a sign-in that waits for its code; undefined where it is refused */
async function signIn(password: string): Promise<Headers | undefined> {
  const answer = await call("signInEmail", { email, password });
  const cookies = answer.headers.getSetCookie().map((each) => each.split(";")[0]);
  return answer.ok ? new Headers({ cookie: cookies.join("; ") }) : undefined;
}

describe("a mail for a new password", () => {
  it("sets it once, ends every session, and lets the old password in no more", async () => {
    const session = await signIn(PASSWORD);
    const token = await mailed();
    expect(lettersTo(email)[0]).toContain("30 minutes");
    expect(lettersTo(email)[0]).toContain("30 分钟");
    expect(await reset.isResetOpen(token)).toBe(true);
    expect(await set(token)).toBe("set");
    expect(await auth().api.getSession({ headers: session! })).toBeNull();
    expect([await signIn(PASSWORD), await signIn(NEW)]).toEqual([undefined, expect.any(Headers)]);
    expect(await reset.isResetOpen(token)).toBe(false);
    expect(await set(token, "seven brown otters below the bridge")).toBe("INVALID_TOKEN");
    expect(await signIn(NEW)).toBeDefined();
  });

  it("is worth nothing after its half hour, nor with another token", async () => {
    const token = await mailed();
    const { rows } = await place.database.pool.query<{ minutes: number }>(
      "SELECT extract(epoch FROM expires_at - now()) / 60 AS minutes FROM sign_in_verification WHERE value = $1",
      [userId],
    );
    expect(Number(rows[0]?.minutes)).toBeCloseTo(30, 0);
    expect([await reset.isResetOpen(`${token}x`), await set(`${token}x`)]).toEqual([false, "INVALID_TOKEN"]);
    expect([await reset.isResetOpen(undefined), await reset.isResetOpen([token])]).toEqual([false, false]);
    await place.database.pool.query("UPDATE sign_in_verification SET expires_at = now() - interval '1 second'");
    expect([await reset.isResetOpen(token), await set(token)]).toEqual([false, "INVALID_TOKEN"]);
    expect(await signIn(PASSWORD)).toBeDefined();
  });

  it("judges the new password like any other, and may be used again after a refusal", async () => {
    const token = await mailed();
    expect(await set(token, "too short")).toBe("PASSWORD_TOO_SHORT");
    expect(await set(token, "a".repeat(129))).toBe("PASSWORD_TOO_LONG");
    expect(await set(token, "passwordpassword")).toBe("PASSWORD_GUESSABLE");
    expect(await set(token, email)).toBe("PASSWORD_GUESSABLE");
    expect(await set(token)).toBe("set");
  });

  it("says nothing of a password to whoever has no token", async () => {
    expect(await set("0123456789abcdefghijklmn", "passwordpassword")).toBe("INVALID_TOKEN");
  });

  it("ends other mails, whichever way the password was changed", async () => {
    const [first, second] = [await mailed(1), await mailed(2)];
    expect(await set(second)).toBe("set");
    expect(await reset.isResetOpen(first)).toBe(false);
    const third = await mailed(3);
    const headers = await signIn(NEW);
    const newPassword = "seven brown otters below the bridge";
    await auth().api.changePassword({ body: { currentPassword: NEW, newPassword }, headers: headers! });
    expect(await reset.isResetOpen(third)).toBe(false);
  });

  it("leaves the second factor on, and ends a sign-in that waits for its code", async () => {
    const headers = await signIn(PASSWORD);
    const { secret } = await factor.startSecondFactor(headers!, PASSWORD);
    await factor.confirmSecondFactor(headers!, userId, totp(secret));
    const waiting = await signIn(PASSWORD);
    expect(await set(await mailed())).toBe("set");
    const code = totp(secret, Date.now() + 30_000);
    await expect(auth().api.verifyTOTP({ body: { code }, headers: waiting! })).rejects.toThrow();
    const entered = await signIn(NEW);
    expect(await auth().api.getSession({ headers: entered! })).toBeNull();
    expect(await factor.recoveryCodesLeft(userId)).toBe(10);
    expect((await auth().api.verifyTOTP({ body: { code }, headers: entered! })).user.id).toBe(userId);
  });

  it("gives the tries of a locked account back, unless a code is asked for", async () => {
    const lock = async () => {
      for (let i = 0; i < 10; i += 1) await signIn(`guess number ${i} of many`);
    };
    await lock();
    expect(await signIn(PASSWORD)).toBeUndefined();
    expect(await set(await mailed(1))).toBe("set");
    expect(await signIn(NEW)).toBeDefined();
    await lock();
    await place.database.pool.query("UPDATE sign_in_user SET two_factor_enabled = true WHERE id = $1", [userId]);
    expect(await set(await mailed(2))).toBe("set");
    expect(await signIn(NEW)).toBeUndefined();
  });

  it("goes to nobody without an account or a seat, and nobody is told", async () => {
    await place.database.pool.query("DELETE FROM sign_in_seat WHERE user_id = $1", [userId]);
    expect(await reset.askForReset(email, from())).toBe(0);
    expect(await reset.askForReset("nobody@lumen.example", from())).toBe(0);
    email = "seated@lumen.example";
    const { id } = await organizations.ensurePerson({ email, name: "Rosa", password: PASSWORD });
    await organizations.ensureSeat((await organizations.organizationOf("lumen")).id, id, ["viewer"]);
    await mailed();
    expect(lettersTo(`person-${count}@lumen.example`)).toEqual([]);
    expect(lettersTo("nobody@lumen.example")).toEqual([]);
  });

  it("is asked for three times of an address, whoever has it, and ten times from one place", async () => {
    const waits = async (address: string, place: string) => (await reset.askForReset(address, from(place))) > 0;
    for (const address of [email, "stranger@lumen.example"]) {
      const answers = [1, 2, 3, 4].map((n) => waits(address, `198.51.100.${n}`));
      expect((await Promise.all(answers)).filter(Boolean)).toHaveLength(1);
    }
    const answers = Array.from({ length: 11 }, (_, n) => waits(`one-of-${n}@lumen.example`, "198.51.100.9"));
    expect((await Promise.all(answers)).filter(Boolean)).toHaveLength(1);
  });
});
