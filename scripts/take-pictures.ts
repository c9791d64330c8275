/** The README's two pictures, taken of a running demo installation: `node scripts/take-pictures.ts`. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, chromium } from "@playwright/test";

type Demo = {
  readonly baseUrl: string;
  readonly members: readonly {
    name: string;
    kind: string;
    users: readonly { email: string; password: string; roles: readonly string[] }[];
  }[];
  readonly labels: readonly { story: string; url: string }[];
};

const root = resolve(import.meta.dirname, "..");
const demo: Demo = JSON.parse(readFileSync(resolve(root, process.env.DATA_DIR ?? ".data", "demo.json"), "utf8"));
const browser = await chromium.launch({
  executablePath: process.env.TRUELANE_CHROMIUM ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  await takeScanPage(browser);
  await takeLot(browser);
} finally {
  await browser.close();
}

async function takeScanPage(from: Browser): Promise<void> {
  const label = demo.labels.find(({ story }) => story === "sold");
  if (!label) throw new Error("the demo has no label with the story `sold`");
  const page = await from.newPage({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    colorScheme: "light",
  });
  await page.goto(label.url);
  await page.screenshot({ path: join(root, "docs/pictures/scan-phone.png") });
}

async function takeLot(from: Browser): Promise<void> {
  const maker = demo.members.find(({ kind }) => kind === "maker");
  const user = maker?.users[0];
  if (!user) throw new Error("the demo has no maker with an account");
  const page = await from.newPage({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1.5,
    colorScheme: "light",
  });
  await page.goto(`${demo.baseUrl}/sign-in`);
  await page.locator('input[type="email"]').fill(user.email);
  await page.locator('input[type="password"]').fill(user.password);
  await page.locator('form button[type="submit"]').first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.goto(`${demo.baseUrl}/lots`);
  // The oldest lot has the longest story: modules that are loose, packed and sold.
  await page.locator('table a[href^="/lots/"]').last().click();
  await page.locator("h1", { hasText: /^LO-/ }).waitFor();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(root, "docs/pictures/lot-desktop.png") });
}
