import { randomUUID } from "node:crypto";
import type { APIRequestContext, Browser, BrowserContextOptions, Page } from "@playwright/test";
import { asked, registerLot } from "./fixtures/api.ts";
import { withAuthenticator } from "./fixtures/authenticator.ts";
import { barriersOn } from "./fixtures/barriers.ts";
import { CONFIRM, growOld } from "./fixtures/confirmation.ts";
import { expect, memberOfKind, signIn, test } from "./fixtures/installation.ts";

/** Somebody signed in and went away: whoever finds the browser may look, and must not release, revoke, make keys or take files. */
const maker = memberOfKind("maker");
const ada = maker.users[0]!;

const contexts: { close(): Promise<void> }[] = [];
test.afterEach(() => Promise.all(contexts.splice(0).map((context) => context.close())));

/** A browser in which Ada signed in six minutes ago. */
async function leftOpen(browser: Browser, baseURL: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: "en-GB", ...options });
  contexts.push(context);
  await signIn(context, ada, baseURL);
  await growOld(ada.email);
  return context.newPage();
}

async function registered(request: APIRequestContext): Promise<string> {
  const lotId = `OPEN-${randomUUID().slice(0, 8).toUpperCase()}`;
  await registerLot(request, lotId, ["serialNumber", `${lotId}-1`, `${lotId}-2`]);
  return lotId;
}

const statusOf = async (request: APIRequestContext, lotId: string) =>
  (await asked(request, maker, "get", `/lots/${lotId}`)).status;

async function expectNoBarriers(page: Page): Promise<void> {
  expect(await barriersOn(page)).toEqual([]);
}

test("a release asks who is there, refuses a wrong password, and goes on by itself after the right one", async ({
  browser,
  baseURL,
  request,
}) => {
  const lotId = await registered(request);
  const page = await leftOpen(browser, baseURL!);
  await page.goto(`/lots/${lotId}`);
  await page.getByRole("button", { name: "Release" }).click();
  const release = page.getByRole("dialog", { name: "Release" }).getByRole("button", { name: "Release" });
  await release.click();
  const dialog = page.getByRole("dialog", { name: CONFIRM });
  await expect(dialog.getByLabel("Password")).toBeFocused();
  await expectNoBarriers(page);

  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(release).toBeFocused();
  expect(await statusOf(request, lotId)).toBe("registered");

  await page.keyboard.press("Enter");
  await dialog.getByLabel("Password").fill("not the password at all");
  await page.keyboard.press("Enter");
  await expect(dialog.locator("#password-error")).toContainText("This is not your password");
  expect(await statusOf(request, lotId)).toBe("registered");
  await dialog.getByLabel("Password").fill(ada.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Released");
  await expect(page.getByText(/The lot is released/)).toBeVisible();
  await expect(dialog).toHaveCount(0);
});

test("what was typed stays, whether one leaves or goes on, and five minutes are free of questions", async ({
  browser,
  baseURL,
  request,
}) => {
  const [lotId, other] = [await registered(request), await registered(request)];
  const page = await leftOpen(browser, baseURL!);
  const dialog = page.getByRole("dialog", { name: CONFIRM });
  const withdraw = async (lot: string) => {
    await page.goto(`/lots/${lot}`);
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByLabel("Reason").fill("The wrong file was sent.");
    await page.getByRole("form", { name: "Withdraw" }).getByRole("button", { name: "Withdraw" }).click();
  };
  await withdraw(lotId);
  await dialog.getByRole("button", { name: "Leave without doing it" }).click();
  await expect(page.getByLabel("Reason")).toHaveValue("The wrong file was sent.");
  await page.getByRole("form", { name: "Withdraw" }).getByRole("button", { name: "Withdraw" }).click();
  await dialog.getByLabel("Password").fill(ada.password);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Withdrawn");
  await withdraw(other);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Withdrawn");
});

test("a key that was asked for by a double click is one key", async ({ browser, baseURL }) => {
  const page = await leftOpen(browser, baseURL!);
  const name = `station ${randomUUID().slice(0, 8)}`;
  await page.goto("/settings/keys");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Make the key" }).dblclick();
  const dialog = page.getByRole("dialog", { name: CONFIRM });
  await dialog.getByLabel("Password").fill(ada.password);
  await dialog.getByRole("button", { name: "Confirm" }).dblclick();
  await expect(page.getByRole("form").getByRole("status").locator(".font-mono")).toContainText("tl_");
  await page.reload();
  await expect(page.getByRole("cell", { name, exact: true })).toHaveCount(1);
});

test("a file of labels asks for the password on a page, comes once, and is given to an API key without a question", async ({
  browser,
  baseURL,
  request,
}) => {
  const lotId = await registered(request);
  const page = await leftOpen(browser, baseURL!);
  const path = `/api/v1/lots/${lotId}/labels.csv`;
  const program = await page.request.get(path);
  expect([program.status(), (await program.json()).code]).toEqual([403, "not-confirmed"]);
  await asked(request, maker, "get", `/lots/${lotId}/labels.csv`);

  await page.goto(`/lots/${lotId}/labels`);
  await page.getByRole("link", { name: "CSV" }).click();
  await expect(page.getByRole("heading", { name: CONFIRM })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByLabel("Password").fill("not the password at all");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.locator("#password-error")).toContainText("This is not your password");
  await page.getByLabel("Password").fill(ada.password);
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Confirm" }).click();
  expect((await file).suggestedFilename()).toBe(`labels-${lotId}.csv`);
  await expect(page.getByText("The file is on its way.")).toBeVisible();
  await expectNoBarriers(page);

  const files: string[] = [];
  page.on("download", (again) => files.push(again.suggestedFilename()));
  await page.reload();
  await expect(page.getByText("Nothing comes by itself any more.")).toBeVisible();
  await page.getByRole("link", { name: "Back" }).click();
  await page.waitForURL(`**/lots/${lotId}/labels`);
  expect(files).toEqual([]);
});

test("the page before a file needs no scripts", async ({ browser, baseURL, request }) => {
  const lotId = await registered(request);
  const page = await leftOpen(browser, baseURL!, { javaScriptEnabled: false });
  await page.goto(`/confirm?${new URLSearchParams({ file: `/api/v1/lots/${lotId}/labels.csv`, from: "/lots" })}`);
  await page.getByLabel("Password").fill("not the password at all");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("alert")).toContainText("This is not your password");
  await page.getByLabel("Password").fill(ada.password);
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Confirm" }).click();
  expect((await file).suggestedFilename()).toBe(`labels-${lotId}.csv`);
});

test("whoever has a passkey confirms with it, before a form and before a file, and stays signed in", async ({
  browser,
  baseURL,
  request,
}) => {
  test.setTimeout(180_000);
  const lotId = await registered(request);
  // A browser binds passkeys to a name; the same machine by its number is another place.
  const page = await leftOpen(browser, baseURL!.replace("127.0.0.1", "localhost"));
  await withAuthenticator(page);
  await page.goto("/account");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Work laptop");
  await page.getByRole("dialog").getByLabel("Password").fill(ada.password);
  await page.getByRole("dialog").getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("cell", { name: "Work laptop" })).toBeVisible();

  await page.goto(`/lots/${lotId}/labels`);
  await page.getByRole("link", { name: "CSV" }).click();
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Confirm with a passkey" }).click();
  expect((await file).suggestedFilename()).toBe(`labels-${lotId}.csv`);

  await growOld(ada.email);
  await page.goto(`/lots/${lotId}`);
  await page.getByRole("button", { name: "Release" }).click();
  await page.getByRole("dialog", { name: "Release" }).getByRole("button", { name: "Release" }).click();
  const dialog = page.getByRole("dialog", { name: CONFIRM });
  await expect(dialog.getByLabel("Password")).toBeVisible();
  await expectNoBarriers(page);
  await expect(dialog.getByRole("button", { name: "Confirm with a passkey" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Released");

  await page.goto("/account");
  await expect(page.getByRole("form", { name: /^Sign out: / })).toHaveCount(0);
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog").getByLabel("Password").fill(ada.password);
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("The passkey is removed.").first()).toBeVisible();
});
