import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import qrcode from "qrcode";
import { browserLookingAtCodes } from "./fixtures/film.ts";
import { demo, expect, test } from "./fixtures/installation.ts";

/** The scanner before the answer: every way in, and every way in which it can fail (ux.md sections 3 and 6). */

const codeOf = (story: string) => {
  const label = demo().labels.find((each) => each.story === story);
  if (!label) throw new Error(`the demo has no label ${story}`);
  return label.code;
};
const labelOf = (story: string, baseURL = "") => `${baseURL}/v/${codeOf(story)}`.toUpperCase();
const PHONE = { viewport: { width: 390, height: 844 } };
const USE_CAMERA = "Use the camera";

/** A camera that answers as the browser is told, before any script of the page runs. */
async function withCamera(page: Page, failure: string): Promise<void> {
  await page.addInitScript((name) => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", name));
  }, failure);
}

const photoOf = async (text: string, name = "photo.png") => ({
  name,
  mimeType: "image/png",
  buffer: await qrcode.toBuffer(text, { scale: 8 }),
});

test("a label in view is answered within 300 ms of the first usable picture", async ({ baseURL, launchOptions }) => {
  const { browser, close } = await browserLookingAtCodes([labelOf("in-stock", baseURL)], launchOptions);
  try {
    const page = await browser.newPage({ baseURL, ...PHONE });
    const marks = new Map<string, number>();
    await page.exposeFunction("reportMark", (name: string, at: number) => void marks.set(name, at));
    await page.addInitScript(() => {
      const report = (window as unknown as { reportMark(name: string, at: number): void }).reportMark;
      new PerformanceObserver((list) => {
        for (const { name, startTime } of list.getEntries()) report(name, startTime);
      }).observe({ type: "mark" });
    });
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      marks.clear();
      await page.goto("/scan");
      await page.getByRole("button", { name: USE_CAMERA }).click();
      await page.waitForURL(`**/v/${codeOf("in-stock")}`);
      times.push((marks.get("answered") ?? Number.NaN) - (marks.get("first-picture") ?? Number.NaN));
    }
    console.log(`first usable picture to answer, ms: ${times.map((time) => time.toFixed(0)).join(" ")}`);
    // The best of five: what another story on the same processors takes in between is not the scanner's time.
    const [best = Number.NaN] = [...times].sort((one, other) => one - other);
    expect(best).toBeGreaterThan(0);
    expect(best).toBeLessThanOrEqual(300);
  } finally {
    await close();
  }
});

test("at most 20 KB travel before the first picture is read, where the browser has a reader of its own", async ({
  page,
}) => {
  const bodies: Promise<Buffer>[] = [];
  page.on("response", (response) => void bodies.push(response.body().catch(() => Buffer.alloc(0))));
  await page.addInitScript(() => {
    const reader = class {
      static getSupportedFormats = async () => ["qr_code"];
      // It looks for as long as the test looks: what our own reader brings comes after the first attempt.
      detect = () => {
        document.documentElement.dataset.attempted = "yes";
        return new Promise(() => undefined);
      };
    };
    Object.assign(window, { BarcodeDetector: reader });
  });
  await page.goto("/scan");
  await page.getByLabel("Choose a photo").setInputFiles(await photoOf("x"));
  await expect(page.locator("html[data-attempted]")).toBeAttached();
  const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
  console.log(`before the first attempt: ${bytes} bytes compressed`);
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThanOrEqual(20_480);
});

test("several labels in one view are listed, each with what it is, and none opens by itself", async ({
  baseURL,
  launchOptions,
}) => {
  const texts = [labelOf("in-stock", baseURL), labelOf("sold", baseURL), "https://evil.example/login"];
  const { browser, close } = await browserLookingAtCodes(texts, launchOptions);
  try {
    const page = await browser.newPage({ baseURL, ...PHONE, locale: "en-GB" });
    await page.goto("/scan");
    await page.getByRole("button", { name: USE_CAMERA }).click();
    const list = page.getByRole("listitem");
    await expect(list).toHaveCount(3);
    await expect(list.filter({ hasText: "Label" }).getByRole("link")).toHaveCount(2);
    await expect(list.filter({ hasText: "Not TrueLane, not opened" }).getByRole("link")).toHaveCount(0);
    await expect(page).toHaveURL(/\/scan$/);
    await page.getByRole("link", { name: codeOf("sold").replace(/.{4}(?=.)/g, "$& ") }).click();
    await page.waitForURL(`**/v/${codeOf("sold")}`);
  } finally {
    await close();
  }
});

test("a browser that blocks WebAssembly reads all the same, more slowly", async ({ baseURL, launchOptions }) => {
  const { browser, close } = await browserLookingAtCodes([labelOf("in-stock", baseURL)], launchOptions);
  try {
    const page = await browser.newPage({ baseURL, ...PHONE });
    const files: string[] = [];
    page.on("request", (request) => void files.push(new URL(request.url()).pathname));
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto("/scan");
    await page.getByRole("button", { name: USE_CAMERA }).click();
    await page.waitForURL(`**/v/${codeOf("in-stock")}`);
    expect(files).toContain("/scan/plain-worker.js");
  } finally {
    await close();
  }
});

test("light, zoom and another camera are offered where the device has them, and not else", async ({
  baseURL,
  launchOptions,
}) => {
  const { browser, close } = await browserLookingAtCodes([], launchOptions);
  try {
    const page = await browser.newPage({ baseURL, ...PHONE, locale: "en-GB" });
    await page.goto("/scan");
    await page.getByRole("button", { name: USE_CAMERA }).click();
    await expect(page.getByRole("button", { name: "Stop the camera" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Light" })).toBeHidden();
    await expect(page.getByLabel("Zoom")).toBeHidden();
    await page.addInitScript(() => {
      const asked: unknown[] = [];
      Object.assign(window, { asked });
      MediaStreamTrack.prototype.getCapabilities = () =>
        ({ torch: true, zoom: { min: 1, max: 5, step: 0.5 } }) as object;
      MediaStreamTrack.prototype.applyConstraints = async (wish) => void asked.push(wish?.advanced?.[0]);
      const one = { kind: "videoinput", deviceId: "a", label: "Back" };
      const other = { kind: "videoinput", deviceId: "b", label: "Front" };
      navigator.mediaDevices.enumerateDevices = async () => [one, other] as MediaDeviceInfo[];
    });
    await page.reload();
    await page.getByRole("button", { name: USE_CAMERA }).click();
    await page.getByRole("button", { name: "Light" }).click();
    await expect(page.getByRole("button", { name: "Light" })).toHaveAttribute("aria-pressed", "true");
    await page.getByLabel("Zoom").fill("2.5");
    const asked = await page.evaluate(() => (window as unknown as { asked: object[] }).asked);
    expect(asked).toEqual([{ torch: true }, { zoom: 2.5 }]);
    await expect(page.locator("[data-cameras] option")).toHaveText(["Back", "Front"]);
  } finally {
    await close();
  }
});

test("somebody else's code before the camera is refused while the film runs on", async ({ baseURL, launchOptions }) => {
  const { browser, close } = await browserLookingAtCodes(["javascript:alert(document.domain)"], launchOptions);
  try {
    const page = await browser.newPage({ baseURL, ...PHONE, locale: "en-GB" });
    page.on("dialog", () => expect("a dialog").toBe("never"));
    await page.goto("/scan");
    await page.getByRole("button", { name: USE_CAMERA }).click();
    await expect(page.getByText("a link that would run a program")).toBeVisible();
    await expect(page.getByRole("button", { name: "Stop the camera" })).toBeVisible();
    await expect(page.locator('a[href^="javascript"]')).toHaveCount(0);
  } finally {
    await close();
  }
});

for (const [failure, english, chinese] of [
  ["NotAllowedError", "The camera was refused.", "摄像头权限被拒绝"],
  ["NotFoundError", "This device has no camera.", "此设备没有摄像头"],
  ["NotReadableError", "Another program uses the camera.", "其他程序正在使用摄像头"],
  ["OverconstrainedError", "This camera cannot do what was asked.", "此摄像头不支持所需设置"],
  ["TypeError", "The camera could not be started.", "无法启动摄像头"],
] as const)
  test(`a camera that fails with ${failure} says so and leaves other ways`, async ({ page }) => {
    await withCamera(page, failure);
    for (const [language, words] of [
      ["en", english],
      ["zh-CN", chinese],
    ] as const) {
      await page.goto(`/scan?lang=${language}`);
      await page.locator("[data-start]").click();
      await expect(page.getByRole("status")).toContainText(words);
      for (const way of await page.locator("[data-photo], #code").all()) await expect(way).toBeVisible();
      await expect(page.locator("[data-start]")).toBeVisible();
    }
    if (failure === "NotAllowedError") await expect(page.locator("[data-way]")).not.toBeEmpty();
  });

test("a browser inside another app that has no camera says how to get out of it", async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    baseURL,
    userAgent: "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0",
  });
  const page = await context.newPage();
  await page.addInitScript(() => Object.defineProperty(navigator, "mediaDevices", { value: undefined }));
  await page.goto("/scan?lang=zh-CN");
  await page.locator("[data-start]").click();
  await expect(page.getByRole("status")).toContainText("在手机浏览器中打开此页");
  await context.close();
});

test("a camera is let go when nobody looks", async ({ baseURL, launchOptions }) => {
  const { browser, close } = await browserLookingAtCodes(["nothing of ours"], launchOptions);
  try {
    const page = await browser.newPage({ baseURL, ...PHONE, locale: "en-GB" });
    await page.goto("/scan");
    await page.getByRole("button", { name: USE_CAMERA }).click();
    await expect(page.getByText("This code was not opened.")).toBeVisible();
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await expect(page.getByText("let go while this page was in the background")).toBeVisible();
    expect(await page.evaluate(() => document.querySelector("video")?.srcObject)).toBeNull();
  } finally {
    await close();
  }
});

test("a camera that is allowed after its page went to the background is let go at once", async ({
  baseURL,
  launchOptions,
}) => {
  const { browser, close } = await browserLookingAtCodes(["nothing of ours"], launchOptions);
  try {
    const page = await browser.newPage({ baseURL, ...PHONE, locale: "en-GB" });
    await page.addInitScript(() => {
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      const films: MediaStream[] = [];
      navigator.mediaDevices.getUserMedia = async (wish) => {
        await new Promise((allow) => Object.assign(window, { allow }));
        const film = await ask(wish);
        films.push(film);
        return film;
      };
      Object.assign(window, { films });
    });
    await page.goto("/scan");
    await page.getByRole("button", { name: USE_CAMERA }).click();
    await page.waitForFunction(() => "allow" in window);
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await expect(page.getByText("let go while this page was in the background")).toBeVisible();
    await page.evaluate(() => (window as unknown as { allow(): void }).allow());
    await page.waitForFunction(() => {
      const [film] = (window as unknown as { films: MediaStream[] }).films;
      return film?.getTracks().every((track) => track.readyState === "ended");
    });
  } finally {
    await close();
  }
});

test("two labels in one photo are listed, one beside a foreign code is opened", async ({ page, baseURL }) => {
  const pictures = await Promise.all(["in-stock", "sold"].map((story) => qrcode.toDataURL(labelOf(story, baseURL))));
  const foreign = await qrcode.toDataURL("https://evil.example/");
  await page.goto("/scan");
  const beside = (one: string, other: string) =>
    page.evaluate(
      async (urls) => {
        const images = await Promise.all(
          urls.map(async (src) => {
            const image = Object.assign(new Image(), { src });
            await image.decode();
            return image;
          }),
        );
        const canvas = Object.assign(document.createElement("canvas"), { width: 800, height: 400 });
        const context = canvas.getContext("2d");
        for (const [at, image] of images.entries()) context?.drawImage(image, at * 400, 0, 360, 360);
        return canvas.toDataURL("image/jpeg").split(",")[1] ?? "";
      },
      [one, other],
    );
  const jpeg = (base64: string) => ({ name: "p.jpg", mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") });
  const [first = "", second = ""] = pictures;
  await page.getByLabel("Choose a photo").setInputFiles(jpeg(await beside(first, second)));
  await expect(page.getByRole("listitem")).toHaveCount(2);
  await page.getByLabel("Choose a photo").setInputFiles(jpeg(await beside(foreign, first)));
  await page.waitForURL(`**/v/${codeOf("in-stock")}`);
});

test("files that are no photos are named and refused; a large one is read", async ({ page, baseURL }) => {
  await page.goto("/scan?lang=en");
  const choose = page.getByLabel("Choose a photo");
  const file = (name: string, bytes: Buffer) => choose.setInputFiles({ name, mimeType: "image/jpeg", buffer: bytes });
  await file("IMG_1.HEIC", Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(2_000)]));
  await expect(page.getByRole("status")).toContainText("HEIC");
  await file("x.jpg", Buffer.from("%PDF-1.7 not a picture"));
  await expect(page.getByRole("status")).toContainText("not a picture");
  await file("cut.jpg", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]));
  await expect(page.getByRole("status")).toContainText("not a picture");
  const gif = Buffer.from(
    "R0lGODlhAQABAIAAAP///wAAACH5BAAKAAAALAAAAAABAAEAAAICRAEAIfkEAAoAAAAsAAAAAAEAAQAAAgJMAQA7",
    "base64",
  );
  await file("moving.gif", gif);
  await expect(page.getByRole("status")).toContainText("only the first picture");
  // 12 megapixels of noise around a label: more than 10 MB as a file.
  const large = await page.evaluate(
    async (src) => {
      const label = Object.assign(new Image(), { src });
      await label.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: 4000, height: 3000 });
      const context = canvas.getContext("2d");
      if (!context) return "";
      const noise = context.createImageData(4000, 3000);
      for (let at = 0; at < noise.data.length; at++) noise.data[at] = at % 4 === 3 ? 255 : 160 + Math.random() * 95;
      context.putImageData(noise, 0, 0);
      context.drawImage(label, 1600, 1100, 800, 800);
      return canvas.toDataURL("image/png").split(",")[1] ?? "";
    },
    await qrcode.toDataURL(labelOf("in-stock", baseURL), { scale: 8 }),
  );
  const bytes = Buffer.from(large, "base64");
  expect(bytes.length).toBeGreaterThan(10_000_000);
  await choose.setInputFiles({ name: "large.png", mimeType: "image/png", buffer: bytes });
  await page.waitForURL(`**/v/${codeOf("in-stock")}*`, { timeout: 30_000 });
});

test("typing names the character that is wrong while it is typed", async ({ page }) => {
  await page.goto("/scan?lang=en");
  const field = page.getByLabel("Type or scan the code instead");
  await field.pressSequentially("7mou");
  await expect(page.getByText("The U at place 4 is in no code.")).toBeVisible();
  await expect(page.locator("[data-read-as]")).toHaveText("Read as 7M0U, characters: 4");
  await field.fill(codeOf("sold").toLowerCase());
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/v/${codeOf("sold")}*`);
});

test("a hand scanner is heard anywhere on the page, also behind an input method and another layout", async ({
  page,
  baseURL,
}) => {
  /** Keys as a scanner on the US layout strikes them, and as the computer understands them. */
  const strike = (text: string, understood: "as-is" | "input-method" | "other-layout") =>
    page.evaluate(
      ([letters, how]) => {
        const signs: Record<string, [string, boolean]> = {
          ":": ["Semicolon", true],
          "/": ["Slash", false],
          ".": ["Period", false],
        };
        const send = (key: string, code: string, shiftKey: boolean) => {
          const shown = how === "input-method" ? "Process" : how === "other-layout" && /[:/0-9]/.test(key) ? "é" : key;
          const target = document.activeElement ?? document.body;
          const init = {
            key: shown,
            code,
            shiftKey,
            bubbles: true,
            cancelable: true,
            isComposing: how === "input-method",
          };
          target.dispatchEvent(new KeyboardEvent("keydown", init));
        };
        for (const letter of letters) {
          const [code, shift] = /[a-z]/i.test(letter)
            ? [`Key${letter.toUpperCase()}`, letter !== letter.toLowerCase()]
            : (signs[letter] ?? [`Digit${letter}`, false]);
          send(letter, code as string, shift as boolean);
        }
        send("Enter", "Enter", false);
      },
      [text, understood] as const,
    );
  for (const how of ["as-is", "input-method", "other-layout"] as const) {
    await page.goto("/scan?lang=en");
    if (how === "input-method") await page.locator("#code").focus();
    await strike(labelOf("in-stock", baseURL), how);
    await page.waitForURL(`**/v/${codeOf("in-stock")}*`);
  }
  await page.goto("/scan?lang=zh-CN");
  await strike("SOMETHING ELSE".replace(" ", ""), "input-method");
  await expect(page.getByRole("status")).toContainText("请切换英文输入法");
});
