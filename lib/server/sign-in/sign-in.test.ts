import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSignInPlace, type SignInPlace } from "../../../test/sign-in.ts";
import type { Actor } from "../../usecases/actor.ts";

const PASSWORD = "a long sentence to sign in";
const EMAIL = "ada@lumen-optics.example";
const ORIGIN = "http://127.0.0.1:3000";

let place: SignInPlace;
let auth: typeof import("../auth.ts").auth;
let organizations: typeof import("../organizations.ts");
let keys: typeof import("../api-keys.ts");
let actorOfKey: typeof import("./key-actor.ts").actorOfKey;
let admin: Extract<Actor, { by: "person" }>;

beforeAll(async () => {
  place = await openSignInPlace("sign-in");
  ({ auth } = await import("../auth.ts"));
  organizations = await import("../organizations.ts");
  keys = await import("../api-keys.ts");
  ({ actorOfKey } = await import("./key-actor.ts"));
  const organization = await organizations.ensureOrganization("lumen-optics", "Lumen Optics");
  const person = await organizations.ensurePerson({ email: EMAIL, name: "Ada", password: PASSWORD });
  await organizations.ensureSeat(organization.id, person.id, ["admin", "registrar"]);
  admin = {
    by: "person",
    member: "lumen-optics",
    userId: person.id,
    email: EMAIL,
    roles: ["admin", "registrar"],
    confirmedAt: new Date().toISOString(),
  };
});

afterAll(() => place.close());

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return auth().handler(
    new Request(`${ORIGIN}/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: ORIGIN, ...headers },
      body: JSON.stringify(body),
    }),
  );
}

async function cookieOfSignIn(): Promise<string> {
  const answer = await post("sign-in/email", { email: EMAIL, password: PASSWORD });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
}

describe("signing in", () => {
  it("gives a session that sits in the person's organisation", async () => {
    const session = await auth().api.getSession({ headers: new Headers({ cookie: await cookieOfSignIn() }) });
    expect(session?.user.email).toBe(EMAIL);
    const { id } = await organizations.organizationOf("lumen-optics");
    expect(session?.session.activeOrganizationId).toBe(id);
  });

  it("refuses a wrong password", async () => {
    expect((await post("sign-in/email", { email: EMAIL, password: "not the password at all" })).status).toBe(401);
  });

  it("keeps the cookie from scripts and other sites", async () => {
    const answer = await post("sign-in/email", { email: EMAIL, password: PASSWORD });
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^truelane\.session_token=/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Max-Age=43200/i);
  });

  it("lets nobody make an account by himself", async () => {
    const answer = await post("sign-up/email", { email: "mallory@elsewhere.example", name: "M", password: PASSWORD });
    expect(answer.status).toBe(400);
    expect(await place.database.pool.query("SELECT 1 FROM sign_in_user WHERE email LIKE 'mallory%'")).toMatchObject({
      rowCount: 0,
    });
  });

  it("ends a revoked session at once", async () => {
    const cookie = await cookieOfSignIn();
    await place.database.pool.query("DELETE FROM sign_in_session");
    expect(await auth().api.getSession({ headers: new Headers({ cookie }) })).toBeNull();
  });

  it("shows where a person is signed in, and ends all but the one that asks", async () => {
    const { endOtherSessions, openSessions } = await import("../sessions.ts");
    const [other, mine] = [await cookieOfSignIn(), await cookieOfSignIn()].map((cookie) => new Headers({ cookie }));
    const shown = await openSessions(mine!);
    expect(shown.length).toBeGreaterThanOrEqual(2);
    expect(shown.filter(({ isThis }) => isThis)).toHaveLength(1);
    await endOtherSessions(mine!);
    expect(await openSessions(mine!)).toMatchObject([{ isThis: true }]);
    expect(await auth().api.getSession({ headers: other! })).toBeNull();
  });

  it("ends after half an hour without use, and lives on when it is used", async () => {
    const headers = new Headers({ cookie: await cookieOfSignIn() });
    const { prolong } = await import("./prolong.ts");
    await place.database.pool.query("UPDATE sign_in_session SET expires_at = now() + interval '20 minutes'");
    const used = await auth().api.getSession({ headers });
    if (!used) throw new Error("no session");
    await prolong(used.session);
    const { rows } = await place.database.pool.query<{ left: number }>(
      "SELECT extract(epoch FROM expires_at - now())::int AS left FROM sign_in_session WHERE id = $1",
      [used.session.id],
    );
    expect(rows[0]?.left).toBeGreaterThan(29 * 60);
    await place.database.pool.query("UPDATE sign_in_session SET expires_at = now() - interval '1 second'");
    expect(await auth().api.getSession({ headers })).toBeNull();
  });

  it("ends every session twelve hours after sign-in, however much it is used", async () => {
    await cookieOfSignIn();
    const { rows } = await place.database.pool.query<{ hours: number }>(
      `UPDATE sign_in_session SET created_at = now() - interval '11 hours 50 minutes', expires_at = now() + interval '30 minutes'
       RETURNING extract(epoch FROM expires_at - created_at)::int / 3600.0 AS hours`,
    );
    expect(Number(rows[0]?.hours)).toBeCloseTo(12, 2);
  });

  it("makes an account wait after ten wrong passwords, and no other account", async () => {
    const email = "guessed@lumen-optics.example";
    const answers: Response[] = [];
    for (let i = 0; i < 11; i += 1)
      answers.push(await post("sign-in/email", { email, password: `guess number ${i} of many` }));
    expect(answers.slice(0, 10).map(({ status }) => status)).toEqual(Array(10).fill(401));
    expect(answers[10]?.status).toBe(429);
    expect(Number(answers[10]?.headers.get("retry-after"))).toBeGreaterThan(60);
    expect((await post("sign-in/email", { email: EMAIL, password: PASSWORD })).status).toBe(200);
  });
});

describe("an API key", () => {
  it("acts for its organisation within its scopes", async () => {
    const made = await keys.createApiKey(admin, { name: "line 4", scopes: ["read", "lots:write"] });
    if (!made.ok) throw new Error(made.error.sentence);
    expect(made.value.key).toMatch(/^tl_/);
    expect(await actorOfKey(made.value.key)).toMatchObject({
      by: "key",
      member: "lumen-optics",
      scopes: ["read", "lots:write"],
    });
  });

  it("is kept as a hash only", async () => {
    const made = await keys.createApiKey(admin, { name: "hash", scopes: ["read"] });
    if (!made.ok) throw new Error(made.error.sentence);
    const { rows } = await place.database.pool.query<{ all: string }>(
      "SELECT string_agg(k::text, ' ') AS all FROM sign_in_api_key k",
    );
    expect(rows[0]?.all).not.toContain(made.value.key);
  });

  it("means nothing once it is revoked, or when it was never made", async () => {
    const made = await keys.createApiKey(admin, { name: "short lived", scopes: ["read"] });
    if (!made.ok) throw new Error(made.error.sentence);
    expect((await keys.revokeApiKey(admin, made.value.id)).ok).toBe(true);
    expect(await actorOfKey(made.value.key)).toBeUndefined();
    expect(await actorOfKey("tl_nobody-made-this")).toBeUndefined();
  });

  it("means nothing once it has expired or its switch is off", async () => {
    const made = await keys.createApiKey(admin, { name: "expires", scopes: ["read"] });
    if (!made.ok) throw new Error(made.error.sentence);
    const set = (sql: string) =>
      place.database.pool.query(`UPDATE sign_in_api_key SET ${sql} WHERE id = $1`, [made.value.id]);
    await set("expires_at = now() - interval '1 second'");
    expect(await actorOfKey(made.value.key)).toBeUndefined();
    await set("expires_at = NULL, enabled = false");
    expect(await actorOfKey(made.value.key)).toBeUndefined();
    await set("enabled = true");
    expect(await actorOfKey(made.value.key)).toBeDefined();
  });

  it("is not revoked by another organisation", async () => {
    const made = await keys.createApiKey(admin, { name: "ours", scopes: ["read"] });
    if (!made.ok) throw new Error(made.error.sentence);
    await organizations.ensureOrganization("harbor-supply", "Harbor Supply");
    const other: Actor = { ...admin, member: "harbor-supply" };
    expect(await keys.revokeApiKey(other, made.value.id)).toMatchObject({ ok: false, error: { code: "not-found" } });
    expect(await actorOfKey(made.value.key)).toBeDefined();
  });

  it("is made by administrators only", async () => {
    const answer = await keys.createApiKey({ ...admin, roles: ["viewer"] }, { name: "x", scopes: ["read"] });
    expect(answer).toMatchObject({ ok: false, error: { code: "not-permitted" } });
  });

  it("is neither made nor ended by whoever finds an administrator's browser open", async () => {
    const made = await keys.createApiKey(admin, { name: "kept", scopes: ["read"] });
    if (!made.ok) throw new Error(made.error.sentence);
    const found: Actor = { ...admin, confirmedAt: new Date(Date.now() - 301_000).toISOString() };
    const notConfirmed = { ok: false, error: { code: "not-confirmed" } };
    expect(await keys.createApiKey(found, { name: "x", scopes: ["read"] })).toMatchObject(notConfirmed);
    expect(await keys.revokeApiKey(found, made.value.id)).toMatchObject(notConfirmed);
    expect(await actorOfKey(made.value.key)).toBeDefined();
  });

  it("is not a session", async () => {
    const made = await keys.createApiKey(admin, { name: "no session", scopes: ["read"] });
    if (!made.ok) throw new Error(made.error.sentence);
    expect(await auth().api.getSession({ headers: new Headers({ "x-api-key": made.value.key }) })).toBeNull();
  });
});
