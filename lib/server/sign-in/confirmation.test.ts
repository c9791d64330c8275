import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openSignInPlace, type SignInPlace } from "../../../test/sign-in.ts";
import { totp } from "../../../test/totp.ts";

const PASSWORD = "a long sentence to sign in";
const WRONG = "another sentence entirely";

let place: SignInPlace;
let auth: typeof import("../auth.ts").auth;
let confirmation: typeof import("../confirmation.ts");
let factor: typeof import("../second-factor.ts");
let ensurePerson: typeof import("../organizations.ts").ensurePerson;

beforeAll(async () => {
  place = await openSignInPlace("confirmation");
  ({ auth } = await import("../auth.ts"));
  confirmation = await import("../confirmation.ts");
  factor = await import("../second-factor.ts");
  ({ ensurePerson } = await import("../organizations.ts"));
});

afterAll(() => place.close());

let count = 0;
let email: string;
let userId: string;
let mine: Headers;

async function signedIn(): Promise<Headers> {
  const answer = await auth().api.signInEmail({ body: { email, password: PASSWORD }, asResponse: true });
  const cookie = answer.headers.getSetCookie().map((each) => each.split(";")[0]);
  return new Headers({ cookie: cookie.join("; ") });
}

const sessionOf = (headers: Headers) => auth().api.getSession({ headers });

/** Seconds since the person of this session confirmed. */
async function ageOf(headers: Headers): Promise<number> {
  const confirmedAt = (await sessionOf(headers))?.session.confirmedAt;
  if (!confirmedAt) throw new Error("no session, or nobody confirmed");
  return (Date.now() - confirmedAt.getTime()) / 1000;
}

async function grownOld(headers: Headers): Promise<void> {
  const session = await sessionOf(headers);
  await place.database.pool.query("UPDATE sign_in_session SET confirmed_at = now() - interval '1 hour' WHERE id = $1", [
    session?.session.id,
  ]);
}

beforeEach(async () => {
  count += 1;
  email = `person-${count}@lumen-optics.example`;
  ({ id: userId } = await ensurePerson({ email, name: "Ada", password: PASSWORD }));
  mine = await signedIn();
});

describe("a confirmation", () => {
  it("is what signing in was, and grows old in its session", async () => {
    expect(await ageOf(mine)).toBeLessThan(60);
    await grownOld(mine);
    expect(await ageOf(mine)).toBeGreaterThan(3500);
  });

  it("is made anew by the password, in this session and in no other", async () => {
    const other = await signedIn();
    await grownOld(mine);
    await grownOld(other);
    await confirmation.confirmByPassword(mine, PASSWORD, "");
    expect(await ageOf(mine)).toBeLessThan(60);
    expect(await ageOf(other)).toBeGreaterThan(3500);
  });

  it("is not made by another password, nor by nobody", async () => {
    await grownOld(mine);
    await expect(confirmation.confirmByPassword(mine, WRONG, "")).rejects.toThrow("Invalid password");
    await expect(confirmation.confirmByPassword(new Headers(), PASSWORD, "")).rejects.toThrow();
    expect(await ageOf(mine)).toBeGreaterThan(3500);
  });

  it("does not come back to a session that has ended", async () => {
    const session = await sessionOf(mine);
    await place.database.pool.query("DELETE FROM sign_in_session WHERE id = $1", [session?.session.id]);
    await expect(confirmation.confirmByPassword(mine, PASSWORD, "")).rejects.toThrow();
  });

  it("takes no passkey that is not this person's", async () => {
    const { id: other } = await ensurePerson({ email: `other-${email}`, name: "Mina", password: PASSWORD });
    await place.database.pool.query(
      `INSERT INTO sign_in_passkey (id, public_key, user_id, credential_id, counter, device_type, backed_up)
       VALUES ($1, '', $1, $1, 0, 'singleDevice', false)`,
      [other],
    );
    await grownOld(mine);
    const bytes = { clientDataJSON: "", authenticatorData: "", signature: "" };
    const answer = {
      id: other,
      rawId: other,
      type: "public-key",
      response: bytes,
      clientExtensionResults: {},
    } as const;
    await expect(confirmation.confirmByPasskey(mine, answer)).rejects.toMatchObject({ statusCode: 401 });
    expect(await ageOf(mine)).toBeGreaterThan(3500);
    expect((await sessionOf(mine))?.user.id).toBe(userId);
  });

  it("asks a passkey of whoever has one, and offers the password beside it", async () => {
    expect(await confirmation.waysToConfirm(userId)).toEqual({ code: false });
    await place.database.pool.query(
      `INSERT INTO sign_in_passkey (id, public_key, user_id, credential_id, counter, device_type, backed_up)
       VALUES ($1, '', $1, $1, 0, 'singleDevice', false)`,
      [userId],
    );
    expect(await confirmation.waysToConfirm(userId)).toMatchObject({ code: false, passkeys: { rpId: "localhost" } });
    await confirmation.confirmByPassword(mine, PASSWORD, "");
  });
});

describe("guesses at an open browser", () => {
  it("count like those at sign-in: ten, then nobody confirms or signs in", async () => {
    await grownOld(mine);
    for (let guess = 0; guess < 10; guess += 1)
      await expect(confirmation.confirmByPassword(mine, `guess ${guess} of many`, "")).rejects.toThrow("Invalid");
    await expect(confirmation.confirmByPassword(mine, PASSWORD, "")).rejects.toMatchObject({ statusCode: 429 });
    const answer = await auth()
      .api.signInEmail({ body: { email, password: PASSWORD } })
      .catch((refused) => refused);
    expect(answer).toMatchObject({ statusCode: 429 });
    expect(await ageOf(mine)).toBeGreaterThan(3500);
  });
});

describe("where the second step is on", () => {
  let secret: string;
  let used: string;
  const NEXT_STEP_MS = 30_000;

  beforeEach(async () => {
    ({ secret } = await factor.startSecondFactor(mine, PASSWORD));
    used = totp(secret);
    const answer = await auth().api.verifyTOTP({ body: { code: used }, headers: mine, asResponse: true });
    mine = new Headers({
      cookie: answer.headers
        .getSetCookie()
        .map((each) => each.split(";")[0])
        .join("; "),
    });
    await grownOld(mine);
  });

  it("the password needs a code beside it, and each code opens one door", async () => {
    expect(await confirmation.waysToConfirm(userId)).toEqual({ code: true });
    await expect(confirmation.confirmByPassword(mine, PASSWORD, "")).rejects.toThrow();
    await expect(confirmation.confirmByPassword(mine, PASSWORD, used)).rejects.toThrow("given already");
    expect(await ageOf(mine)).toBeGreaterThan(3500);
    const code = totp(secret, Date.now() + NEXT_STEP_MS);
    await confirmation.confirmByPassword(mine, PASSWORD, code);
    expect(await ageOf(mine)).toBeLessThan(60);
    await grownOld(mine);
    await expect(confirmation.confirmByPassword(mine, PASSWORD, code)).rejects.toThrow("given already");
  });

  it("ends no other session of the person", async () => {
    const other = { userId, token: "elsewhere", id: `other-${count}` };
    await place.database.pool.query(
      `INSERT INTO sign_in_session (id, token, user_id, expires_at, confirmed_at)
       VALUES ($1, $2, $3, now() + interval '10 minutes', now())`,
      [other.id, `${other.token}-${count}`, userId],
    );
    await confirmation.confirmByPassword(mine, PASSWORD, totp(secret, Date.now() + NEXT_STEP_MS));
    const { rowCount } = await place.database.pool.query("SELECT 1 FROM sign_in_session WHERE id = $1", [other.id]);
    expect(rowCount).toBe(1);
  });

  it("a right password gives no tries back: codes are not guessed behind it", async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 6; round += 1)
      await confirmation
        .confirmByPassword(mine, PASSWORD, "000000")
        .catch(({ statusCode }) => statuses.push(statusCode));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });
});
