import { looseModules } from "./fixtures/api.ts";
import { expect, memberOfKind, test } from "./fixtures/installation.ts";

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
