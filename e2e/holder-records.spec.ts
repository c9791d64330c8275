import type { Page } from "@playwright/test";
import { asked, type LooseModule, labelUrl, looseModules } from "./fixtures/api.ts";
import { expect, memberOfKind, test } from "./fixtures/installation.ts";

/** What a holder records after the factory, and what a stranger with the label reads then. */
let page: Page;
test.beforeEach(async ({ as }) => {
  page = await as(memberOfKind("maker").users[0]!);
});

async function record(what: string, module: LooseModule, button: string, fill?: () => Promise<void>): Promise<void> {
  await page.goto(`/record/${what}?item=${module.labelId}`);
  await fill?.();
  await page.getByRole("button", { name: button }).click();
  await expect(page.getByText(/It is entry \d+ of the ledger/)).toBeVisible();
}

const because = (text: string) => () => page.getByLabel("Reason").fill(text);

test("a scrapped module reads as retired, until its scrapping is undone", async ({ request }) => {
  const [module] = await looseModules(request, 1);
  const label = await labelUrl(request, module!);
  await record("scrappings", module!, "Scrap them", because("wrong shelf"));
  await page.goto(label);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Retired on");
  await record("restorations", module!, "Undo the scrapping", because("it was the other box"));
  await page.goto(label);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("A record exists for this code");
});

test("a capture that is too long is refused at its field, and nothing is recorded of a part of it", async ({
  request,
}) => {
  const [module] = await looseModules(request, 1);
  await page.goto(`/record/inspections?item=${module!.labelId}`);
  const capture = page.locator("textarea[name=capture]");
  await capture.fill(`0x0000: ${"03 ".repeat(30_000)}`);
  await page.locator("form", { has: capture }).locator("button[type=submit]").click();
  await expect(page.getByText("A capture has at most 65,536 characters here").first()).toBeVisible();
  await expect(capture).toHaveAttribute("aria-invalid", "true");
  const told = await page.request.get(`/api/v1/modules/${module!.labelId}/events`);
  expect(JSON.stringify(await told.json())).not.toContain("inspected");
});

test("what is refused names the thing in Chinese too", async ({ baseURL }) => {
  await page.context().addCookies([{ name: "truelane-language", value: "zh-CN", url: baseURL! }]);
  await page.goto("/stock-counts");
  const list = page.locator("textarea[name=items]");
  await list.fill("NO-SUCH-1\nNO-SUCH-2");
  await page.locator("form", { has: list }).locator("button[type=submit]").click();
  await expect(page.getByText("其中有物品查不到记录。涉及：NO-SUCH-1, NO-SUCH-2").first()).toBeVisible();
});

test("a stolen module reads as stolen, and as found again", async ({ request }) => {
  const [module] = await looseModules(request, 1);
  const label = await labelUrl(request, module!);
  await record("thefts", module!, "Report them stolen");
  await page.goto(label);
  await expect(page.getByText("This unit was reported stolen")).toBeVisible();
  await record("recoveries", module!, "Report them found");
  await page.goto(label);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("A record exists for this code");
});

test("a recall of one module stops it and no other, until a second member agrees to lift it", async ({
  as,
  request,
}) => {
  const [recalled, other] = await looseModules(request, 2);
  const [label, otherLabel] = [await labelUrl(request, recalled!), await labelUrl(request, other!)];
  const lot = `/lots/${encodeURIComponent(recalled!.lotId)}`;
  await page.goto(lot);
  const open = page.getByText(/^[0-9a-f]{32}$/);
  await expect(page.getByRole("button", { name: "Recall", exact: true })).toBeVisible();
  const before = await open.allTextContents();
  await page.getByRole("button", { name: "Recall", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Modules").fill(recalled!.serialNumber);
  await dialog.getByLabel("Reason").fill("laser drift");
  await dialog.getByRole("button", { name: "Recall", exact: true }).click();
  await expect(dialog.getByText(/It is entry \d+ of the ledger/)).toBeVisible();
  await page.goto(label);
  await expect(page.getByText("This unit is recalled")).toBeVisible();
  await page.goto(otherLabel);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("A record exists for this code");

  await page.goto(lot);
  // The demo has called back a module of its own: this recall is the one that was not there before.
  await expect(open).toHaveCount(before.length + 1);
  const number = (await open.allTextContents()).find((one) => !before.includes(one))!;
  const card = page.locator(".panel", { hasText: "1 module is called back" }).filter({ hasText: number });
  const second = await as(memberOfKind("distributor").users[0]!);
  await second.goto(`/record/agreements?recall=${number}`);
  await second.getByRole("button", { name: "Agree", exact: true }).click();
  await expect(second.getByText("Recorded", { exact: true })).toBeVisible();
  await card.getByRole("button", { name: "Lift", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("tested again");
  await page.getByRole("dialog").getByRole("button", { name: "Lift", exact: true }).click();
  await expect(card).toHaveCount(0);
  await page.goto(label);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("A record exists for this code");
});

test("an entry of the ledger is corrected from its row, on a phone too", async ({ request }) => {
  const [module] = await looseModules(request, 1);
  await record("repairs", module!, "Record the repair", () => page.getByLabel("What was done").fill("cleaned"));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/events");
  const entry = page.getByRole("row").filter({ hasText: "Repaired" }).first();
  await expect(entry.getByRole("button", { name: /^Copy [0-9a-f]{64}$/ })).toBeVisible();
  await entry.getByRole("link", { name: /^Correct entry \d+$/ }).click();
  await expect(page.getByLabel("Hash of the event")).toHaveValue(/^[0-9a-f]{64}$/);
  await page.getByLabel("Reason").fill("another module was meant");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page.getByText(/entry \d+ of the ledger/)).toBeVisible();
});

test("only who wrote an entry is asked to correct it", async ({ as }) => {
  const reader = await as(memberOfKind("distributor").users[0]!);
  await reader.goto("/events");
  const makers = reader.getByRole("row").filter({ hasText: memberOfKind("maker").name });
  await expect(makers.first()).toBeVisible();
  await expect(makers.getByRole("link", { name: /^Correct entry/ })).toHaveCount(0);
});

test("a stolen carton says so on its page and in the list, and is not offered from there", async ({ request }) => {
  const maker = memberOfKind("maker");
  const [module] = await looseModules(request, 1);
  const { sscc } = await asked(request, maker, "post", "/containers", {});
  await asked(request, maker, "post", `/containers/${sscc}/pack`, { items: [module!.labelId] });
  await page.goto(`/containers/${sscc}`);
  await expect(page.getByRole("link", { name: "Ship", exact: true }).last()).toHaveAttribute(
    "href",
    `/ship?item=${sscc}`,
  );
  await asked(request, maker, "post", "/thefts", { items: [sscc] });
  await page.reload();
  await expect(page.getByRole("main").getByText("Reported stolen", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Ship", exact: true })).toHaveCount(0);
  await page.goto("/containers");
  await expect(page.getByRole("row", { name: sscc })).toContainText("Reported stolen");
});

test("what only operators record is not asked of others", async ({ as, request }) => {
  const [module] = await looseModules(request, 1);
  const install = { name: /^Install/ };
  await page.goto(`/modules/${module!.labelId}`);
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: "Inspect", exact: true })).toBeVisible();
  await expect(main.getByRole("link", install)).toHaveCount(0);
  await page.goto("/record");
  await expect(main.getByRole("link", { name: /^Inspect/ })).toBeVisible();
  await expect(main.getByRole("link", install)).toHaveCount(0);
  const operator = await as(memberOfKind("operator").users[0]!);
  await operator.goto("/record");
  await expect(operator.getByRole("main").getByRole("link", install)).toBeVisible();
});

test("what cannot move is marked on every page that moves things, before anything is asked", async ({ request }) => {
  const [module] = await looseModules(request, 1);
  const { serialNumber, labelId } = module!;
  await page.goto(`/record/returns?item=${labelId}`);
  await expect(page.getByText("It was not sold out of the network, so it cannot come back.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Take them back" })).toBeDisabled();
  await record("scrappings", module!, "Scrap them", because("wrong shelf"));
  await page.goto(`/stock?search=${serialNumber}`);
  await expect(page.getByRole("row", { name: serialNumber })).toContainText("Scrapped");
  await expect(page.getByLabel(`Choose ${serialNumber}`, { exact: true })).toBeDisabled();
  for (const [path, button] of [
    ["pack", "Close the carton"],
    ["sell", "Record the sale"],
    ["ship", "Offer"],
  ]) {
    await page.goto(`/${path}?item=${labelId}`);
    await expect(page.getByText("It was scrapped.")).toBeVisible();
    await expect(page.getByRole("button", { name: button, exact: true })).toBeDisabled();
  }
});
