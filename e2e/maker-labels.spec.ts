import type { Page } from "@playwright/test";
import { asked } from "./fixtures/api.ts";
import { barriersOn } from "./fixtures/barriers.ts";
import { browserLookingAtCodes } from "./fixtures/film.ts";
import { expect, memberOfKind, signIn, test } from "./fixtures/installation.ts";

const MARK = Date.now().toString(36).toUpperCase();
const PRODUCT = `E2E-BAG-${MARK}`;
const LOT = `B-${MARK}`;
const SERIALS = [0, 1, 2].map((at) => `BAG${MARK}${at}`);

/** The codes of the lot, as its label officer downloads them. */
let codes: string[] = [];

/** The key that this story declared; the demo has one of its own. */
async function ownKey(page: Page): Promise<string> {
  const { items } = await (await page.request.get("/api/v1/labels/keys")).json();
  const own = items.find(({ quota }: { quota: number }) => quota === 4);
  return own.kid;
}

test.describe
  .serial("a maker's label officer", () => {
    test("declares a key that signs labels, and sees how many it has signed", async ({ as }) => {
      const page = await as(memberOfKind("maker").users[0]!);
      await page.goto("/settings/label-keys");
      await page.getByLabel("Last day").fill("2030-12-31");
      await page.getByLabel("Labels that it may sign").fill("4");
      await page.getByRole("button", { name: "Declare the key" }).click();
      await expect(page.getByText(/It is entry \d+ of the ledger/)).toBeVisible();
      await page.reload();
      await expect(page.getByText("0 of 4")).toBeVisible();
    });

    test("imports a lot with bag labels under that key", async ({ request, as }) => {
      const maker = memberOfKind("maker");
      await asked(request, maker, "post", "/products", {
        partNumber: PRODUCT,
        vendorName: "LUMEN OPTICS",
        formFactor: "SFP+",
        media: "10GBASE-LR",
      });
      const page = await as(maker.users[0]!);
      await page.goto("/lots/new");
      await page.getByLabel("Product", { exact: true }).selectOption({ label: `${PRODUCT} · LUMEN OPTICS` });
      await page.getByLabel("Lot number").fill(LOT);
      await page.getByLabel("Made on").fill("2026-07-04");
      await page.getByLabel("Bag labels").selectOption(await ownKey(page));
      await page.getByRole("button", { name: "Go on to the file" }).click();
      const text = ["serialNumber", ...SERIALS].join("\r\n");
      await page
        .getByLabel("File of the lot")
        .setInputFiles({ name: "bags.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
      await page.getByRole("button", { name: "Register 3 modules" }).click();
      await expect(page.getByText("3 modules are registered.")).toBeVisible({ timeout: 30_000 });
    });

    test("withdraws a work order that was a mistake, and the lot has none", async ({ as }) => {
      const page = await as(memberOfKind("maker").users[0]!);
      const press = async (name: string) => {
        await page.goto(`/lots/${LOT}/labels`);
        await page.getByRole("button", { name }).click();
        await page.getByRole("dialog").getByRole("button", { name }).click();
      };
      await press("Open a work order");
      await expect(page.getByText("3 labels, open")).toBeVisible();
      await press("Withdraw the work order");
      await expect(page.getByText("3 labels, open")).toBeHidden();
      await page.goto(`/lots/${LOT}/labels`);
      await expect(page.getByRole("button", { name: "Open a work order" })).toBeVisible();
    });

    test("opens a work order and prints: body labels within it, bag labels once", async ({ as }) => {
      const page = await as(memberOfKind("maker").users[0]!);
      await page.goto(`/lots/${LOT}/labels`);
      await page.getByRole("button", { name: "Open a work order" }).click();
      await page.getByRole("dialog").getByLabel("Labels to print at most").fill("4");
      await page.getByRole("dialog").getByRole("button", { name: "Open a work order" }).click();
      await expect(page.getByText("4 labels, open")).toBeVisible();
      await expect(page.getByText("nothing printed yet")).toBeVisible();
      await expect(page.getByText(/counts as printed the moment it is downloaded.*: 3 labels each time/)).toBeVisible();
      const file = (query: string) => page.request.get(`/api/v1/lots/${LOT}/labels.csv?${query}`);
      const body = await file("label=body");
      codes = [...(await body.text()).matchAll(/\/V\/([0-9A-Z]{26})/g)].map(([, code]) => code ?? "");
      expect(codes).toHaveLength(3);
      expect(await (await file("label=body")).json()).toMatchObject({ code: "label-quota-exceeded" });
      const bags = await file("label=bag");
      expect((await bags.text()).match(/\/A#[0-9A-Z]{26}/g)).toHaveLength(3);
      await expect
        .poll(async () => (await (await file("label=bag")).json().catch(() => ({}))).code)
        .toBe("secrets-gone");
      await page.goto(`/lots/${LOT}/labels?label=bag`);
      await expect(page.getByText("The bag labels of this lot were handed out, once")).toBeVisible();
      await expect(page.getByRole("link", { name: "Download PDF" })).toHaveCount(0);
      await page.goto(`/lots/${LOT}/labels`);
      await expect(page.getByRole("link", { name: "Download PDF" })).toBeVisible();
    });

    test("follows a link to labels that the work order has no room for: a page says why, and leads back", async ({
      context,
      page,
      baseURL,
    }) => {
      // Not by `as`: a browser reports every refused address as an error of its own.
      await signIn(context, memberOfKind("maker").users[0]!, baseURL ?? "");
      const speak = (value: string) => context.addCookies([{ name: "truelane-language", value, url: page.url() }]);
      await page.goto(`/lots/${LOT}/labels`);
      await page.getByRole("link", { name: "Download PDF" }).click();
      const title = page.getByRole("heading", { level: 1 });
      await expect(title).toHaveText("This was not handed out");
      await expect(page.getByText("has 4 labels, and 3 are printed. 3 more do not fit: print fewer")).toBeVisible();
      expect(await barriersOn(page)).toEqual([]);
      await speak("zh-CN");
      await page.reload();
      await expect(title).toHaveText("未能提供此内容");
      await expect(page.getByText("此批次工单剩余的标签不够。")).toBeVisible();
      await page.getByRole("link", { name: "返回" }).click();
      await expect(page).toHaveURL(new RegExp(`/lots/${LOT}/labels$`));
    });

    test("is told before release that a misprint is spoiled paper, and that a label is replaced after it", async ({
      as,
    }) => {
      const page = await as(memberOfKind("maker").users[0]!);
      const found = await (await page.request.get(`/api/v1/modules?search=${SERIALS[2]}`)).json();
      await page.goto(`/modules/${found.items[0].labelId}`);
      await expect(page.getByText("until then a label cannot be replaced")).toBeVisible();
      await expect(page.getByRole("button", { name: "Replace the label" })).toBeHidden();
      await page.getByRole("link", { name: "Labels of the lot" }).click();
      await expect(page.getByText("3 still to apply or void")).toBeVisible();
    });

    test("scans them back, replaces a spoiled one, and declares the lot labelled", async ({ as, request }) => {
      const page = await as(memberOfKind("maker").users[0]!);
      await asked(request, memberOfKind("maker"), "post", `/lots/${LOT}/release`, {});
      await page.goto(`/lots/${LOT}/labels/check`);
      const scan = async (text: string, answer: string) => {
        await page.getByLabel("Label", { exact: true }).fill(text);
        await page.getByRole("button", { name: "Check" }).click();
        await expect(page.getByText(answer, { exact: true })).toBeVisible();
      };
      await scan(codes[0]!, "Good");
      await scan(codes[0]!, "Scanned before");
      await scan("HTTPS://OTHER.EXAMPLE/P/1", "No label of yours");
      await scan(codes[1]!, "Good");
      await expect(page.getByText("2 of 3 applied")).toBeVisible();
      const found = await (await page.request.get(`/api/v1/modules?search=${SERIALS[2]}`)).json();
      await page.goto(`/modules/${found.items[0].labelId}`);
      await page.getByRole("button", { name: "Replace the label" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Replace the label" }).click();
      await expect(page.getByText(/It is entry \d+ of the ledger/)).toBeVisible();
      // Told, but not fetched ahead: a label counts as printed when somebody asks for its file.
      await expect(page.getByRole("status").getByRole("link", { name: "New body label" })).toBeVisible();
      await page.waitForLoadState("networkidle");
      const fresh = await page.request.get(
        `/api/v1/labels/replacements/${found.items[0].labelId}/file?format=csv&label=body`,
      );
      const [, code = ""] = /\/V\/([0-9A-Z]{26})/.exec(await fresh.text()) ?? [];
      await page.goto(`/lots/${LOT}/labels/check`);
      await scan(codes[2]!, "This label is void");
      await scan(code, "Good");
      await page.goto(`/lots/${LOT}/labels`);
      await expect(page.getByText("balanced", { exact: true })).toBeVisible();
      await page.getByRole("button", { name: "Declare the lot labelled" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Declare the lot labelled" }).click();
      await expect(page.getByText("No codes to print any more")).toBeVisible();
    });

    test("scans labels back with a camera, each once while it is in view", async ({ baseURL, launchOptions }) => {
      const labels = codes.slice(0, 2).map((code) => `${baseURL}/v/${code}`.toUpperCase());
      const { browser, close } = await browserLookingAtCodes(labels, launchOptions);
      try {
        const context = await browser.newContext({ baseURL, locale: "en-GB", viewport: { width: 390, height: 844 } });
        await signIn(context, memberOfKind("maker").users[0]!, baseURL ?? "");
        const page = await context.newPage();
        await page.goto(`/lots/${LOT}/labels/check`);
        const sent: string[] = [];
        page.on("request", (request) => void (request.method() === "POST" && sent.push(request.url())));
        await page.getByRole("button", { name: "Use the camera" }).click();
        await expect(page.getByText("Hold the camera over one label after the other.")).toBeVisible();
        await expect(page.getByText("Scanned before", { exact: true })).toBeVisible();
        await page.waitForTimeout(3_000);
        expect(sent).toHaveLength(2);
        await page.getByRole("button", { name: "Stop the camera" }).click();
        expect(await page.evaluate(() => document.querySelector("video")?.srcObject)).toBeNull();
      } finally {
        await close();
      }
    });

    test("has a camera that stays off when its page was left while the permission was awaited, and one reader for all its films", async ({
      as,
    }) => {
      type Seen = { tracks: MediaStreamTrack[]; readers: number; allow?: (() => void) | undefined };
      type Window = { seen: Seen };
      const page = await as(memberOfKind("maker").users[0]!);
      await page.addInitScript(() => {
        const seen: Seen = { tracks: [], readers: 0 };
        Object.assign(window, {
          seen,
          Worker: class extends Worker {
            constructor(file: string) {
              super(file);
              seen.readers++;
            }
          },
        });
        navigator.mediaDevices.getUserMedia = async () => {
          await new Promise<void>((allow) => Object.assign(seen, { allow }));
          seen.allow = undefined;
          const canvas = document.createElement("canvas");
          const stream = canvas.captureStream();
          setInterval(() => canvas.getContext("2d")?.fillRect(0, 0, 300, 150), 50);
          seen.tracks.push(...stream.getTracks());
          return stream;
        };
      });
      const allow = () => page.evaluate(() => (window as unknown as Window).seen.allow?.());
      const tracks = () =>
        page.evaluate(() => (window as unknown as Window).seen.tracks.map((each) => each.readyState));
      await page.goto(`/lots/${LOT}/labels/check`);
      const start = page.getByRole("button", { name: "Use the camera" });
      const ask = async () => {
        await start.click();
        await page.waitForFunction(() => (window as unknown as Window).seen.allow !== undefined);
      };
      for (let films = 0; films < 2; films++) {
        await ask();
        await allow();
        await page.getByRole("button", { name: "Stop the camera" }).click();
      }
      expect(await page.evaluate(() => (window as unknown as Window).seen.readers)).toBe(1);
      await ask();
      await page.evaluate(() => {
        Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
        Object.defineProperty(document, "hidden", { value: false });
      });
      await expect(start).toBeEnabled();
      await allow();
      await expect.poll(tracks).toEqual(["ended", "ended", "ended"]);
      await ask();
      await page.getByRole("link", { name: "Look up", exact: true }).first().click();
      await expect(start).toBeHidden();
      await allow();
      await expect.poll(tracks).toEqual(["ended", "ended", "ended", "ended"]);
    });

    test("is told by every later scan of the old label that it is void", async ({ page }) => {
      await page.goto(`/v/${codes[2]}`);
      await expect(page.getByText(/voided or replaced/).first()).toBeVisible();
    });
  });
