import type { Page } from "@playwright/test";
import { asked, type LooseModule, labelUrl, looseModules } from "./fixtures/api.ts";
import { expect, memberOfKind, test } from "./fixtures/installation.ts";
import { dumpOf } from "./fixtures/sample-dump.ts";

async function record(page: Page, what: string, module: LooseModule, button: string, fill?: () => Promise<void>) {
  await page.goto(`/record/${what}?item=${module.labelId}`);
  await fill?.();
  await page.getByRole("button", { name: button, exact: true }).click();
  await expect(page.getByText(/It is entry \d+ of the ledger/)).toBeVisible();
}

test("what is done to a module after the factory stands in its story, from the inspection to the rack and back", async ({
  as,
  request,
}) => {
  const [maker, operator] = [memberOfKind("maker"), memberOfKind("operator")];
  const [module] = await looseModules(request, 1, "FTLX8571D3BCL");
  const { labelId } = module!;
  const url = await labelUrl(request, module!);
  const [before, after] = [await dumpOf(request, url), await dumpOf(request, url, { vendorName: "COMPATIBLE" })];
  const page = await as(maker.users[0]!);
  await record(page, "inspections", module!, "Record the inspection", () =>
    page.getByRole("textbox", { name: "What the module says" }).fill(before),
  );
  await record(page, "repairs", module!, "Record the repair", () =>
    page.getByLabel("What was done").fill("latch replaced"),
  );
  await record(page, "recodes", module!, "Record the recode", async () => {
    await page.getByLabel("Coded for").fill("Arista");
    await page.getByLabel("Before the recode").fill(before);
    await page.getByLabel("After the recode").fill(after);
  });
  await asked(request, maker, "post", "/sales", { items: [labelId] });
  await record(page, "returns", module!, "Take them back");

  const offered = await asked(request, maker, "post", "/transfers", { to: operator.id, items: [labelId] });
  const transfer = offered.transferId ?? offered.operation.result.transferId;
  await asked(request, operator, "post", `/transfers/${transfer}/accept`, {});
  const rack = await as(operator.users[0]!);
  await record(rack, "installations", module!, "Record the installation", () =>
    rack.getByLabel("Host").fill("leaf-07"),
  );
  const refused = await request.post("/api/v1/transfers", {
    headers: { authorization: `Bearer ${operator.apiKey}` },
    data: { to: maker.id, items: [labelId] },
  });
  expect((await refused.json()).code).toBe("installed");
  await record(rack, "removals", module!, "Record the removal");

  const told = await asked(request, operator, "get", `/modules/${labelId}/events`);
  const kinds = told.items.map(({ kind }: { kind: string }) => kind);
  for (const kind of ["inspected", "repaired", "recoded", "returned", "installed", "removed"])
    expect(kinds, kind).toContain(kind);
  expect(JSON.stringify(told)).not.toContain("leaf-07");

  await page.goto(url);
  for (const sentence of [
    "inspected it: it passed.",
    "repaired it: latch replaced",
    "coded it for Arista.",
    "took it back.",
  ])
    await expect(page.getByText(`${maker.name} ${sentence}`)).toBeVisible();
});
