import { asked, looseModules } from "./fixtures/api.ts";
import { demo, expect, memberOfKind, test } from "./fixtures/installation.ts";

const said = (serial: string, oui = "00:90:65") => `	Identifier                                : 0x03 (SFP)
	Vendor name                               : FINISAR CORP.
	Vendor OUI                                : ${oui}
	Vendor PN                                 : FTLX8571D3BCL
	Vendor rev                                : A
	Vendor SN                                 : ${serial}
`;

for (const what of ["returns", "inspections"])
  test(`what comes back is held against its record before it is taken: ${what}`, async ({ as, request }) => {
    const [module] = await looseModules(request, 1, "FTLX8571D3BCL");
    const page = await as(memberOfKind("maker").users[0]!);
    await page.goto(`/record/${what}`);
    await page.getByText("Ask the modules themselves").click();
    const capture = page.getByLabel("What the switch says");
    const compare = page.getByRole("button", { name: "Compare with the record" });
    await expect(compare).toBeDisabled();

    await capture.fill(said(module!.serialNumber));
    await compare.click();
    await expect(page.getByText("Nothing contradicts the record")).toBeVisible();

    // Not what went out: the label's serial number in the bytes of another maker.
    await capture.fill(said(module!.serialNumber, "00:17:6a"));
    await compare.click();
    const stop = page.getByRole("alert").filter({ hasText: "Look at these before you accept" });
    await expect(stop).toContainText("differs");
    await expect(stop).toContainText("Different: OUI");

    // And a unit that never left the factory.
    await capture.fill(said("NOSUCHUNIT"));
    await compare.click();
    await expect(stop).toContainText("NOSUCHUNIT");

    await capture.fill("Nothing to see here");
    await compare.click();
    await expect(page.getByText("No module was read.")).toBeVisible();
  });

test("what a delivery's modules say is held against their records before it is accepted", async ({ as, request }) => {
  const [maker, distributor] = [memberOfKind("maker"), memberOfKind("distributor")];
  const [good, swapped, unread] = await looseModules(request, 3, "FTLX8571D3BCL");
  const items = [good!.serialNumber, swapped!.serialNumber, unread!.serialNumber];
  const offer = { to: distributor.id, items };
  const offered = await asked(request, maker, "post", "/transfers", offer);
  const page = await as(distributor.users[0]!);
  await page.goto(`/transfers/${offered.transferId ?? offered.operation.result.transferId}`);
  await page.getByText("Ask the modules themselves").click();

  const stranger = demo().labels.find(({ story }) => story === "stolen")?.serialNumber ?? "";
  const saidOf = [said(good!.serialNumber), said(swapped!.serialNumber, "00:17:6a"), said(stranger)];
  await page.getByLabel("What the switch says").fill(saidOf.join("\n"));
  await page.getByRole("button", { name: "Compare with the record" }).click();
  const stop = page.getByRole("alert").filter({ hasText: "Look at these before you accept" });
  await expect(stop.getByRole("listitem").filter({ hasText: swapped!.serialNumber })).toContainText("Different: OUI");
  await expect(stop.getByRole("listitem").filter({ hasText: stranger })).toContainText("Reported stolen");
  // What agrees counts as seen; the others do not.
  await expect(page.getByText("1 of 3 modules seen")).toBeVisible();

  await stop.getByRole("button", { name: "Mark as wrong item" }).click();
  await expect(page.getByText("1 of 3 modules seen, 1 with a difference")).toBeVisible();
  await page.getByRole("button", { name: "Accept with 1 difference" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Accept with 1 difference" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Accepted with 1 difference");
  await expect(page.getByText("Its EEPROM contradicts the factory record.")).toBeVisible();
});
