/** What the tests need of the system: a browser for the stories in e2e, and programs that print and read labels. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { say } from "./say.mjs";

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const PACKAGES = ["chromium", "fonts-noto-cjk", "poppler-utils", "zbar-tools"];
const PROGRAMS = ["pdftoppm", "zbarimg"];
export const HOW_TO_INSTALL = `apt-get install ${PACKAGES.join(" ")}   (or: npx playwright install chromium)`;

/** Installs what is missing where that needs no question: as root, where apt is. */
export function ensureTestTools() {
  const missing = PROGRAMS.filter((name) => !existsSync(`/usr/bin/${name}`));
  if (findChromium() && missing.length === 0) return;
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  say("Installing a browser and the programs that read printed labels …");
  const quiet = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update"], quiet);
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...PACKAGES], quiet);
}

/** The path of a browser, or undefined when there is none: the system's, or Playwright's own. */
export function findChromium() {
  const system = SYSTEM.find((path) => existsSync(path));
  if (system) return system;
  const own = createRequire(import.meta.url)("@playwright/test").chromium.executablePath();
  return existsSync(own) ? own : undefined;
}
