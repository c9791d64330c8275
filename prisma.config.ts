import { defineConfig } from "prisma/config";

/** Prisma's own commands only generate the client here; migrations are SQL files applied by scripts/migrate.ts. */
export default defineConfig({ schema: "prisma/schema.prisma" });
