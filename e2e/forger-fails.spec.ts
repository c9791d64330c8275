import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { parseCode } from "../lib/domain/label/code.ts";
import { modelOf, payloadBytes, payloadMessage, payloadText } from "../lib/domain/label/payload.ts";
import { expectOk } from "../lib/domain/result.ts";
import { codeOf, covered, demo, expect, test } from "./fixtures/installation.ts";

/** Counterfeiters with a camera, a printer and a key of their own. */

test("a forger signs a real code with a key of his own: V1, and nothing about the module", async ({
  page,
  request,
}) => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const spki = publicKey.export({ type: "spki", format: "der" });
  const signed = payloadBytes({
    kid: createHash("sha256").update(spki).digest("hex").slice(0, 16),
    model: modelOf("FTLX8571D3BCL"),
    code: expectOk(parseCode(codeOf("in-stock"))),
    issuedOn: "2026-04-12",
  });
  const label = payloadText({ signed, signature: sign(null, payloadMessage(signed), privateKey) });
  for (const [language, words] of [
    ["en", "This label was not issued by the manufacturer it names."],
    ["zh-CN", "标签签名无效：并非由所标称的制造商签发。"],
  ]) {
    await page.goto(`/V/${label}?lang=${language}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words ?? "");
    await expect(page.locator(".verdict")).toHaveClass(/stop/);
    await expect(page.locator(".serial")).toHaveCount(0);
  }
  const answer = await request.get(`/v/${label}`, { headers: { accept: "application/json" } });
  expect(await answer.json()).toMatchObject({
    verdict: { code: "V1", name: "BAD_SIGNATURE" },
    module: null,
    history: [],
  });
});

test("a forger reprints the label of a sold module: the page never says more than that a code can be copied", async ({
  page,
}) => {
  await page.goto(`/v/${codeOf("sold")}`);
  await expect(page.locator(".verdict")).toHaveClass(/record/);
  await expect(page.locator(".verdict")).toContainText("A code can be copied");
  await expect(page.getByText("Does anything differ? Do not install it")).toBeVisible();
  await page.getByText("How sure can this be?").click();
  await page.getByRole("link", { name: "Read on: what each answer can tell and cannot" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("How sure can this be?");
});

test("a forger copies the covered code as well: his buyer comes second", async ({ page }) => {
  await page.goto(`/A#${covered("activated").secret}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Activated before:");
  await expect(page.locator(".verdict")).toHaveClass(/doubt/);
});

test("a forger uses the label of a destroyed, recalled or stolen module: stop, in both languages", async ({ page }) => {
  for (const [story, en, chinese] of [
    ["scrapped", "must not be sold as new", "不得作为新品销售"],
    ["recalled", "Stop. This unit is recalled", "此模块已被召回"],
    ["stolen", "Stop. This unit was reported stolen", "此模块已报失窃"],
  ] as const)
    for (const [language, words] of [
      ["en", en],
      ["zh-CN", chinese],
    ] as const) {
      await page.goto(`/v/${codeOf(story)}?lang=${language}`);
      await expect(page.locator(".verdict")).toHaveClass(/stop/);
      await expect(page.locator(".verdict")).toHaveText(new RegExp(words.replaceAll(" ", "\\s+")));
      await expect(page.locator(".path li").first()).toBeVisible();
      // Whoever has what was destroyed or stolen is not its holder of record.
      const [now, last] = language === "en" ? ["Held by", "Last held by"] : ["现持有方", "最后持有方"];
      await expect(page.locator("dt").getByText(story === "recalled" ? now : last, { exact: true })).toBeVisible();
      await expect(page.locator("dt").getByText(story === "recalled" ? last : now, { exact: true })).toHaveCount(0);
    }
});

test("a forger takes a voided or a replaced label from the waste: do not trust it", async ({ page, request }) => {
  for (const story of ["voided", "replaced"]) {
    await page.goto(`/v/${codeOf(story)}`);
    await expect(page.locator(".verdict")).toHaveClass(/stop/);
    await expect(page.locator(".verdict")).toContainText(
      /This label was voided or replaced \(\d{4}-\d\d-\d\d\); do not trust it/,
    );
  }
  const answer = await request.get(`/v/${codeOf("replaced")}`, { headers: { accept: "application/json" } });
  expect(await answer.json()).toMatchObject({
    verdict: { code: "V7", name: "LABEL_VOID" },
    replacedBy: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  // The covered code of a replaced label activates nothing.
  await page.goto(`/A#${covered("replaced").secret}`);
  await expect(page.locator(".verdict")).toHaveClass(/stop/);
  await expect(page.getByRole("button", { name: "Activate this module" })).toBeHidden();
});

test("no page that a forged label can lead to calls a module genuine", async ({ page }) => {
  for (const { code } of demo().labels)
    for (const language of ["en", "zh-CN"]) {
      await page.goto(`/v/${code}?lang=${language}`);
      expect(await page.title()).not.toMatch(/genuine|authentic|正品/i);
      await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(/genuine|authentic|正品/i);
    }
});
