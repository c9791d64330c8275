import type { Page } from "@playwright/test";
import type { Json } from "../lib/domain/event/canonical-json.ts";
import { acceptLabelKeyList } from "../lib/domain/verify/label-key-list.ts";
import { acceptTrustList } from "../lib/domain/verify/trust-list.ts";
import { NETWORK } from "../test/model/book.ts";
import { declared, signedBy, signedLabel, trustStatement } from "../test/model/offline-lists.ts";
import { barriersOn } from "./fixtures/barriers.ts";
import { demo, expect, test } from "./fixtures/installation.ts";

/** The installed page without network (V9). Keys are of invented members; what the installation serves is checked by the first story. */

const LISTS = ["trust", "label-keys"] as const;
const pathOf = (name: (typeof LISTS)[number]) => `/.well-known/truelane/${name}.json`;
const today = () => new Date().toISOString().slice(0, 10);
const codeOf = (story: string) => demo().labels.find((label) => label.story === story)?.code ?? "";

/** What a member's installation would serve on that day. */
function lists(date: string): Readonly<Record<(typeof LISTS)[number], string>> {
  const keys = [{ declared: declared("lumen", "q1") }];
  const statement = { v: 1, network: NETWORK, date, keys, makers: [{ member: "lumen", name: "Lumen Optics" }] };
  return {
    trust: signedBy("trust", trustStatement(["harbor", "lumen"], date), ["lumen"]),
    "label-keys": signedBy("label-keys", statement as unknown as Json, ["lumen"]),
  };
}

/** Opens the scanner once with a network, until it is ready for a place without. */
async function keptPage(page: Page, date: string, language = "en"): Promise<void> {
  for (const name of LISTS)
    await page
      .context()
      .route(`**${pathOf(name)}`, (route) =>
        route.fulfill({ contentType: "application/json", body: lists(date)[name] }),
      );
  await page.goto(`/scan?lang=${language}`);
  await expect(page.locator("html")).toHaveAttribute("data-offline-ready", /./, { timeout: 30_000 });
}

test("an installation signs its trust list and its label keys, and a stranger's device accepts them", async ({
  request,
}) => {
  const at = new Date().toISOString();
  await expect.poll(async () => (await request.get(pathOf("label-keys"))).status(), { timeout: 30_000 }).toBe(200);
  const [trustText, keyText] = await Promise.all(LISTS.map(async (name) => (await request.get(pathOf(name))).text()));
  const trust = acceptTrustList(trustText ?? "", undefined, at);
  expect(trust).toMatchObject({ ok: true, value: { statement: { date: at.slice(0, 10) } } });
  if (!trust.ok) return;
  const members = trust.value.statement.members.map(({ member }) => member);
  for (const { id } of demo().members) expect(members).toContain(id);
  expect(acceptLabelKeyList(keyText ?? "", trust.value.statement, {}, at).ok).toBe(true);
});

test("a signed bag label of the demo is checked without a network, and its record with one", async ({
  browser,
  baseURL,
  request,
}) => {
  const { signedUrl = "", serialNumber = "" } =
    demo().labels.find((one) => one.story === "in-stock" && one.signedUrl) ?? {};
  const path = new URL(signedUrl.toLowerCase()).pathname;
  expect(path).toMatch(/^\/v\/[0-9a-z]{154}$/);
  const trust = async () => (await request.get(pathOf("label-keys"))).text();
  await expect.poll(trust, { timeout: 60_000 }).toContain("Lumen Optics");
  const context = await browser.newContext({ baseURL, locale: "en-GB", viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto("/scan?lang=en");
  await expect(page.locator("html")).toHaveAttribute("data-offline-ready", /./, { timeout: 30_000 });
  await expect(page.getByText(/^Ready for places without a network: .* until \d{4}-\d\d-\d\d\.$/)).toBeVisible();
  await context.setOffline(true);
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: "Label signature is right." })).toBeVisible();
  await expect(page.locator("[data-offline]")).toContainText("Lumen Optics");
  await expect(page.locator("[data-offline]")).toContainText(`Trust list of ${today()}`);
  const last = path.at(-2) === "0" ? "1" : "0";
  await page.goto(`${path.slice(0, -2)}${last}${path.at(-1)}`);
  await expect(page.locator('[data-verdict="V1"]')).toBeVisible();
  await context.setOffline(false);
  await page.goto(path);
  // Another story may have activated it.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^(A record exists for this code|Activated before)/);
  await expect(page.locator(".serial")).toContainText(serialNumber.slice(0, 4));
  await context.close();
});

for (const [language, title, rest] of [
  ["en", "Label signature is right.", "Not checked for copies, recall or theft. Trust list of"],
  ["zh-CN", "标签签名正确。", "未核查复制、召回或失窃情况。信任列表日期："],
] as const)
  test(`a signed label is checked without a network, ${language}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await keptPage(page, today(), language);
    await context.setOffline(true);
    await page.goto(`/V/${signedLabel("q1")}?lang=${language}`);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.locator("[data-offline]")).toContainText(`${rest}${language === "en" ? " " : ""}${today()}`);
    await expect(page.locator("[data-offline] .not-run")).toHaveCount(4);
    await expect(page.locator("[data-offline]")).toContainText("Lumen Optics");
    expect(await page.title()).not.toMatch(/genuine|authentic|正品/i);
    expect(await barriersOn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    // The field takes a label's address too.
    await page.locator("#code").fill(`${baseURL}/v/${signedLabel("q2", "2026-03-05", "q1")}`);
    await page.locator("form button").click();
    await expect(page.locator('[data-verdict="V1"]')).toBeVisible();
    await context.close();
  });

test("what cannot be told without a network is said plainly, with the reason", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, locale: "en-GB" });
  const page = await context.newPage();
  await keptPage(page, today());
  await context.setOffline(true);
  await page.goto(`/v/${codeOf("in-stock")}`);
  await expect(
    page.getByRole("heading", { level: 1, name: "Nothing can be checked without a network." }),
  ).toBeVisible();
  await expect(page.locator("[data-offline]")).toContainText("This label carries no signature of its own");
  await page.goto(`/v/${signedLabel("q9")}`);
  await expect(page.locator("[data-offline]")).toContainText("is not on this device's list");
  await context.close();
});

test("lists that are older than seven days answer nothing, and older ones never replace newer", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, locale: "en-GB" });
  const page = await context.newPage();
  const old = new Date(Date.now() - 9 * 86_400_000).toISOString().slice(0, 10);
  await keptPage(page, old);
  await expect(page.getByText("Ready for places without a network")).toHaveCount(0);
  await context.setOffline(true);
  await page.goto(`/v/${signedLabel("q1")}`);
  await expect(page.locator("[data-offline]")).toContainText(`of ${old}, older than 7 days`);
  await context.setOffline(false);
  await context.unrouteAll();
  await keptPage(page, today());
  await expect(page.locator("html")).toHaveAttribute("data-offline-ready", "kept");
  await context.unrouteAll();
  await keptPage(page, old);
  await expect(page.locator("html")).toHaveAttribute("data-offline-ready", "refused");
  await context.close();
});

test("a verdict is never answered from a cache", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, locale: "en-GB" });
  const page = await context.newPage();
  await keptPage(page, today());
  const path = `/v/${codeOf("in-stock")}`;
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A record exists for this code.");
  const asked = await page.evaluate(
    (url) => fetch(url, { headers: { accept: "application/json" } }).then((answer) => answer.ok),
    path,
  );
  expect(asked).toBe(true);
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const stored = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    );
    return stored.flat().map((url) => new URL(url).pathname);
  });
  expect(kept).toContain("/scan");
  expect(kept.filter((each) => /^\/(v|00|01|a)(\/|$)/i.test(each))).toEqual([]);
  await context.setOffline(true);
  await page.goto(path);
  await expect(page.locator("body")).not.toContainText("A record exists for this code.");
  const answered = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    path,
  );
  expect(answered).toBe(false);
  await context.close();
});

test("with a network the record answers, also for who was sent to the kept page", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, locale: "en-GB" });
  const page = await context.newPage();
  await keptPage(page, today());
  await page.goto(`/scan?x=1#${encodeURIComponent(`/v/${codeOf("in-stock")}`)}`);
  await page.waitForURL(`**/v/${codeOf("in-stock")}*`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A record exists for this code.");
  await page.goto("/scan?y=1#//evil.example/v/x");
  await expect(page.locator("#code")).toBeVisible();
  await expect(page).toHaveURL(/\/scan\?y=1/);
  await context.close();
});

test("a look-alike address is refused in the kept page, with the reason", async ({ page, baseURL }) => {
  await keptPage(page, today());
  const lookAlike = (baseURL ?? "").replace("127.0.0.1", "127.0.0.1.evil.example");
  await page.locator("#code").fill(`${lookAlike}/v/${codeOf("in-stock")}`);
  await page.locator("form button").click();
  await expect(page.getByText("This label leads to another address")).toBeVisible();
  await expect(page.locator("[data-foreign-why]")).toContainText("evil.example");
  await expect(page).toHaveURL(/\/scan/);
});

test("the page can be installed: a manifest, icons that exist, a worker at the root", async ({ page, request }) => {
  await page.goto("/scan");
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = (await (await request.get(href ?? "")).json()) as { start_url: string; icons: { src: string }[] };
  expect(manifest.start_url).toBe("/scan");
  for (const { src } of manifest.icons) expect((await request.get(src)).headers()["content-type"]).toBe("image/png");
  expect((await request.get("/sw.js")).headers()["content-type"]).toContain("javascript");
});
