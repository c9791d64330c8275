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
  await expect(receiver.getByRole("button", { name: "Accept with 1 difference" })).toBeDisabled();
  await receiver.getByRole("combobox", { name: /^Reason/ }).selectOption("damaged");
  await receiver.getByLabel("Note").fill("lid bent");
  await receiver.getByRole("button", { name: "Accept with 1 difference" }).click();
  const question = receiver.getByRole("dialog");
  await expect(question).toContainText("2 modules become yours; 1 difference stays with the giver as disputed.");
  await question.getByRole("button", { name: "Accept with 1 difference" }).click();
  await expect(receiver.getByRole("heading", { level: 1 })).toContainText("Accepted with 1 difference");

  await giver.reload();
  await expect(giver.getByText("lid bent")).toBeVisible();
  await giver.goto(`/modules/${modules[0]!.labelId}`);
  await expect(giver.getByText(/disputed/).first()).toBeVisible();
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
  const again = await asked(request, maker, "get", `/modules/${module!.labelId}`);
  expect(again.offer).toBeNull();
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
