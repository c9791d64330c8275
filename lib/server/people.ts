import "server-only";

/** The people of an organisation and what they may do: seen by all of it, changed by its administrators. */
import { randomBytes } from "node:crypto";
import { ok, type Result, refuse } from "../domain/result.ts";
import type { Actor, AppRole } from "../usecases/actor.ts";
import { type Act, requireConfirmed } from "../usecases/confirmed-acts.ts";
import type { Problem } from "../usecases/operation.ts";
import { systemClock } from "./clock.ts";
import { ensurePerson, ensureSeat, organizationOf } from "./organizations.ts";
import { prismaClient } from "./prisma-client.ts";
import { rolesOfText } from "./sign-in/roles.ts";

export type PersonRow = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly AppRole[];
};

const NOT_ADMIN: Problem = {
  code: "not-permitted",
  sentence: "Only an administrator of your organisation can change people and roles.",
};
const NOT_FOUND: Problem = { code: "not-found", sentence: "There is no such person in your organisation." };
const LAST_ADMIN: Problem = {
  code: "last-admin",
  sentence: "This is the last administrator. Make somebody else one first.",
};
const OWN_PASSWORD: Problem = {
  code: "own-password",
  sentence: "You change your own password on your account page.",
};
const TAKEN: Problem = {
  code: "email-taken",
  sentence: "Somebody signs in with this address already. An account belongs to one person; use another address.",
};

export async function listPeople(actor: Actor): Promise<readonly PersonRow[]> {
  const { id } = await organizationOf(actor.member);
  const seats = await prismaClient().signInSeat.findMany({
    where: { organizationId: id },
    include: { user: true },
    orderBy: { createdAt: "asc" },
  });
  return seats.map(({ user, role }) => ({
    userId: user.id,
    name: user.name,
    email: user.email,
    roles: rolesOfText(role),
  }));
}

/** Makes an account with a password that is in this answer and nowhere else; the person changes it after signing in. */
export async function addPerson(
  actor: Actor,
  input: { readonly name: string; readonly email: string; readonly roles: readonly AppRole[] },
): Promise<Result<{ password: string }, Problem>> {
  const may = mayChange(actor, "add-person");
  if (!may.ok) return may;
  const email = input.email.trim().toLowerCase();
  if (await prismaClient().signInUser.findUnique({ where: { email } })) return refuse(TAKEN);
  const { id: organization } = await organizationOf(actor.member);
  const password = firstPassword();
  const { id } = await ensurePerson({ email, name: input.name, password });
  await ensureSeat(organization, id, input.roles);
  return ok({ password });
}

/**
 * For whoever has lost the password, the phone or the passkey: a first password as above. What stood beside the old one goes
 * with it, or a lost phone would keep its owner out, and a found one would let somebody in.
 */
export async function resetPassword(actor: Actor, userId: string): Promise<Result<{ password: string }, Problem>> {
  const may = mayChange(actor, "set-password");
  if (!may.ok) return may;
  // Whoever found this session open does not know the password; the account page asks for it.
  if (actor.by === "person" && actor.userId === userId) return refuse(OWN_PASSWORD);
  const { id: organizationId } = await organizationOf(actor.member);
  const user = await prismaClient().signInUser.findUnique({ where: { id: userId }, include: { seats: true } });
  // An account that also sits elsewhere is not this administrator's alone.
  if (!user || user.seats.length === 0 || user.seats.some((seat) => seat.organizationId !== organizationId))
    return refuse(NOT_FOUND);
  const password = firstPassword();
  await prismaClient().$transaction([
    prismaClient().signInPasskey.deleteMany({ where: { userId } }),
    prismaClient().signInSecondFactor.deleteMany({ where: { userId } }),
    prismaClient().signInUser.update({ where: { id: userId }, data: { twoFactorEnabled: false } }),
    prismaClient().signInSession.deleteMany({ where: { userId } }),
    // Mails for a new password, and sign-ins that wait for their code.
    prismaClient().signInVerification.deleteMany({ where: { value: userId } }),
  ]);
  await ensurePerson({ email: user.email, name: user.name, password });
  return ok({ password });
}

/** No roles at all = the person may no longer sign in for this organisation, and every open session ends. */
export async function setRoles(
  actor: Actor,
  userId: string,
  roles: readonly AppRole[],
): Promise<Result<void, Problem>> {
  const may = mayChange(actor, "set-roles");
  if (!may.ok) return may;
  const { id: organizationId } = await organizationOf(actor.member);
  return prismaClient().$transaction(async (tx) => {
    // Two administrators who take each other's role at once must not leave none: the organisation's row is the lock.
    await tx.$executeRaw`SELECT 1 FROM sign_in_organization WHERE id = ${organizationId} FOR UPDATE`;
    const seats = await tx.signInSeat.findMany({ where: { organizationId } });
    if (!seats.some((seat) => seat.userId === userId)) return refuse(NOT_FOUND);
    const others = seats.filter((seat) => seat.userId !== userId);
    if (!roles.includes("admin") && !others.some((seat) => rolesOfText(seat.role).includes("admin")))
      return refuse(LAST_ADMIN);
    const seat = { organizationId_userId: { organizationId, userId } };
    if (roles.length > 0) await tx.signInSeat.update({ where: seat, data: { role: roles.join(",") } });
    else {
      await tx.signInSeat.delete({ where: seat });
      await tx.signInSession.deleteMany({ where: { userId } });
    }
    return ok(undefined);
  });
}

function mayChange(actor: Actor, act: Act): Result<void, Problem> {
  if (actor.by !== "person" || !actor.roles.includes("admin")) return refuse(NOT_ADMIN);
  return requireConfirmed(actor, act, systemClock.now());
}

/** 100 bits in groups that can be read aloud. */
function firstPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789+";
  const text = [...randomBytes(20)].map((byte) => letters[byte % letters.length]).join("");
  return text.match(/.{5}/g)!.join("-");
}
