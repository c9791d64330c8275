import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSignInPlace, type SignInPlace } from "../../test/sign-in.ts";
import type { Actor } from "../usecases/actor.ts";

const PASSWORD = "a long sentence to sign in";

let place: SignInPlace;
let auth: typeof import("./auth.ts").auth;
let people: typeof import("./people.ts");
let organizations: typeof import("./organizations.ts");
let admin: Extract<Actor, { by: "person" }>;
let rosa: string;

beforeAll(async () => {
  place = await openSignInPlace("people");
  ({ auth } = await import("./auth.ts"));
  people = await import("./people.ts");
  organizations = await import("./organizations.ts");
  const ada = await seated("ada@lumen.example", "lumen", ["admin"]);
  rosa = await seated("rosa@lumen.example", "lumen", ["viewer"]);
  const confirmedAt = new Date().toISOString();
  admin = { by: "person", member: "lumen", userId: ada, email: "ada@lumen.example", roles: ["admin"], confirmedAt };
});

afterAll(() => place.close());

async function seated(email: string, member: string, roles: readonly ["admin" | "viewer"]): Promise<string> {
  const { id: organization } = await organizations.ensureOrganization(member, member);
  const { id } = await organizations.ensurePerson({ email, name: email, password: PASSWORD });
  await organizations.ensureSeat(organization, id, roles);
  return id;
}

async function signsIn(email: string, password: string): Promise<boolean> {
  const answer = await auth().api.signInEmail({ body: { email, password }, asResponse: true });
  return answer.ok && (await answer.json()).user?.email === email;
}

describe("a new password by an administrator", () => {
  it("is the only one from then on, without the second factor and the passkeys of before, and ends every session", async () => {
    expect(await signsIn("rosa@lumen.example", PASSWORD)).toBe(true);
    await place.database.pool.query("UPDATE sign_in_user SET two_factor_enabled = true WHERE id = $1", [rosa]);
    await place.database.pool.query(
      "INSERT INTO sign_in_second_factor (id, secret, backup_codes, user_id) VALUES ('f', '', '', $1)",
      [rosa],
    );
    await place.database.pool.query(
      `INSERT INTO sign_in_passkey (id, public_key, user_id, credential_id, counter, device_type, backed_up)
       VALUES ('p', '', $1, 'c', 0, 'singleDevice', false)`,
      [rosa],
    );
    const reset = await people.resetPassword(admin, rosa);
    if (!reset.ok) throw new Error(reset.error.sentence);
    const { rows } = await place.database.pool.query(
      `SELECT (SELECT count(*) FROM sign_in_second_factor)::int AS factors, (SELECT count(*) FROM sign_in_passkey)::int AS passkeys,
              (SELECT count(*) FROM sign_in_session WHERE user_id = $1)::int AS sessions`,
      [rosa],
    );
    expect(rows).toEqual([{ factors: 0, passkeys: 0, sessions: 0 }]);
    expect(await signsIn("rosa@lumen.example", PASSWORD)).toBe(false);
    expect(await signsIn("rosa@lumen.example", reset.value.password)).toBe(true);
  });

  it("is set for people of the own organisation alone", async () => {
    const stranger = await seated("kai@northgrid.example", "northgrid", ["viewer"]);
    expect(await people.resetPassword(admin, stranger)).toMatchObject({ ok: false, error: { code: "not-found" } });
    expect(await signsIn("kai@northgrid.example", PASSWORD)).toBe(true);
  });

  it("is not set for somebody who also works elsewhere", async () => {
    const both = await seated("mina@both.example", "lumen", ["viewer"]);
    await seated("mina@both.example", "northgrid", ["viewer"]);
    expect(await people.resetPassword(admin, both)).toMatchObject({ ok: false, error: { code: "not-found" } });
  });

  it("is not set for oneself: an open session does not know the password", async () => {
    expect(await people.resetPassword(admin, admin.userId)).toMatchObject({
      ok: false,
      error: { code: "own-password" },
    });
  });

  it("is set by administrators only", async () => {
    expect(await people.resetPassword({ ...admin, userId: "x", roles: ["viewer"] }, rosa)).toMatchObject({
      ok: false,
      error: { code: "not-permitted" },
    });
  });
});

describe("whoever finds an administrator's browser open", () => {
  it("adds nobody, changes no role and sets no password", async () => {
    const found: Actor = { ...admin, confirmedAt: new Date(Date.now() - 301_000).toISOString() };
    const mallory = { name: "Mallory", email: "mallory@elsewhere.example", roles: ["admin"] } as const;
    const answers = [
      await people.addPerson(found, mallory),
      await people.setRoles(found, rosa, ["admin"]),
      await people.resetPassword(found, rosa),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: "not-confirmed" } });
    expect((await people.listPeople(admin)).find(({ userId }) => userId === rosa)?.roles).toEqual(["viewer"]);
    expect((await people.setRoles(admin, rosa, ["shipper"])).ok).toBe(true);
  });
});
