import { asked, looseModules } from "./fixtures/api.ts";
import { type DemoMember, expect, memberOfKind, test } from "./fixtures/installation.ts";

let maker: DemoMember;
let distributor: DemoMember;
test.beforeAll(() => {
  maker = memberOfKind("maker");
  distributor = memberOfKind("distributor");
});

test("a carton is packed by scan gun, offered, received with one difference, and both sides see it", async ({
  as,
  request,
}) => {
  const modules = await looseModules(request, 3);
  const giver = await as(maker.users[0]!);
  await giver.goto("/pack");
  const gun = giver.getByLabel("Scan or type");
  for (const { serialNumber } of modules) {
    await gun.pressSequentially(serialNumber, { delay: 5 });
    await gun.press("Enter");
  }
  await expect(giver.getByText("3 things", { exact: true })).toBeVisible();
  await giver.getByRole("button", { name: "Close the carton" }).click();
  const carton = giver.getByRole("link", { name: /Open carton \d{18}/ });
  await expect(carton).toBeVisible();
  const sscc = /\d{18}/.exec((await carton.textContent()) ?? "")![0];

  await giver.goto(`/ship?item=${sscc}`);
  await giver.getByLabel("Partner").selectOption({ label: distributor.name });
  await giver.getByRole("button", { name: "Offer" }).click();
  await giver.getByRole("link", { name: "Open the transfer" }).click();
  await expect(giver.getByRole("heading", { level: 1 })).toContainText("Offered");
  const path = new URL(giver.url()).pathname;

  const receiver = await as(distributor.users[0]!);
  await receiver.goto("/inbox");
  await expect(receiver.getByRole("link", { name: maker.name }).first()).toBeVisible();
  await receiver.goto(path);
  await receiver.getByLabel("Scan what arrived").fill(sscc);
  await receiver.getByLabel("Scan what arrived").press("Enter");
  await expect(receiver.getByText("3 of 3 modules seen")).toBeVisible();
  await receiver.getByRole("button", { name: "Show", exact: true }).click();
  await receiver.getByRole("button", { name: `Report a difference of ${modules[0]!.serialNumber}` }).click();
  await expect(receiver.getByRole("combobox", { name: /^Reason/ })).toBeFocused();
  await expect(receiver.getByRole("button", { name: "Accept with 1 difference" })).toBeDisabled();
  await receiver.getByRole("combobox", { name: /^Reason/ }).selectOption("damaged");
  await receiver.getByLabel("Note").fill("lid bent");
  await receiver.getByRole("button", { name: "Accept with 1 difference" }).click();
  const question = receiver.getByRole("dialog");
  await expect(question).toContainText("2 modules become yours; 1 difference stays with the giver as disputed.");
  await question.getByRole("button", { name: "Accept with 1 difference" }).click();
  await expect(receiver.getByRole("heading", { level: 1 })).toContainText("Accepted with 1 difference");
  await expect(receiver.getByRole("status")).toContainText(
    /Recorded\s*2 modules are yours now; 1 difference stays with the giver as disputed\. It is entry \d+ of the ledger\./,
  );

  await giver.goto("/outbox");
  await giver.locator(`a[href="${path}"]`).click();
  await expect(giver.getByText("lid bent")).toBeVisible();
  await giver.getByRole("link", { name: modules[0]!.serialNumber, exact: true }).click();
  await expect(giver).toHaveURL(/\/modules\/[0-9a-f]{64}$/);
  await giver.goto("/dashboard");
  await expect(giver.getByRole("link", { name: /deliver(y|ies) with differences/ })).toHaveAttribute("href", "/outbox");
  await giver.goto(`/stock?search=${modules[0]!.serialNumber}`);
  const row = giver.getByRole("row").filter({ hasText: modules[0]!.serialNumber });
  await expect(row.getByRole("checkbox")).toBeDisabled();
  await expect(row.getByRole("checkbox")).toHaveAccessibleDescription(/Not accepted by its receiver/);
  await giver.goto(`/sell?item=${modules[0]!.labelId}`);
  await expect(giver.getByText(/its receiver did not accept it/)).toBeVisible();
  await giver.goto(`/modules/${modules[0]!.labelId}`);
  await expect(giver.getByText(/disputed/).first()).toBeVisible();

  for (const [language, told] of [
    ["en", [`Offered carton ${sscc} to ${distributor.name}`, "Accepted the transfer with 1 difference"]],
    ["zh-CN", [`向 ${distributor.name} 发出箱 ${sscc}`, "接收此转移，1 项有差异"]],
  ] as const) {
    await giver.context().addCookies([{ name: "truelane-language", value: language, url: giver.url() }]);
    await giver.goto(`/containers/${sscc}`);
    for (const line of told) await expect(giver.getByText(line, { exact: true })).toBeVisible();
  }
});

test("a carton that its receiver did not accept has a mark and nothing that moves it, until it is scanned", async ({
  as,
  request,
}) => {
  const modules = await looseModules(request, 2);
  const { sscc } = await asked(request, maker, "post", "/containers", {});
  await asked(request, maker, "post", `/containers/${sscc}/pack`, { items: modules.map(({ labelId }) => labelId) });
  const offered = await asked(request, maker, "post", "/transfers", { to: distributor.id, items: [sscc] });
  const id = offered.transferId ?? offered.operation.result.transferId;
  const giver = await as(maker.users[0]!);
  await giver.goto(`/containers/${sscc}`);
  await expect(giver.getByText("Not accepted by its receiver", { exact: true })).toBeHidden();
  await asked(request, distributor, "post", `/transfers/${id}/accept`, { except: [{ item: sscc, reason: "missing" }] });

  await giver.goto(`/containers/${sscc}`);
  await expect(giver.getByText("Not accepted by its receiver", { exact: true })).toBeVisible();
  await expect(giver.getByText("make sure that you have it")).toBeVisible();
  for (const way of ["Ship", "Sell"])
    await expect(giver.getByRole("main").getByRole("link", { name: way, exact: true })).toHaveCount(0);
  await giver.goto(`/transfers/${id}`);
  const row = giver.getByRole("row").filter({ hasText: sscc });
  await expect(row).toContainText("In dispute");
  await expect(giver.getByText("Find out where those are")).toBeVisible();

  await asked(request, maker, "post", "/sales", { items: [sscc] });
  await giver.reload();
  await expect(row).toContainText("Dealt with");
  await expect(giver.getByText("nothing waits for you here")).toBeVisible();
});

test("an offer can be declined, and the goods are free again", async ({ as, request }) => {
  const [module] = await looseModules(request, 1);
  const offered = await asked(request, maker, "post", "/transfers", { to: distributor.id, items: [module!.labelId] });
  const id = offered.transferId ?? offered.operation.result.transferId;
  const page = await as(distributor.users[0]!);
  await page.goto(`/transfers/${id}`);
  await page.getByRole("button", { name: "Decline" }).click();
  await page
    .getByRole("dialog")
    .getByLabel(/Reason/)
    .fill("not ordered");
  await page.getByRole("dialog").getByRole("button", { name: "Decline" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Declined");
  await expect(page.getByRole("status")).toContainText("You declined the delivery. The goods stay with the giver.");
  const again = await asked(request, maker, "get", `/modules/${module!.labelId}`);
  expect(again.offer).toBeNull();
});

test("a module in a carton is taken out on the way to its sale, and the carton leaves from its own page", async ({
  as,
  request,
}) => {
  const modules = await looseModules(request, 3);
  const { sscc } = await asked(request, maker, "post", "/containers", {});
  await asked(request, maker, "post", `/containers/${sscc}/pack`, { items: modules.map(({ labelId }) => labelId) });
  const [module] = modules;
  const page = await as(maker.users[0]!);

  await page.goto("/sell");
  await page.getByLabel("Scan or type").fill(module!.serialNumber);
  await page.getByLabel("Scan or type").press("Enter");
  await expect(page.getByText("The one thing in the list cannot be used")).toBeVisible();
  const sell = page.getByRole("button", { name: "Record the sale" });
  await expect(sell).toBeDisabled();
  const [carton] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: /Take it out of the carton/ }).click(),
  ]);

  const ticks = carton.getByRole("checkbox");
  const serials = await carton.getByRole("checkbox").evaluateAll((all) => all.map((one) => one.ariaLabel ?? ""));
  expect(serials).toEqual([...serials].sort((a, b) => a.localeCompare(b, "en", { numeric: true })));
  await expect(carton.getByRole("checkbox", { name: `Take ${module!.serialNumber} out` })).toBeChecked();
  const takeOut = carton.getByRole("button", { name: "Take the ticked ones out" });
  await carton.getByRole("checkbox", { name: `Take ${module!.serialNumber} out` }).uncheck();
  await expect(takeOut).toBeDisabled();
  await carton.getByRole("checkbox", { name: `Take ${module!.serialNumber} out` }).check();
  await takeOut.click();
  await expect(carton.getByRole("status")).toContainText("What was taken out can be moved by itself.");
  await expect(ticks).toHaveCount(2);
  await expect(takeOut).toBeDisabled();

  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText("1 thing", { exact: true })).toBeVisible();
  await sell.click();
  await page.getByRole("dialog").getByRole("button", { name: "Record the sale" }).click();
  await expect(page.getByText(/Sale recorded: 1 loose module\./)).toBeVisible();

  for (const way of ["Sell", "Ship"]) {
    await carton.goto(`/containers/${sscc}`);
    await carton.getByRole("main").getByRole("link", { name: way, exact: true }).click();
    await expect(carton.getByRole("heading", { level: 1, name: way })).toBeVisible();
    await expect(carton.getByText("1 thing", { exact: true })).toBeVisible();
    await expect(carton.getByRole("list", { name: "Scanned things" })).toContainText(sscc);
  }
});

test("nobody can ship what they do not hold, and is told who does", async ({ as, request }) => {
  const [module] = await looseModules(request, 1);
  const page = await as(distributor.users[0]!);
  await page.goto("/ship");
  await page.getByLabel("Scan or type").fill(module!.serialNumber);
  await page.getByLabel("Scan or type").press("Enter");
  await expect(page.getByText(/Not known to you|You do not hold it/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Offer" })).toBeDisabled();
});

test("a distributor's jobs speak of its own work, and the menu calls a page what the page calls itself", async ({
  as,
}) => {
  const page = await as(memberOfKind("distributor").users[0]!);
  await page.goto("/jobs");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Jobs");
  await expect(page.getByRole("main")).not.toContainText(/\blots?\b/i);
  await page.getByRole("navigation").getByRole("link", { name: "Look up", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look up");
  await expect(page).toHaveTitle(/^Look up/);
});
