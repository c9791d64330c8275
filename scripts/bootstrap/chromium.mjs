/** A browser for the stories in e2e: the system's, Playwright's own, or one that the package manager brings. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { say } from "./say.mjs";

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const PACKAGES = ["chromium", "fonts-noto-cjk", "ffmpeg", "poppler-utils"];
export const HOW_TO_INSTALL = `apt-get install ${PACKAGES.join(" ")}   (or: npx playwright install chromium)`;

/** The path of a browser, or undefined when there is none and none could be installed. */
export function findChromium() {
  const found = installedChromium();
  if (found || process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    return found;
  say("Installing a browser for the browser tests …");
  const quiet = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update"], quiet);
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...PACKAGES], quiet);
  return installedChromium();
}

function installedChromium() {
  const system = SYSTEM.find((path) => existsSync(path));
  if (system) return system;
  const own = createRequire(import.meta.url)("@playwright/test").chromium.executablePath();
  return existsSync(own) ? own : undefined;
}
