/** Settings may stand in the installation's `.env`; what is set in the environment wins. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./modules.mjs";

export function loadSettings() {
  const settings = join(ROOT, ".env");
  if (existsSync(settings)) process.loadEnvFile?.(settings);
}
