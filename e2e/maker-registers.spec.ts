import { fetched } from "./fixtures/confirmation.ts";
import { expect, memberOfKind, test } from "./fixtures/installation.ts";

const PRODUCT = `E2E-SR-${Date.now().toString(36).toUpperCase()}`;
const LOT = `L-${PRODUCT}`;

function lotFile(rows: readonly string[]) {
  const text = ["serialNumber,dateCode", ...rows].join("\r\n");
  return { name: "final-test.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
}

test.describe
  .serial("a maker", () => {
    test("declares a product and is told where it stands on the ledger", async ({ as }) => {
      const page = await as(memberOfKind("maker").users[0]!);
      await page.goto("/products/new");
      await page.getByLabel("Part number").fill(PRODUCT);
      await page.getByLabel("Form factor").selectOption("SFP+");
      await page.getByLabel("Media").fill("10GBASE-SR");
      await page.getByRole("button", { name: "Declare" }).dblclick();
      await expect(page.getByText(/It is entry \d+ of the ledger/)).toBeVisible();
      await page.goto("/products");
      await expect(page.getByText(PRODUCT)).toHaveCount(1);
    });

    test("sees which rows are wrong before anything is sent", async ({ as }) => {
      const page = await as(memberOfKind("maker").users[0]!);
      await page.goto("/lots/new");
      await page.getByLabel("Product", { exact: true }).selectOption({ label: `${PRODUCT} · LUMEN OPTICS` });
      await page.getByLabel("Lot number").fill(LOT);
      await page.getByLabel("Made on").fill("2026-07-04");
      await page.getByRole("button", { name: "Go on to the file" }).click();
      await page
        .getByLabel("File of the lot")
        .setInputFiles(lotFile(["E2E0001,260704", "E2E0001,260704", "1.2E+14,260704"]));
      await expect(page.getByText("1 row is right, 2 need correcting.")).toBeVisible();
      await expect(
        page.getByRole("cell", { name: "duplicate" }).or(page.getByText(/stands in row 2 already/)),
      ).toBeVisible();
      await expect(page.getByRole("button", { name: /^Register/ })).toBeDisabled();

      await page.context().addCookies([{ name: "truelane-language", value: "zh-CN", url: page.url() }]);
      await page.reload();
      const nameless = { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("colour,size\r\nred,1") };
      await page.locator("input[type=file]").setInputFiles(nameless);
      await expect(page.getByText("表头缺少序列号列（serialNumber、serial_number、序列号）。")).toBeVisible();
    });

    test("registers the corrected lot and follows it to the ledger", async ({ as }) => {
      const page = await as(memberOfKind("maker").users[0]!);
      await page.goto("/lots/new");
      await page.getByLabel("Product", { exact: true }).selectOption({ label: `${PRODUCT} · LUMEN OPTICS` });
      await page.getByLabel("Lot number").fill(LOT);
      await page.getByLabel("Made on").fill("2026-07-04");
      await page.getByRole("button", { name: "Go on to the file" }).click();
      const rows = Array.from({ length: 12 }, (_, at) => `E2E${String(at).padStart(4, "0")},260704`);
      const step = page.getByRole("list", { name: "Steps" }).locator("[aria-current=step]");
      await expect(step).toHaveText("File");
      await page.getByLabel("File of the lot").setInputFiles(lotFile(rows));
      await expect(step).toHaveText("Confirm");
      await page.getByRole("button", { name: "Register 12 modules" }).click();
      await expect(page.getByText("12 modules are registered.")).toBeVisible({ timeout: 30_000 });
      await page.getByRole("link", { name: "Open the lot" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText(LOT);
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Registered");
    });

    test("is told before sending which serial numbers another lot has, and how many modules are left", async ({
      as,
    }) => {
      const page = await as(memberOfKind("maker").users[0]!);
      const next = `${LOT}-2`;
      await page.goto("/lots/new");
      await page.getByLabel("Product", { exact: true }).selectOption({ label: `${PRODUCT} · LUMEN OPTICS` });
      await page.getByLabel("Lot number").fill(next);
      await page.getByLabel("Made on").fill("2026-07-05");
      await page.getByRole("button", { name: "Go on to the file" }).click();
      await page.getByRole("link", { name: "Change" }).click();
      await expect(page.getByLabel("Product", { exact: true }).locator("option:checked")).toContainText(PRODUCT);
      await page.getByRole("button", { name: "Go on to the file" }).click();

      await page.getByLabel("File of the lot").setInputFiles(lotFile(["E2E0003,260704", "E2E0100,260704"]));
      const row = page.getByRole("row").filter({ hasText: `E2E0003 is in lot ${LOT} of this product already` });
      await expect(row.getByRole("cell").first()).toHaveText("2");
      await expect(page.getByText("1 row is wrong, so nothing can be registered yet.")).toBeVisible();
      await page.getByLabel("Leave out wrong rows").check();
      await expect(page.getByText(/^1 module will be registered/)).toContainText(`as lot ${next}`);
      await expect(page.getByRole("button", { name: "Register 1 module" })).toBeEnabled();
    });

    test("comes back from a refused file to what was typed, and reads no word of a program", async ({
      as,
      baseURL,
    }) => {
      const page = await as(memberOfKind("maker").users[0]!);
      const next = `${LOT}-3`;
      const sent = await page.request.post("/api/v1/lots", {
        headers: { "idempotency-key": crypto.randomUUID(), origin: baseURL ?? "" },
        multipart: {
          lot: JSON.stringify({ lotId: next, partNumber: PRODUCT, madeOn: "2026-07-06", secrets: true }),
          modules: lotFile(["E2E0003,260704", "E2E0100,260704"]),
        },
      });
      const { id } = (await sent.json()) as { id: string };
      await page.goto(`/jobs/${id}`);
      await expect(page.getByText("Of 2 rows in the file, 1 has a problem, so nothing was registered.")).toBeVisible();
      await expect(page.getByText("onError")).toHaveCount(0);
      await page.getByRole("link", { name: "Correct and send again" }).click();
      await expect(page.getByText(next)).toBeVisible();
      await page.getByRole("link", { name: "Change" }).click();
      await expect(page.getByLabel("Lot number")).toHaveValue(next);
      await expect(page.getByLabel("Product", { exact: true }).locator("option:checked")).toContainText(PRODUCT);
      await expect(page.getByLabel("Give each module a covered code")).toBeChecked();
      await page.getByRole("button", { name: "Go on to the file" }).click();
      await expect(page).toHaveURL(/[?&]secrets=1/);
    });

    test("releases the lot and prints its labels", async ({ as }) => {
      const page = await as(memberOfKind("maker").users[0]!);
      await page.goto(`/lots/${LOT}`);
      await page.getByRole("button", { name: "Release" }).click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^(Release|Approve)$/ })
        .click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Released");
      await page.keyboard.press("Escape");
      await page.getByRole("link", { name: "Labels" }).click();
      const file = await fetched(page, page.getByRole("link", { name: "Download PDF" }));
      expect(file.suggestedFilename()).toMatch(/\.pdf$/);
    });
  });

test("somebody who may only look is told so, and offered no form", async ({ as }) => {
  const viewer = memberOfKind("maker").users.find(({ roles }) => roles.length === 1 && roles[0] === "viewer");
  const page = await as(viewer!);
  await page.goto("/products/new");
  await expect(page.getByText("Your account may not do this")).toBeVisible();
  await expect(page.getByRole("button", { name: "Declare" })).toHaveCount(0);
});

test("another member's lot does not exist for a distributor", async ({ as }) => {
  const page = await as(memberOfKind("distributor").users[0]!);
  const answer = await page.request.get(`/lots/${LOT}`);
  expect(answer.status()).toBe(404);
});
