/** What a person types to run peers and orderers in containers over the files of an installation. */
import { resolve } from "node:path";
import type { Installation } from "./network.ts";

export function composeCommand({ folder }: Installation): string {
  const builders = resolve(import.meta.dirname, "builders");
  const file = resolve(import.meta.dirname, "compose.yaml");
  return `FABRIC_DIR=${folder} FABRIC_BUILDERS=${builders} docker compose -f ${file} up -d`;
}
