import { randomUUID } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { asked, registerLot } from "./fixtures/api.ts";
import { expect, memberOfKind, test } from "./fixtures/installation.ts";

/** A lot that waits for its release. @param cartons of its two modules, where they are to be packed */
async function registered(request: APIRequestContext, cartons: readonly string[] = []): Promise<string> {
  const lotId = `TWO-${randomUUID().slice(0, 8).toUpperCase()}`;
  const rows = [1, 2].map((n) => `${lotId}-${n},${cartons[n - 1] ?? ""}`);
  await registerLot(request, lotId, ["serialNumber,container", ...rows]);
  return lotId;
}

async function approve(page: Page, lotId: string): Promise<void> {
  await page.goto(`/lots/${lotId}`);
  await page.getByRole("button", { name: "Release" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
}

async function askFor(page: Page, approvers: "One person" | "Two different people"): Promise<void> {
  await page.goto("/settings");
  await page.getByLabel(approvers).check();
  await page.getByRole("button", { name: "Save" }).click();
}

/** Whoever changes the setting back must be an administrator and an approver, both times. */
async function makeAdministrator(page: Page, name: string): Promise<void> {
  await page.goto("/settings/people");
  await page.getByRole("row", { name }).getByRole("button", { name: "Change" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Administrator").check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("The roles are changed.")).toBeVisible();
}

test("two different people of the maker release a lot, and one of them cannot do it alone", async ({ as, request }) => {
  const [ada, mei] = memberOfKind("maker").users;
  const lotId = await registered(request);
  const [first, second] = [await as(mei!), await as(ada!)];
  await makeAdministrator(second, "Wen Mei");
  await askFor(second, "Two different people");
  await expect(second.getByText(/It is entry \d+ of the ledger/)).toBeVisible();

  await approve(first, lotId);
  await expect(first.getByText("A second person with the role must approve before the lot is released.")).toBeVisible();
  await first.goto(`/lots/${lotId}`);
  await expect(first.getByRole("heading", { level: 1 })).toContainText("Registered");
  await expect(first.getByRole("region", { name: "What comes next" })).toContainText(mei!.email);
  await expect(first.getByRole("button", { name: "Release" })).toHaveCount(0);

  await approve(second, lotId);
  await expect(second.getByRole("heading", { level: 1 })).toContainText("Released");

  await askFor(second, "One person");
  await expect(second.getByText("A second person with the role must approve")).toBeVisible();
  await askFor(first, "One person");
  await expect(first.getByText(/It is entry \d+ of the ledger/)).toBeVisible();
});

test("the page of a packing says which cartons of the lot's file were packed, and why one was not", async ({
  as,
  request,
}) => {
  const [ada] = memberOfKind("maker").users;
  const maker = memberOfKind("maker");
  const { items } = await asked(request, maker, "get", "/containers");
  const away = items.find(({ offer }: { offer: string | null }) => offer);
  const { sscc } = await asked(request, maker, "post", "/containers", {});
  const lotId = await registered(request, [sscc, away.sscc]);
  await asked(request, maker, "post", `/lots/${lotId}/release`, {});
  const page = await as(ada!);
  await expect(async () => {
    await page.goto("/jobs");
    await page.getByRole("link", { name: "Pack a lot" }).first().click({ timeout: 1_000 });
    await expect(page.getByText("1 carton was not packed")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText("1 carton is packed.")).toBeVisible();
  await expect(page.getByRole("main")).toContainText(away.sscc);
  await expect(page.getByText("Nothing was registered")).toHaveCount(0);
  await expect(page.getByRole("main")).toContainText(`${lotId} · Started`);
  await page.getByRole("link", { name: "Cartons of the lot" }).click();
  await expect(page.getByRole("link", { name: sscc })).toBeVisible();
});

test("a lot that was withdrawn says when, by whom and why, and has no labels to print", async ({ as, request }) => {
  const lotId = await registered(request);
  const page = await as(memberOfKind("maker").users[0]!);
  await page.goto(`/lots/${lotId}`);
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("the wrong file");
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  const told = page.getByText("This lot was withdrawn").locator("..");
  await expect(told).toContainText("Reason: the wrong file");
  await expect(told).toContainText(/20\d\d-\d\d-\d\d \d\d:\d\d UTC · \S.*, \S/);
  await page.goto(`/lots/${lotId}/labels`);
  await expect(page.getByText("Its labels must not be printed; destroy those that were.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Download PDF" })).toHaveCount(0);
});

test("a second window that is late says so, and its page shows what the first one did", async ({ as, request }) => {
  const ada = memberOfKind("maker").users[0]!;
  const lotId = await registered(request);
  const [first, second] = [await as(ada), await as(ada)];
  for (const page of [first, second]) {
    await page.goto(`/lots/${lotId}`);
    await page.getByRole("button", { name: "Release" }).click();
  }
  await first.getByRole("dialog").getByRole("button", { name: "Release" }).click();
  await expect(first.getByText("The lot is released")).toBeVisible();
  await second.getByRole("dialog").getByRole("button", { name: "Release" }).click();
  await expect(second.getByText(`Lot ${lotId} is released already.`)).toBeVisible();
  await expect(second.getByRole("heading", { level: 1 })).toContainText("Released");
  await expect(second.getByRole("button", { name: "Release", exact: true })).toHaveCount(0);
});
