import "server-only";

/** Where a person is signed in, for that person alone: every call acts for whoever the cookie in `headers` belongs to. */
import { auth } from "./auth.ts";
import { prismaClient } from "./prisma-client.ts";

export type OpenSession = {
  readonly id: string;
  /** Time of sign-in, UTC. */
  readonly since: string;
  /** As the browser called itself. */
  readonly userAgent: string | null;
  /** The session that asks. */
  readonly isThis: boolean;
};

/** Newest first. */
export async function openSessions(headers: Headers): Promise<readonly OpenSession[]> {
  const asking = await auth().api.getSession({ headers });
  const sessions = await auth().api.listSessions({ headers });
  return sessions
    .map(({ id, createdAt, userAgent }) => ({
      id,
      since: new Date(createdAt).toISOString(),
      userAgent: userAgent || null,
      isThis: id === asking?.session.id,
    }))
    .sort((one, other) => (one.since < other.since ? 1 : -1));
}

/** Of this person; one that has ended meanwhile, or is somebody else's, stays as it is. At once: no session is cached anywhere. */
export async function endSession(userId: string, id: string): Promise<void> {
  await prismaClient().signInSession.deleteMany({ where: { id, userId } });
}

export async function endOtherSessions(headers: Headers): Promise<void> {
  await auth().api.revokeOtherSessions({ headers });
}
