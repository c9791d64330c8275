import type { Browser, Page, Request } from "@playwright/test";
import { asked } from "./fixtures/api.ts";
import { codeOf, covered, expect, memberOfKind, test } from "./fixtures/installation.ts";

const PHONE = { width: 390, height: 844 };

/** A phone of its own: nothing that another one kept is on it. */
async function phone(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ ...(baseURL && { baseURL }), viewport: PHONE, locale: "en-GB" });
  return context.newPage();
}

test("a buyer uncovers the code, compares, activates once, and comes back as the same one", async ({
  browser,
  baseURL,
}) => {
  const { secret, serialNumber, code } = covered("in-stock");
  const page = await phone(browser, baseURL);
  const asked: Request[] = [];
  const faults: string[] = [];
  page.on("request", (request) => asked.push(request));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));

  await page.goto(`/A#${secret}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This module has not been activated.");
  await expect(page.locator(".serial")).toContainText(serialNumber.slice(0, 4));
  await expect(page.locator(".verdict")).toHaveClass(/unknown/);
  await page.getByRole("button", { name: "Activate this module" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("You are the first to uncover and activate");
  await expect(page.locator(".verdict")).toHaveClass(/confirmed/);
  await expect(page.getByText(/Ledger entry \d+/)).toBeVisible();
  // What was uncovered is neither in the address any more nor in anything that was sent.
  expect(page.url()).not.toContain(secret);
  for (const request of asked)
    expect(
      `${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`.toUpperCase(),
    ).not.toContain(secret);

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the receipt" }).click();
  expect((await download).suggestedFilename()).toContain(serialNumber);

  await page.goto("/A");
  await page.getByRole("button", { name: new RegExp(serialNumber) }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("You are the first to uncover and activate");
  await page.goto(`/A?lang=zh-CN#${secret}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("您是首次激活");

  // Everybody else, the same phone included when it just looks, reads that it happened.
  await page.goto(`/v/${code}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Activated before:");
  await expect(page.locator(".verdict")).toHaveClass(/doubt/);
  expect(faults).toEqual([]);
  await page.context().close();
});

test("whoever comes second is told so, and can say that it was not them", async ({ browser, baseURL, request }) => {
  const { secret } = covered("activated");
  const page = await phone(browser, baseURL);
  await page.goto(`/A#${secret.toLowerCase()}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Activated before:");
  await expect(page.getByText("If that was not you, treat as suspect.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Activate this module" })).toBeHidden();
  await expect(page.getByRole("link", { name: "That was not me: report it" })).toHaveAttribute(
    "href",
    /\/report\?label=[0-9a-f]{64}$/,
  );
  await page.getByRole("link", { name: "That was not me: report it" }).click();
  await page.getByRole("link", { name: "中文" }).click();
  await page.getByLabel("您看到了什么？").fill("并非本人激活。");
  await page.getByRole("button", { name: "提交报告" }).click();
  const number = /A-\d{4}-\d{6}/.exec((await page.getByRole("status").textContent()) ?? "")?.[0];
  const { serialNumber } = covered("activated");
  const alert = await asked(request, memberOfKind("maker"), "get", `/alerts/${number}`);
  expect(JSON.stringify(alert)).toContain(serialNumber);
  await page.context().close();
});

test("a second covered code in the same tab is another module's: nothing of the first one stays", async ({
  browser,
  baseURL,
}) => {
  const [first, second] = [covered("activated"), covered("in-stock", 1)];
  const page = await phone(browser, baseURL);
  await page.goto(`/A#${first.secret}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Activated before:");
  await page.goto(`/A#${second.secret}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This module has not been activated.");
  await expect(page.locator("[data-serial]")).toHaveText(second.serialNumber);
  await expect(page.getByRole("link", { name: "That was not me: report it" })).toBeHidden();
  await expect(page.getByText(/Activated before/)).toHaveCount(0);
  await page.goto("/A#HELLO");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This is not a covered code.");
  await expect(page.locator("[data-module]")).toBeHidden();
  await page.goBack();
  await expect(page.locator("[data-serial]")).toHaveText(second.serialNumber);
  await page.context().close();
});

test("a recalled, scrapped or stolen module is not activated", async ({ browser, baseURL }) => {
  for (const [story, words] of [
    ["recalled", "This unit is recalled"],
    ["scrapped", "Retired on"],
    ["stolen", "This unit was reported stolen"],
  ] as const) {
    const page = await phone(browser, baseURL);
    await page.goto(`/A#${covered(story).secret}`);
    await expect(page.locator(".verdict")).toHaveClass(/stop/);
    await expect(page.locator(".verdict")).toContainText(words);
    await expect(page.getByRole("button", { name: "Activate this module" })).toBeHidden();
    await page.goto(`/v/${codeOf(story)}`);
    await expect(page.locator(".verdict")).toContainText(words);
    await page.context().close();
  }
});

test("what is no covered code, or nobody's, is said and not sent", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/A#HELLO");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This is not a covered code.");
  await page.getByLabel("Type the covered code").fill("0000-0000-0000-0000-0000-0000-0U");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("alert")).toContainText("has no letter U");
  expect(asked.filter((url) => /\/A\/[0-9a-f]/.test(url))).toEqual([]);
  await page.getByLabel("Type the covered code").fill("7ZZZ ZZZZ ZZZZ ZZZZ ZZZZ ZZZZ ZZ");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No record for this code.");
});

test("a lost connection activates nothing, and the same claim goes on where it broke off", async ({
  browser,
  baseURL,
}) => {
  const { secret } = covered("in-stock", 1);
  const page = await phone(browser, baseURL);
  await page.goto(`/A#${secret}`);
  await expect(page.getByRole("button", { name: "Activate this module" })).toBeVisible();
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Activate this module" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No answer.");
  await expect(page.locator(".verdict")).toHaveClass(/unknown/);
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Activate this module" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("You are the first to uncover and activate");
  await page.context().close();
});

test("without scripts the page says why, and what uncovering means", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...(baseURL && { baseURL }), javaScriptEnabled: false, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(`/A#${covered("activated").secret}`);
  await expect(page.locator("noscript .say-fault")).toHaveText(/^激活须在浏览器内签名/);
  await expect(page.getByText("最先揭开者可认领该模块，仅此一次。")).toBeVisible();
  await context.close();
});
