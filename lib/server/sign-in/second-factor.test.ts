import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openSignInPlace, type SignInPlace } from "../../../test/sign-in.ts";
import { totp } from "../../../test/totp.ts";

const PASSWORD = "a long sentence to sign in";
const ORIGIN = "http://127.0.0.1:3000";

let place: SignInPlace;
let auth: typeof import("../auth.ts").auth;
let isSignInRefusal: typeof import("../auth.ts").isSignInRefusal;
let factor: typeof import("../second-factor.ts");
let sessions: typeof import("../sessions.ts");
let ensurePerson: typeof import("../organizations.ts").ensurePerson;

beforeAll(async () => {
  place = await openSignInPlace("second-factor");
  ({ auth, isSignInRefusal } = await import("../auth.ts"));
  factor = await import("../second-factor.ts");
  sessions = await import("../sessions.ts");
  ({ ensurePerson } = await import("../organizations.ts"));
});

afterAll(() => place.close());

type Call = "signInEmail" | "changePassword" | "verifyTOTP" | "verifyBackupCode" | "disableTwoFactor";

/** A browser: keeps the cookies of one person. */
class Browser {
  readonly jar = new Map<string, string>();
  readonly email: string;

  constructor(email: string) {
    this.email = email;
  }

  get headers(): Headers {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ");
    return new Headers({ cookie, origin: ORIGIN });
  }

  /** As our actions call the library: by name, with its own limits of addresses out of the way. */
  async does(call: Call, body: object): Promise<Response> {
    const api = auth().api as unknown as Record<Call, (asked: object) => Promise<Response>>;
    const answer = await api[call]({ body, headers: this.headers, asResponse: true }).catch((refused) => {
      if (!isSignInRefusal(refused)) throw refused;
      return Response.json(refused.body, { status: refused.statusCode });
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "" || /max-age=0/i.test(cookie)) this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return answer;
  }

  signIn(password = PASSWORD): Promise<Response> {
    return this.does("signInEmail", { email: this.email, password });
  }

  async isIn(): Promise<boolean> {
    return (await auth().api.getSession({ headers: this.headers })) !== null;
  }
}

let count = 0;
let userId: string;
let mine: Browser;

beforeEach(async () => {
  count += 1;
  mine = new Browser(`person-${count}@lumen-optics.example`);
  ({ id: userId } = await ensurePerson({ email: mine.email, name: "Ada", password: PASSWORD }));
  expect((await mine.signIn()).status).toBe(200);
});

/** @returns the secret and the recovery codes of a second factor that is asked for from now on */
async function turnedOn(): Promise<{ secret: string; used: string; codes: readonly string[] }> {
  const { secret } = await factor.startSecondFactor(mine.headers, PASSWORD);
  const used = totp(secret);
  expect((await mine.does("verifyTOTP", { code: used })).status).toBe(200);
  const { backupCodes } = await auth().api.viewBackupCodes({ body: { userId } });
  return { secret, used, codes: backupCodes };
}

/** Of the coming half minute: a phone's clock may be ahead. The present one was given when the factor was turned on. */
function nextCode(secret: string): string {
  return totp(secret, Date.now() + 30_000);
}

describe("a second factor", () => {
  it("counts for nothing until a code of it was given back", async () => {
    const { secret } = await factor.startSecondFactor(mine.headers, PASSWORD);
    const other = new Browser(mine.email);
    await other.signIn();
    expect([await other.isIn(), await factor.recoveryCodesLeft(userId)]).toEqual([true, undefined]);
    await expect(factor.confirmSecondFactor(mine.headers, userId, "000000")).rejects.toThrow("Invalid code");
    expect(await factor.confirmSecondFactor(mine.headers, userId, totp(secret))).toHaveLength(10);
    expect(await factor.recoveryCodesLeft(userId)).toBe(10);
  });

  it("is set up by whoever knows the password, not by whoever finds a session open", async () => {
    await expect(factor.startSecondFactor(mine.headers, "another sentence entirely")).rejects.toThrow(
      "Invalid password",
    );
  });

  it("is asked for at every sign-in by password, which gives no session before", async () => {
    const { secret } = await turnedOn();
    const other = new Browser(mine.email);
    expect(await (await other.signIn()).json()).toMatchObject({ twoFactorRedirect: true });
    expect(await other.isIn()).toBe(false);
    expect((await other.does("verifyTOTP", { code: "000000" })).status).toBe(401);
    expect(await other.isIn()).toBe(false);
    expect((await other.does("verifyTOTP", { code: nextCode(secret) })).status).toBe(200);
    expect(await other.isIn()).toBe(true);
    expect(await mine.isIn()).toBe(true);
  });

  it("takes each code once", async () => {
    const { secret, used } = await turnedOn();
    const [one, two] = [new Browser(mine.email), new Browser(mine.email)];
    await one.signIn();
    await two.signIn();
    const code = nextCode(secret);
    expect((await one.does("verifyTOTP", { code: used })).status).toBe(401);
    expect((await one.does("verifyTOTP", { code })).status).toBe(200);
    expect((await two.does("verifyTOTP", { code })).status).toBe(401);
  });

  it("is not asked for by whoever has no password", async () => {
    const { secret } = await turnedOn();
    const other = new Browser(mine.email);
    expect((await other.does("verifyTOTP", { code: totp(secret) })).status).toBe(401);
    expect(await other.isIn()).toBe(false);
  });

  it("takes each recovery code once", async () => {
    const { codes } = await turnedOn();
    const [one, two] = [new Browser(mine.email), new Browser(mine.email)];
    await Promise.all([one.signIn(), two.signIn()]);
    expect((await one.does("verifyBackupCode", { code: codes[0] })).status).toBe(200);
    expect((await two.does("verifyBackupCode", { code: codes[0] })).status).toBe(401);
    expect([await one.isIn(), await two.isIn(), await factor.recoveryCodesLeft(userId)]).toEqual([true, false, 9]);
  });

  it("leaves ten guesses in a quarter of an hour, however often the password is given", async () => {
    const { secret } = await turnedOn();
    const statuses: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const other = new Browser(mine.email);
      statuses.push((await other.signIn()).status, (await other.does("verifyTOTP", { code: "000000" })).status);
    }
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    expect(statuses.slice(-2)).toEqual([429, 401]);
    expect((await mine.does("verifyTOTP", { code: totp(secret) })).status).toBe(429);
  });

  it("is ended by the password, and then asked for no more", async () => {
    await turnedOn();
    await expect(factor.endSecondFactor(mine.headers, "another sentence entirely")).rejects.toThrow("Invalid password");
    expect(await factor.recoveryCodesLeft(userId)).toBe(10);
    expect((await mine.does("disableTwoFactor", { password: PASSWORD })).status).toBe(200);
    const other = new Browser(mine.email);
    await other.signIn();
    expect([await other.isIn(), await factor.recoveryCodesLeft(userId)]).toEqual([true, undefined]);
  });

  it("replaces its recovery codes by new ones", async () => {
    const { codes } = await turnedOn();
    const fresh = await factor.newRecoveryCodes(mine.headers, PASSWORD);
    expect(fresh.filter((code) => codes.includes(code))).toEqual([]);
    const other = new Browser(mine.email);
    await other.signIn();
    expect((await other.does("verifyBackupCode", { code: codes[0] })).status).toBe(401);
    expect((await other.does("verifyBackupCode", { code: fresh[0] })).status).toBe(200);
  });

  it("is in the database as nothing that makes a code", async () => {
    const { secret, codes } = await turnedOn();
    const { rows } = await place.database.pool.query<{ all: string }>(
      "SELECT string_agg(f::text, ' ') AS all FROM sign_in_second_factor f",
    );
    for (const kept of [secret, ...codes]) expect(rows[0]?.all).not.toContain(kept);
  });
});

describe("every other session of a person ends", () => {
  let other: Browser;
  beforeEach(async () => {
    other = new Browser(mine.email);
    await other.signIn();
    expect(await other.isIn()).toBe(true);
  });

  it("when a second factor is turned on", async () => {
    await turnedOn();
    expect([await mine.isIn(), await other.isIn()]).toEqual([true, false]);
  });

  it("when it is turned off", async () => {
    const { secret } = await turnedOn();
    await other.signIn();
    await other.does("verifyTOTP", { code: nextCode(secret) });
    expect([await mine.isIn(), await other.isIn()]).toEqual([true, true]);
    await mine.does("disableTwoFactor", { password: PASSWORD });
    expect([await mine.isIn(), await other.isIn()]).toEqual([true, false]);
  });

  it("when the password is changed", async () => {
    const body = { currentPassword: PASSWORD, newPassword: "another sentence entirely", revokeOtherSessions: true };
    expect((await mine.does("changePassword", body)).status).toBe(200);
    expect([await mine.isIn(), await other.isIn()]).toEqual([true, false]);
  });

  it("but not when the change is refused", async () => {
    expect((await mine.does("disableTwoFactor", { password: "another sentence entirely" })).status).toBe(400);
    expect([await mine.isIn(), await other.isIn()]).toEqual([true, true]);
  });

  it("or one alone, if it is that person's", async () => {
    const theirs = (await sessions.openSessions(mine.headers)).find(({ isThis }) => !isThis);
    await sessions.endSession("somebody-else", theirs!.id);
    expect(await other.isIn()).toBe(true);
    await sessions.endSession(userId, theirs!.id);
    expect([await mine.isIn(), await other.isIn()]).toEqual([true, false]);
  });
});

describe("a new password", () => {
  const change = (newPassword: string) => mine.does("changePassword", { currentPassword: PASSWORD, newPassword });

  it("has at least 15 characters", async () => {
    expect(await (await change("fourteen signs")).json()).toMatchObject({ code: "PASSWORD_TOO_SHORT" });
    expect((await change("qv7 lamp ore 9x")).status).toBe(200);
  });

  it("is not one that is guessed early, nor made of the person's own address", async () => {
    for (const password of ["passwordpassword", mine.email])
      expect(await (await change(password)).json()).toMatchObject({ code: "PASSWORD_GUESSABLE" });
  });

  it("is not chosen by guessing the old one at an open session", async () => {
    const statuses: number[] = [];
    for (let guess = 0; guess < 11; guess += 1) {
      const body = { currentPassword: `guess number ${guess} of many`, newPassword: "another sentence entirely" };
      statuses.push((await mine.does("changePassword", body)).status);
    }
    expect(statuses).toEqual([...Array(10).fill(400), 429]);
  });
});
