import "server-only";

import { readdirSync } from "node:fs";

/** The migrations in this folder, in order of their numbers. */
export function migrationNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d{4}_/.test(entry.name))
    .map(({ name }) => name)
    .sort();
}
