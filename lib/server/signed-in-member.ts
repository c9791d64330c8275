import "server-only";

/** Whose person looks a label up: the members' own people are no strangers, and no visitors. */
import type { MemberId } from "../domain/event/event.ts";
import { auth } from "./auth.ts";
import { prismaClient } from "./prisma-client.ts";

/** `null` for anybody who is not signed in; asks nobody unless the browser brings a session. */
export async function signedInMember(headers: Headers): Promise<MemberId | null> {
  if (!/session_token=/.test(headers.get("cookie") ?? "")) return null;
  try {
    const found = await auth().api.getSession({ headers });
    if (!found) return null;
    const seat = await prismaClient().signInSeat.findFirst({
      where: { userId: found.user.id },
      include: { organization: true },
      orderBy: { createdAt: "asc" },
    });
    return seat?.organization.slug ?? null;
  } catch {
    // The look-up itself says whether the records can be read.
    return null;
  }
}
