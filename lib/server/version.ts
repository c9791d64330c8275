import "server-only";

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The version of this TrueLane, from its package.json. */
export function truelaneVersion(): string {
  const file = fileURLToPath(new URL("../../package.json", import.meta.url));
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
