import { readFileSync } from "node:fs";
import { ethtoolText, sfpDump } from "../lib/domain/optics/made-up-module.testing.ts";
import { fetched } from "./fixtures/confirmation.ts";
import { demo, expect, memberOfKind, test } from "./fixtures/installation.ts";

/** What two kinds of switches and a server print of one site, in one file. */
type Said = { readonly port: string; readonly serial: string; readonly oui?: string; readonly vendor?: string };

const ethtool = ({
  port,
  serial,
  oui = "00:90:65",
  vendor = "FINISAR CORP.",
}: Said) => `admin@leaf:~$ ethtool -m ${port}
	Identifier                                : 0x03 (SFP)
	Connector                                 : 0x07 (LC)
	Vendor name                               : ${vendor}
	Vendor OUI                                : ${oui}
	Vendor PN                                 : FTLX8571D3BCL
	Vendor rev                                : A
	Vendor SN                                 : ${serial}
`;
const dump = (port: string, serial: string) =>
  `admin@leaf:~$ ethtool -m ${port} hex on\n${ethtoolText(sfpDump({ name: "NOBODY HERE", serial }))}\n`;

test("a site's captures become a report: what matches, differs, repeats, is recalled, unregistered or unknown", async ({
  as,
}) => {
  const serialOf = (story: string, nth = 0) =>
    demo().labels.filter((one) => one.story === story)[nth]?.serialNumber ?? "";
  const [good, other, twice] = [serialOf("sold"), serialOf("sold", 1), serialOf("in-transit")];
  const recalled = serialOf("recalled");
  const site = [
    ethtool({ port: "swp1", serial: good }),
    ethtool({ port: "swp2", serial: other, oui: "00:17:6a" }),
    ethtool({ port: "swp3", serial: twice }),
    ethtool({ port: "swp4", serial: twice }),
    ethtool({ port: "swp5", serial: recalled }),
    ethtool({ port: "swp6", serial: "NEVERMADE1" }),
    ethtool({ port: "swp7", serial: "SOMEWHERE1", vendor: "MAKER ELSEWHERE" }),
  ].join("\n");
  const page = await as(memberOfKind("distributor").users[0]!);
  await page.goto("/fleet");
  await page.getByLabel("Captures").setInputFiles([
    { name: "leaf-1.txt", mimeType: "text/plain", buffer: Buffer.from(site) },
    { name: "leaf-2.txt", mimeType: "text/plain", buffer: Buffer.from(dump("swp8", "NOBODY0001")) },
  ]);
  await page.getByRole("button", { name: "Check all modules" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Fleet report");
  await expect(page.getByRole("link", { name: "Report as CSV" })).toBeVisible({ timeout: 30_000 });

  const count = (label: string) =>
    page.locator("dt", { hasText: new RegExp(`^${label}$`) }).locator("xpath=following-sibling::dd[1]");
  for (const [label, is] of [
    ["Modules", "8"],
    ["Matched", "1"],
    ["Different from the record", "1"],
    ["Duplicated", "2"],
    ["Recalled", "1"],
    ["Not registered", "1"],
    ["Cannot be told", "2"],
  ] as const)
    await expect(count(label), label).toHaveText(is);
  await expect(count("Read as")).toContainText("ethtool -m … hex on");
  const row = page.getByRole("row", { name: /swp2/ });
  await expect(row).toContainText("Different from the record");
  await expect(row).toContainText("OUI");

  await expect(page.getByRole("row", { name: /Duplicated swp4/ })).toContainText("On swp3, swp4");
  await expect(page.getByRole("row", { name: /swp5/ })).toContainText("Recalled on");

  const file = await fetched(page, page.getByRole("link", { name: "Report as CSV" }));
  const lines = readFileSync(await file.path(), "utf8")
    .trim()
    .split(/\r?\n/);
  expect(lines).toHaveLength(1 + 8);
  expect(lines.filter((line) => line.includes(twice))).toHaveLength(2);

  await page.context().addCookies([{ name: "truelane-language", value: "zh-CN", url: page.url() }]);
  await page.reload();
  await expect(page.getByRole("row", { name: /重复 swp4/ })).toContainText("位于 swp3, swp4");
  await expect(page.getByRole("table").locator("[lang=en]")).toHaveCount(0);
  await page.context().addCookies([{ name: "truelane-language", value: "en", url: page.url() }]);
  await page.reload();

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByRole("navigation").first()).toBeHidden();
  await expect(row).toBeVisible();
});

test("a file in which no module is read gives no report, and says what to send", async ({ as }) => {
  const page = await as(memberOfKind("distributor").users[0]!);
  await page.goto("/fleet");
  await page.getByLabel("Captures").setInputFiles({
    name: "minutes.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("Minutes of the meeting of May 4\n"),
  });
  await page.getByRole("button", { name: "Check all modules" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "There is no report" })).toContainText("No module was read.", {
    timeout: 30_000,
  });
});
