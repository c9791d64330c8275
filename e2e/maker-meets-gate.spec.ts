import { hexText, sfpDiagnostics, sfpDump } from "../lib/domain/optics/made-up-module.testing.ts";
import { expect, memberOfKind, test } from "./fixtures/installation.ts";

const PRODUCT = `GATE-LR-${Date.now().toString(36).toUpperCase()}`;
const LOT = `L-${PRODUCT}`;

/** `spoil`: one bit of the byte there is turned, so that the sum over it is wrong. */
function dump(serial: string, spoil?: number): string {
  const bytes = [...sfpDump({ serial, name: "LUMEN OPTICS", pn: PRODUCT }), ...sfpDiagnostics()];
  if (spoil !== undefined) bytes[spoil] = (bytes[spoil] ?? 0) ^ 1;
  return hexText(bytes);
}

test("a lot with a wrong checksum and a foreign serial number is held until somebody types why not", async ({ as }) => {
  const page = await as(memberOfKind("maker").users[0]!);
  await page.goto("/products/new");
  await page.getByLabel("Part number").fill(PRODUCT);
  await page.getByLabel("Form factor").selectOption("SFP+");
  await page.getByLabel("Media").fill("10GBASE-LR");
  await page.getByRole("button", { name: "Declare" }).click();
  await expect(page.getByText(/It is entry \d+ of the ledger/)).toBeVisible();

  await page.goto("/lots/new");
  await page.getByLabel("Product", { exact: true }).selectOption({ label: `${PRODUCT} · LUMEN OPTICS` });
  await page.getByLabel("Lot number").fill(LOT);
  await page.getByLabel("Made on").fill("2026-07-04");
  await page.getByRole("button", { name: "Go on to the file" }).click();
  const rows = ["GATE01", "GATE02", "GATE03"].map((serial, at) =>
    [serial, [dump(serial), dump(serial, 40), dump("ANOTHER01")][at]].join(","),
  );
  await page.getByLabel("File of the lot").setInputFiles({
    name: "final-test.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(["serialNumber,eepromHex", ...rows].join("\r\n")),
  });
  await page.getByRole("button", { name: "Register 3 modules" }).click();
  await expect(page.getByText("3 modules are registered.")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("link", { name: "Open the lot" }).click();

  const gate = page.getByRole("note").filter({ hasText: "The factory gate holds this lot" });
  await expect(gate).toBeVisible();
  await gate.locator("summary").first().click();
  await gate.locator("summary").nth(1).click();
  await expect(gate).toContainText("GATE02");
  await expect(gate).toContainText("GATE03");
  await expect(gate).not.toContainText("GATE01");
  await expect(gate).toContainText('the EEPROM holds serial number "ANOTHER01", the lot file says "GATE03"');
  await page.context().addCookies([{ name: "truelane-language", value: "zh-CN", url: page.url() }]);
  await page.reload();
  const chinese = page.getByRole("note").filter({ has: page.locator("details") });
  for (const summary of await chinese.locator("summary").all()) await summary.click();
  await expect(chinese).toContainText("EEPROM 中的序列号为“ANOTHER01”，批次文件中却是“GATE03”");
  await expect(chinese).toContainText("A0h 第 63 字节存储的校验和为");
  await expect(chinese).not.toContainText("the EEPROM holds");
  await page.context().addCookies([{ name: "truelane-language", value: "en", url: page.url() }]);
  await page.reload();

  const release = page.getByRole("button", { name: "Release", exact: true });
  await release.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^(Release|Approve)$/ }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.locator("textarea").fill("Reader of station 4 was defective; both units were read again by hand.");
  await dialog.getByRole("button", { name: /^(Release|Approve)$/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Released");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Released all the same by")).toContainText("Reader of station 4 was defective");
});
