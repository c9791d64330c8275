import { randomUUID } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { asked, labelUrl, registerLot } from "./fixtures/api.ts";
import { barriersOn } from "./fixtures/barriers.ts";
import { browserLookingAt, noCamera } from "./fixtures/fake-camera.ts";
import { demo, expect, memberOfKind, test } from "./fixtures/installation.ts";

type Answer = {
  readonly verdict: { readonly code: string; readonly title: string };
  readonly module: { readonly serialNumber: string; readonly lot: string };
  readonly history: readonly { readonly summary: string }[];
};

const codeOf = (story: string) => {
  const label = demo().labels.find((each) => each.story === story);
  if (!label) throw new Error(`the demo has no label ${story}`);
  return label.code;
};

async function answerFor(request: APIRequestContext, code: string): Promise<Answer> {
  const answer = await request.get(`/v/${code}`, { headers: { accept: "application/json" } });
  expect(answer.status()).toBe(200);
  return answer.json();
}

/** The label of one module, as its maker prints it. */
async function printedLabel(request: APIRequestContext, code: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${memberOfKind("maker").apiKey}` };
  const { module } = await answerFor(request, code);
  const labels = `/api/v1/lots/${encodeURIComponent(module.lot)}/labels`;
  const list = await request.get(`${labels}.csv?label=body`, { headers });
  expect(list.status()).toBe(200);
  const rows = (await list.text()).trim().split(/\r?\n/).slice(1);
  const from = rows.findIndex((row) => row.includes(code));
  expect(from).toBeGreaterThanOrEqual(0);
  const sheet = await request.get(`${labels}.pdf?label=body&preset=roll-40x30&from=${from}&count=1&testPage=false`, {
    headers,
  });
  expect(sheet.status()).toBe(200);
  return sheet.body();
}

const grouped = (text: string) => new RegExp((text.match(/.{1,4}/g) ?? []).join("\\s*"));

test("a buyer points the camera at a printed label and sees that module's history", async ({
  baseURL,
  request,
  launchOptions,
}) => {
  const missing = noCamera();
  test.skip(missing !== undefined, missing);
  const code = codeOf("in-transit");
  const { module, history } = await answerFor(request, code);
  const { browser, close } = await browserLookingAt(await printedLabel(request, code), launchOptions);
  try {
    const page = await browser.newPage({ baseURL, viewport: { width: 390, height: 844 }, locale: "en-GB" });
    const faults: string[] = [];
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto("/scan");
    await page.getByRole("button", { name: "Use the camera" }).click();
    await page.waitForURL(`**/v/${code}`, { timeout: 20_000 });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("A record exists for this code.");
    await expect(page.locator(".serial")).toHaveText(grouped(module.serialNumber));
    await expect(page.locator(".path li").first()).toContainText("in transit since");
    await expect(page.locator(".path li").last()).toContainText(history[0]?.summary ?? "");
    expect(faults).toEqual([]);
  } finally {
    await close();
  }
});

test("a buyer whose browser blocks WebAssembly scans all the same", async ({ baseURL, request, launchOptions }) => {
  const missing = noCamera();
  test.skip(missing !== undefined, missing);
  const code = codeOf("in-stock");
  const { browser, close } = await browserLookingAt(await printedLabel(request, code), launchOptions);
  try {
    const page = await browser.newPage({ baseURL });
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto("/scan");
    await page.getByRole("button", { name: "Use the camera" }).click();
    await page.waitForURL(`**/v/${code}`, { timeout: 20_000 });
  } finally {
    await close();
  }
});

for (const [language, words] of [
  ["en", { heading: "A record exists for this code.", released: /released lot/, checks: "Checked and not checked" }],
  [
    "zh-CN",
    { heading: "编码存在记录；二维码可能被复制，请核对实物。", released: /放行批次/, checks: "已核查与未核查" },
  ],
] as const) {
  test(`a buyer without scripts reads the whole record, ${language}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, javaScriptEnabled: false, locale: language });
    const page = await context.newPage();
    await page.goto(`/V/${codeOf("in-stock")}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.heading);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.locator(".path li").filter({ hasText: words.released })).toBeVisible();
    await expect(page.getByRole("heading", { name: words.checks })).toBeVisible();
    expect(await page.title()).not.toMatch(/genuine|authentic|正品/i);
    await page.getByRole("link", { name: language === "en" ? "中文" : "English" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", language === "en" ? "zh-CN" : "en");
    await context.close();
  });
}

test("a buyer without scripts types the code, with a mistake, and then right", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto("/scan");
  await page.getByLabel("Type or scan the code instead").fill("not a code");
  await page.getByRole("button", { name: "Look it up" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No record for this code.");
  await page.getByRole("link", { name: "Scan or type again" }).last().click();
  const typed = codeOf("sold")
    .toLowerCase()
    .replace(/(.{4})/g, "$1-");
  await page.getByLabel("Type or scan the code instead").fill(typed);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/v/${codeOf("sold")}`));
  await expect(page.getByText("Custody is unbroken to your seller")).toBeVisible();
  await context.close();
});

test("a buyer of a module that was never released is told to stop", async ({ page }) => {
  await page.goto(`/v/${codeOf("not-released")}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Stop.");
  await expect(page.getByText("This label is not in use yet.")).toBeVisible();
});

test("a buyer of a module of a withdrawn lot reads when it was withdrawn and by whom", async ({ page, request }) => {
  const maker = memberOfKind("maker");
  const lotId = `GONE-${randomUUID().slice(0, 8).toUpperCase()}`;
  await registerLot(request, lotId, ["serialNumber", `${lotId}-1`]);
  const [module] = (await asked(request, maker, "get", `/lots/${lotId}/modules`)).items;
  const url = await labelUrl(request, module);
  await asked(request, maker, "post", `/lots/${lotId}/withdraw`, { reason: "made from the wrong file" });
  await expect(async () => {
    await page.goto(url);
    await expect(page.getByRole("status")).toContainText("This label is not in use yet.");
    await expect(page.getByRole("status")).toContainText(
      new RegExp(`${maker.name} withdrew lot ${lotId} on [\\d-]{10}, before its release\\.`),
    );
    await expect(page.getByText("made from the wrong file")).toHaveCount(0);
  }).toPass();
});

test("a code that nobody registered is not found, and no more is claimed", async ({ page }) => {
  const answer = await page.goto(`/v/${codeOf("unknown")}`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No record for this code.");
  await expect(page.locator("body")).not.toContainText(/counterfeit/i);
});

test("a foreign QR code in a photo is shown as text and not opened", async ({ page }) => {
  const { toBuffer } = await import("qrcode");
  await page.goto("/scan");
  const photo = {
    name: "photo.png",
    mimeType: "image/png",
    buffer: await toBuffer("https://evil.example/login", { scale: 8 }),
  };
  await page.getByLabel("Choose a photo").setInputFiles(photo);
  await expect(page.getByText("Not a TrueLane label")).toBeVisible();
  await expect(page.getByText("https://evil.example/login")).toBeVisible();
  await expect(page).toHaveURL(/\/scan$/);
  await expect(page.locator('a[href*="evil"]')).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const)
  for (const language of ["en", "zh-CN"])
    test(`everybody can read and use the public pages, ${colorScheme}, ${language}`, async ({ browser, baseURL }) => {
      // Sixteen pages are looked through.
      test.slow();
      const context = await browser.newContext({ baseURL, colorScheme, viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      for (const path of [
        "in-stock",
        "in-transit",
        "sold",
        "copied",
        "activated",
        "recalled",
        "scrapped",
        "stolen",
        "voided",
        "replaced",
        "not-released",
        "unknown",
      ]
        .map((story) => `/v/${codeOf(story)}`)
        .concat("/scan", "/A", "/how-sure", "/report")) {
        await page.goto(`${path}?lang=${language}`);
        expect(await barriersOn(page), `${path} ${language}`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      }
      await context.close();
    });

test("a buyer says that the serial number agrees and is led to the EEPROM, or that it does not and reports it", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, locale: "en-GB", viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const code = codeOf("in-stock");
  await page.goto(`/v/${code}`);
  const then = page.getByText("The printed numbers are the same.");
  await expect(then).toBeHidden();
  // Also whoever answers neither finds the way, beside the check that this page cannot run.
  const unasked = page.locator("ul.checks").getByRole("link", { name: "Compare what its EEPROM says" });
  await expect(unasked).toHaveAttribute("href", `${baseURL}/check?lang=en#${code}`);
  await page.getByRole("link", { name: "It agrees" }).click();
  await expect(then).toBeVisible();
  await page.locator("#agrees").getByRole("link", { name: "Compare what its EEPROM says" }).click();
  await expect(page.locator("[data-code]")).toHaveValue(code);
  await page.goto(`/v/${code}`);
  await page.getByRole("link", { name: "It does not agree" }).click();
  await expect(page.getByLabel("What is it about?")).toHaveValue("module");
  await expect(page.locator("#text")).toHaveValue("The serial number on the module is another one than on the page.");
  await context.close();
});
