import "server-only";

/** Prisma Client over this process's pool. Only sign-in and console reads use it; hot paths use the pool itself. */
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../../prisma/generated/client.ts";
import { pool } from "./pool.ts";
import { processWide } from "./process-wide.ts";

/** One client a process. It borrows the pool: closing it leaves the pool open. */
export function prismaClient(): PrismaClient {
  return processWide(
    "prisma",
    () => new PrismaClient({ adapter: new PrismaPg(pool(), { disposeExternalPool: false }) }),
  );
}
