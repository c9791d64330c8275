import type { Page } from "@playwright/test";
import { INNOCENT, REASONS } from "../lib/domain/optics/reasons/told-finding.ts";
import { asked, labelUrl, looseModules } from "./fixtures/api.ts";
import { barriersOn } from "./fixtures/barriers.ts";
import { capture } from "./fixtures/captures.ts";
import { codeOf, demo, expect, memberOfKind, test } from "./fixtures/installation.ts";
import { dumpOf } from "./fixtures/sample-dump.ts";

/** A module of the demo's lot, as its factory station read it. */
const REGISTERED = capture("sfpp_10g_sr_finisar_mup0wb0_factory");
/** The same kind of module, its serial number rewritten by hand. */
const REWRITTEN = capture("derived_sfpp_sr_serial_rewritten_no_checksum");
const NEXUS = capture("cli_nxos_details_mixed_cables_and_dr4");
const ARISTA = capture("cli_arista_inventory_repeated_serial");
const JUNOS = capture("cli_junos_chassis_hardware_non_jnpr");

/** The longest part of a sentence between its values. */
function fixedPart(sentence: string): string {
  return sentence
    .split(/\{\w+\}/)
    .sort((one, other) => other.length - one.length)[0]!
    .trim();
}

async function decode(page: Page, text: string): Promise<void> {
  await page.getByLabel("Capture or dump").fill(text);
  await page.getByRole("button", { name: "Decode" }).click();
  await expect(page.getByRole("status")).toContainText("read as");
}
const result = (page: Page, name: string) => page.getByRole("region", { name });

test("decodes a dump in the browser and sends nothing until the record is asked", async ({ page }) => {
  await page.goto("/check");
  await expect(page.getByRole("button", { name: "Compare with the record" })).toBeDisabled();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await decode(page, REGISTERED);
  await expect(result(page, "With itself")).toContainText("No contradiction found.");
  await page.locator("summary", { hasText: "What would be sent" }).click();
  await expect(result(page, "With the record")).toContainText('"serialNumber": "MUP0WB0"');
  expect(asked).toEqual([]);
  await page.getByRole("button", { name: "Compare with the record" }).click();
  await expect(result(page, "With the record")).toContainText(
    "EEPROM read-out matches factory record in 10 of 10 fields.",
  );
  expect(asked).toEqual(["POST /api/v1/module-checks"]);
  await expect(page.getByRole("row", { name: /Serial number/ })).toContainText("MUP0WB0");
});

test("keeps apart what the bytes say, what the record says, and what the label says", async ({ page }) => {
  const other = demo().labels.find(({ story }) => story === "in-stock");
  await page.goto("/check");
  await decode(page, REWRITTEN);
  await expect(result(page, "With itself")).toContainText("1 finding");
  await page.getByLabel("Code on the label").fill(other?.code ?? "");
  await page.getByRole("button", { name: "Compare with the record" }).click();
  await expect(result(page, "With the record")).toContainText("has no record of this serial number");
  await expect(result(page, "With the label")).toContainText("the module contradicts it");
  await expect(page.getByText("The checksum of the serial and date bytes is wrong")).toBeVisible();
  await expect(page.getByText("It may be innocent").first()).toBeVisible();
});

test("says in Chinese why something was found, of the bytes and of the record, and nothing of it in English", async ({
  page,
}) => {
  await page.goto("/check?lang=zh-CN");
  const cable =
    "$ ethtool -m eth9\nIdentifier : 0x03 (SFP)\nConnector : 0x23 (No separable connector)\nVendor SN : C1\n";
  await page.locator("#capture").fill(`${REWRITTEN}\n${ARISTA}\n${JUNOS}\n${cable}`);
  await page.locator("[data-decode]").click();
  await page.locator("[data-compare]").click();
  await expect(result(page, "与记录核对").locator(".state")).toContainText("个无法判断");
  for (const module of await page.locator("[data-module-list] > details").all())
    await module.locator("summary").first().click();
  const main = page.locator("main");
  await expect(main).toContainText("A0h 第 95 字节存储的校验和为");
  await expect(main).toContainText("序列号 XCW1225FD753 出现在端口");
  await expect(main.getByText("主机输出“")).toHaveCount(1);
  await expect(main).toContainText("是本网络的厂商，但没有序列号");
  const shown = (await main.textContent()) ?? "";
  await expect(main).toContainText("不可分离接口");
  const english = [...Object.values(REASONS.en).map(fixedPart), ...Object.values(INNOCENT.en)];
  expect(english.filter((sentence) => shown.includes(sentence))).toEqual([]);
});

test("says in Chinese who registered a module and how its lot stands, in one whole sentence", async ({ page }) => {
  await page.goto("/check?lang=zh-CN");
  await page.locator("[data-try]").click();
  await page.locator("[data-compare]").click();
  await expect(page.locator(".inside")).toContainText(/由 \S[^，]* 登记，所属批次已放行。/);
});

test("a label of another module is the label's matter: the record card agrees with the module's line", async ({
  page,
}) => {
  await page.goto("/check");
  await page.getByRole("button", { name: "Try it with a sample" }).click();
  await expect(result(page, "With the label")).toContainText("Not compared yet.");
  await page.getByLabel("Code on the label").fill(codeOf("recalled"));
  await page.getByRole("button", { name: "Compare with the record" }).click();
  await expect(result(page, "With the label").locator(".state.bad")).toContainText("the module contradicts it");
  await expect(result(page, "With the record").locator(".state")).toHaveText(/in 10 of 10 fields/);
  await expect(result(page, "With the record").locator(".state")).toHaveClass(/good/);
  await expect(page.locator(".one summary .state.good")).toHaveText(/10 \/ 10/);
  await expect(page.locator(".one summary .state.bad")).toHaveText(/The label contradicts it/);
});

test("of several modules the folded line of the one that its label contradicts is marked, and stands first", async ({
  page,
  request,
}) => {
  const [voided, stock] = [codeOf("replaced"), codeOf("in-stock")];
  await page.goto("/check");
  await decode(page, `${await dumpOf(request, `/v/${stock}`)}\n${await dumpOf(request, `/v/${voided}`)}`);
  const compare = async (code: string) => {
    await page.getByLabel("Code on the label").fill(code);
    await page.getByRole("button", { name: "Compare with the record" }).click();
  };
  const lines = page.locator(".one > summary");
  await compare(voided);
  await expect(lines.first().locator(".state.bad")).toHaveText(/Its label is void or replaced/);
  await expect(lines.nth(1).locator(".state.bad")).toHaveCount(0);

  await compare(stock);
  await expect(result(page, "With the label").locator(".state.good")).toContainText("which the module has");
  await expect(page.locator(".one > summary .state.bad")).toHaveCount(0);

  await compare(codeOf("recalled"));
  await expect(result(page, "With the label").locator(".state.bad")).toContainText("which no module here has.");
  await expect(page.locator(".one > summary .state.bad")).toHaveCount(0);
});

test("says what to do where nothing was given, and forgets what was shown before", async ({ page }) => {
  await page.goto("/check");
  const decodeButton = page.getByRole("button", { name: "Decode" });
  await decodeButton.click();
  await expect(page.getByRole("alert")).toContainText(
    "Paste what the switch printed, choose files, or try the sample.",
  );
  await expect(page.getByLabel("Capture or dump")).toBeFocused();
  await decode(page, REGISTERED);
  await expect(page.getByRole("alert")).toBeHidden();
  await page.getByLabel("Capture or dump").fill("  ");
  await decodeButton.click();
  await expect(page.getByRole("alert")).toContainText("Nothing to decode yet.");
  await expect(result(page, "With itself")).toContainText("Nothing decoded yet.");
  await expect(page.getByRole("button", { name: "Compare with the record" })).toBeDisabled();
});

test("says why a label was not compared", async ({ page }) => {
  await page.goto("/check");
  const compared = page.getByRole("button", { name: "Compare with the record" });
  await decode(page, REGISTERED);
  await compared.click();
  await expect(result(page, "With the label").locator(".state")).toHaveText(/Not compared: no code was given\.$/);
  await decode(page, "Identifier : 0x03 (SFP)\nVendor name : FINISAR CORP.\n");
  await page.getByLabel("Code on the label").fill(codeOf("in-stock"));
  await compared.click();
  await expect(result(page, "With the label").locator(".state")).toHaveText(/the capture names no serial number\.$/);
});

test("can be tried with a sample by somebody who has no switch at hand", async ({ page }) => {
  await page.goto("/check");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.getByRole("button", { name: "Try it with a sample" }).click();
  await expect(page.getByRole("status")).toHaveText("1 module, read as i2cdump.");
  await expect(page.getByText("The demo has its record")).toBeVisible();
  expect(asked).toEqual([]);
  await page.getByRole("button", { name: "Compare with the record" }).click();
  await expect(result(page, "With the record")).toContainText("matches factory record in 10 of 10 fields.");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page.getByText("The demo has its record")).toBeHidden();
});

test("a module that was coded for a host on record reads so, here and on its label; coded unrecorded, it is a conflict", async ({
  page,
  request,
}) => {
  const maker = memberOfKind("maker");
  const [module, other] = await looseModules(request, 2, "FTLX8571D3BCL");
  const url = await labelUrl(request, module!);
  const [before, after] = [await dumpOf(request, url), await dumpOf(request, url, { vendorName: "COMPATIBLE" })];
  const recode = { item: module!.serialNumber, before, after, hostCoding: "Arista" };
  await asked(request, maker, "post", "/recodes", recode);

  await page.goto("/check");
  await decode(page, after);
  await page.getByRole("button", { name: "Compare with the record" }).click();
  const record = result(page, "With the record");
  await expect(record).toContainText(new RegExp(`Coded for Arista by ${maker.name} on \\d{4}-\\d\\d-\\d\\d\\.`));
  await expect(record.locator(".state.good")).toContainText(/in (\d+) of \1 fields/);
  await expect(page.getByRole("row", { name: /Maker's name/ })).toContainText("changed on record");

  const answer = await (await request.get(url, { headers: { accept: "application/json" } })).json();
  expect(answer.history.at(-1)).toMatchObject({
    kind: "recoded",
    by: maker.name,
    summary: `${maker.name} coded it for Arista. Coding for a host is not counterfeiting.`,
  });
  expect(answer.verdict.name).toBe("RECORD_FOUND");
  await page.goto(url);
  await expect(page.getByText(`${maker.name} coded it for Arista.`)).toBeVisible();

  await page.goto("/check");
  await decode(page, await dumpOf(request, await labelUrl(request, other!), { vendorName: "COMPATIBLE" }));
  await page.getByRole("button", { name: "Compare with the record" }).click();
  await expect(page.getByText("The identity bytes differ from the record")).toBeVisible();
  await expect(record).not.toContainText("Coded for");
});

test("a capture that names no maker is told so, and no maker is blamed", async ({ page }) => {
  await page.goto("/check");
  await decode(page, "Identifier : 0x03 (SFP)\nVendor SN : NOBODY1\n");
  await page.getByRole("button", { name: "Compare with the record" }).click();
  await expect(result(page, "With the record")).toContainText("Cannot tell: the capture names no maker.");
});

test("a label that was voided or replaced is told of its module, and of the label beside it", async ({
  page,
  request,
}) => {
  await page.goto("/check");
  await decode(page, await dumpOf(request, `/v/${codeOf("voided")}`));
  await page.getByRole("button", { name: "Compare with the record" }).click();
  await expect(result(page, "With the record").locator(".state")).toHaveText(/Its label is void/);
  await expect(result(page, "With the record")).toContainText("10 of 10 fields");
  await page.getByLabel("Code on the label").fill(codeOf("voided"));
  await page.getByRole("button", { name: "Compare with the record" }).click();
  await expect(result(page, "With the label").locator(".state.bad")).toContainText("The module should bear none.");

  const replaced = codeOf("replaced");
  await decode(page, await dumpOf(request, `/v/${replaced}`));
  await page.getByLabel("Code on the label").fill(replaced);
  await page.getByRole("button", { name: "Compare with the record" }).click();
  await expect(result(page, "With the label").locator(".state.bad")).toContainText(
    "was replaced. The module should bear another one.",
  );
  await expect(result(page, "With the record").locator(".state.good")).toContainText("10 of 10 fields");
});

for (const [story, words] of [
  ["recalled", "Recalled on"],
  ["stolen", "Reported stolen"],
  ["scrapped", "Scrapped"],
] as const)
  test(`says of a ${story} module whose fields all match that it is ${story}`, async ({ page }) => {
    const { serialNumber } = demo().labels.find((label) => label.story === story) ?? {};
    await page.goto("/check");
    const said = { name: "FINISAR CORP.", PN: "FTLX8571D3BCL", SN: serialNumber };
    await decode(
      page,
      [
        "$ ethtool -m eth0",
        "Identifier : 0x03 (SFP)",
        ...Object.entries(said).map(([key, value]) => `Vendor ${key} : ${value}`),
      ].join("\n"),
    );
    await page.getByRole("button", { name: "Compare with the record" }).click();
    const record = result(page, "With the record");
    await expect(record.locator(".state")).toHaveText(new RegExp(words));
    await expect(record.locator(".state")).toHaveClass(/bad/);
  });

test("reads several devices of one paste, names what repeats first, and shows what was not read", async ({ page }) => {
  await page.goto("/check");
  await decode(page, `${NEXUS}\n${ARISTA}\nnobody understands this\n`);
  await expect(page.getByRole("status")).toContainText(
    "read as Cisco NX-OS show interface transceiver details, Arista EOS show inventory",
  );
  await expect(page.getByText("serial XCW1225FD753 stands on ports")).toBeVisible();
  await page.getByText("Lines that were not understood").click();
  await expect(page.getByText("nobody understands this")).toBeVisible();
});

test("says of a port alone that nothing can be told, and which command tells more", async ({ page }) => {
  await page.goto("/check");
  await decode(page, "Ethernet1/1\n    transceiver is present\n");
  const self = result(page, "With itself");
  await expect(self.locator(".state.open")).toHaveText(
    /^–Cannot tell: the capture says nothing of the module that could be checked\.$/,
  );
  await expect(self).toContainText("paste the whole output of show interface transceiver details");
  await expect(self.locator(".good")).toHaveCount(0);
  await expect(page.locator(".one summary .state.open")).toHaveText(/Nothing to check\./);
  await page.getByRole("button", { name: "Compare with the record" }).click();
  await expect(page.locator(".one summary .state.open")).toHaveText(/Cannot tell$/);
});

test("takes a format that was chosen by hand, and says what to do where nothing is read", async ({ page }) => {
  await page.goto("/check");
  await page.getByLabel("Capture or dump").fill("hello");
  await page.getByRole("button", { name: "Decode" }).click();
  await expect(page.getByRole("alert")).toContainText("name the format yourself");
  await decode(page, REGISTERED);
  await page.getByLabel("Format").selectOption("ethtool-hex");
  await expect(page.getByRole("status")).toContainText("read as ethtool -m … hex on");
});

test("says of a file that is neither text nor a module's memory that it is neither", async ({ page }) => {
  await page.goto("/check");
  const choose = (buffer: Buffer) =>
    page.getByLabel("Choose files").setInputFiles({ name: "x.bin", mimeType: "application/octet-stream", buffer });
  for (const bytes of [Buffer.alloc(640, 0xff), Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251))]) {
    await choose(bytes);
    await expect(page.getByRole("alert")).toContainText("no memory of an SFP, QSFP or CMIS module");
    await page.getByRole("button", { name: "Clear" }).click();
    await expect(page.getByRole("alert")).toBeHidden();
  }
});

test("refuses more than 20 MB and points at the command line", async ({ page }) => {
  await page.goto("/check");
  const large = { name: "site.txt", mimeType: "text/plain", buffer: Buffer.alloc(20_000_001, "x") };
  await page.getByLabel("Choose files").setInputFiles(large);
  await expect(page.getByRole("alert")).toContainText("truelane decode FILE");
});

test("takes a long paste without showing it, and refuses one that is too long", async ({ page }) => {
  await page.goto("/check");
  const paste = (text: string, times: number) =>
    page.getByLabel("Capture or dump").evaluate(
      (field, [one, count]) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", one.repeat(count));
        field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      },
      [text, times] as const,
    );
  await paste(`${NEXUS}\n`, 120);
  await expect(page.getByRole("status")).toContainText("read as Cisco NX-OS");
  await expect(page.getByLabel("Capture or dump")).toHaveValue("");
  await paste("Vendor SN: A\n", 1_600_000);
  await expect(page.getByRole("alert")).toContainText("truelane decode FILE");
});

test("is worked by keyboard alone", async ({ page }) => {
  await page.goto("/check");
  await page.getByLabel("Capture or dump").focus();
  await page.keyboard.insertText(REGISTERED);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("1 module");
  const compare = page.getByRole("button", { name: "Compare with the record" });
  for (let tabs = 0; tabs < 12 && !(await compare.evaluate((it) => it === document.activeElement)); tabs++)
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(result(page, "With the record")).toContainText("10 of 10");
});

for (const [theme, language] of [
  ["light", "en"],
  ["dark", "zh-CN"],
] as const)
  test(`has no barrier and nothing wider than a phone, ${theme} in ${language}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      colorScheme: theme,
      ...(baseURL && { baseURL }),
    });
    const page = await context.newPage();
    await page.goto(`/check?lang=${language}`);
    await page.locator("#capture").fill(`${REWRITTEN}\n${ARISTA}`);
    await page.locator("[data-decode]").click();
    await expect(page.locator("[data-modules]")).toBeVisible();
    await page.locator("[data-modules] summary").first().click();
    expect(await barriersOn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await context.close();
  });
