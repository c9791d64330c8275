import type { Page } from "@playwright/test";
import { barriersOn } from "./fixtures/barriers.ts";
import { expect, memberOfKind, NO_SUCH_PAGE, test } from "./fixtures/installation.ts";

const OPEN_ROUTES = ["/", "/sign-in", "/sign-in/code", "/forgot-password", "/reset-password", "/found"];
const ROUTES = [
  "/dashboard",
  "/products",
  "/products/new",
  "/lots",
  "/lots/new",
  "/modules",
  "/pack",
  "/containers",
  "/inbox",
  "/inbox?show=all",
  "/ship",
  "/outbox?show=all",
  "/sell",
  "/stock",
  "/members",
  "/events",
  "/jobs",
  "/settings",
  "/settings/people",
  "/settings/keys",
  "/account",
  "/confirm?file=%2Fapi%2Fv1%2Flots%2Ftemplate.csv&from=%2Flots",
  NO_SUCH_PAGE,
];

for (const [theme, language] of [
  ["light", "en"],
  ["dark", "zh-CN"],
] as const) {
  test(`every page can be read and used by everybody, ${theme}, ${language}`, async ({ as, baseURL }) => {
    test.setTimeout(300_000);
    const page = await as(memberOfKind("maker").users[0]!);
    await page.context().addCookies([
      { name: "truelane-theme", value: theme, url: baseURL! },
      { name: "truelane-language", value: language, url: baseURL! },
    ]);
    const lots = await linksOn(page, "/lots", "/lots/");
    const lot = lots.find((href) => !href.endsWith("/new"));
    const cartons = await linksOn(page, "/containers", "/containers/");
    const transfers = await linksOn(page, "/outbox?show=all", "/transfers/");
    const found = [
      lot,
      lot && `${lot}/labels`,
      lot && `${lot}/cartons`,
      lot && `${lot}/events`,
      cartons[0],
      transfers[0],
    ];
    for (const route of [...ROUTES, ...found.filter((each) => each !== undefined)]) {
      await page.goto(route);
      await expectNoBarriers(page, `${route} in ${theme}, ${language}`, language);
    }
    await page.context().clearCookies({ name: /session/ });
    for (const route of OPEN_ROUTES) {
      await page.goto(route);
      await expectNoBarriers(page, `${route} in ${theme}, ${language}`, language);
    }
  });
}

test("no page is wider than a phone", async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as(memberOfKind("maker").users[0]!);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const route of [...OPEN_ROUTES, ...ROUTES]) {
    await page.goto(route);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, route).toBeLessThanOrEqual(390);
  }
});

test("the console is used by keyboard alone, and one always sees where one is", async ({ as }) => {
  const page = await as(memberOfKind("maker").users[0]!);
  await page.goto("/lots");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  for (let press = 0; press < 30; press++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return "nothing";
      const box = at.getBoundingClientRect();
      const outlined = getComputedStyle(at).outlineStyle !== "none";
      return outlined && box.width > 0 && box.height > 0 ? "seen" : at.outerHTML.slice(0, 200);
    });
    expect(seen).toMatch(/^(seen|nothing)$/);
  }
  await page.locator("tbody a").first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("tbody tr").nth(1).locator("a").first()).toBeFocused();
});

async function expectNoBarriers(page: Page, where: string, language: string): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  expect.soft(await barriersOn(page), where).toEqual([]);
}

async function linksOn(page: Page, route: string, start: string): Promise<string[]> {
  await page.goto(route);
  const links = await page
    .locator(`main a[href^="${start}"]`)
    .evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  return links.filter((href) => href !== null);
}
