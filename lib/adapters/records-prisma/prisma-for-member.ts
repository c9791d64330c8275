/** `forMember` for Prisma Client. An interactive transaction: one of a list, as an extension makes it, costs twice the processor. */
import type { Prisma, PrismaClient } from "../../../prisma/generated/client.ts";
import type { MemberId } from "../../domain/event/event.ts";
import { oneMember } from "../for-member.ts";

/** A pool that is busy is waited for, as the pool itself does it; Prisma would give up after 2 seconds. */
const PATIENCE = { maxWait: 30_000, timeout: 30_000 };

export async function prismaForMember<T>(
  prisma: PrismaClient,
  member: MemberId,
  work: (client: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  const one = oneMember(member);
  return prisma.$transaction(async (client) => {
    await client.$executeRaw`SELECT set_config('truelane.member', ${one}, true)`;
    return work(client);
  }, PATIENCE);
}
