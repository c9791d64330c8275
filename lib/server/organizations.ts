import "server-only";

/** Organisations and people of the sign-in, written by the server itself: founding, demo, invitations. */
import type { MemberId } from "../domain/event/event.ts";
import type { AppRole } from "../usecases/actor.ts";
import { auth } from "./auth.ts";
import { prismaClient } from "./prisma-client.ts";

/** The organisation of a member. Throws when the member's people are not here. */
export async function organizationOf(member: MemberId): Promise<{ id: string; name: string }> {
  const found = await prismaClient().signInOrganization.findUnique({ where: { slug: member } });
  if (!found) throw new Error(`no people of ${member} sign in here`);
  return found;
}

/** The member's organisation, made when it is missing. */
export async function ensureOrganization(member: MemberId, name: string): Promise<{ id: string }> {
  return prismaClient().signInOrganization.upsert({
    where: { slug: member },
    update: {},
    create: { id: crypto.randomUUID(), slug: member, name },
  });
}

export type NewPerson = { readonly email: string; readonly name: string; readonly password: string };

/** Makes the account, with a verified address: whoever calls this has checked it. A known address gets the new password. */
export async function ensurePerson(person: NewPerson): Promise<{ id: string }> {
  const { internalAdapter, password } = await auth().$context;
  const email = person.email.trim().toLowerCase();
  const hash = await password.hash(person.password);
  const known = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
  if (known) {
    await internalAdapter.updatePassword(known.user.id, hash);
    return { id: known.user.id };
  }
  const user = await internalAdapter.createUser(
    { email, name: person.name, emailVerified: true },
    { method: "email-password" },
  );
  await internalAdapter.linkAccount({ userId: user.id, providerId: "credential", accountId: user.id, password: hash });
  return { id: user.id };
}

/** Gives a person a seat with these roles; a second call sets the roles anew. */
export async function ensureSeat(organizationId: string, userId: string, roles: readonly AppRole[]): Promise<void> {
  const role = roles.join(",");
  await prismaClient().signInSeat.upsert({
    where: { organizationId_userId: { organizationId, userId } },
    update: { role },
    create: { id: crypto.randomUUID(), organizationId, userId, role },
  });
}
