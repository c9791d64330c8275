import { asked, labelUrl, looseModules } from "./fixtures/api.ts";
import { codeOf, type DemoMember, expect, memberOfKind, test } from "./fixtures/installation.ts";

let maker: DemoMember;
test.beforeAll(() => {
  maker = memberOfKind("maker");
});

test("strangers scan what never left the maker; two people confirm the case, and the label says stop", async ({
  as,
  request,
  browser,
}) => {
  const [module] = await looseModules(request, 1);
  const url = await labelUrl(request, module!);
  for (const userAgent of ["first phone", "second phone"]) {
    const context = await browser.newContext({ userAgent });
    const page = await context.newPage();
    await page.goto(url);
    await context.close();
  }
  await expect
    .poll(
      async () => {
        const { items } = await asked(request, maker, "get", `/alerts?state=open&label=${module!.labelId}`);
        return items.map(({ class: rule, severity }: { class: string; severity: string }) => `${rule} ${severity}`);
      },
      { timeout: 20_000 },
    )
    .toContain("R4 high");
  const buyer = await (await browser.newContext()).newPage();
  // Public pages hear of an alert within a second.
  await expect(async () => {
    await buyer.goto(url);
    await expect(buyer.getByRole("heading", { name: /^These facts do not fit together unless/ })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass({ timeout: 10_000 });
  await expect(buyer.getByRole("heading", { level: 1 })).not.toContainText("Stop");

  const ada = await as(maker.users[0]!);
  const { items } = await asked(request, maker, "get", `/alerts?state=open&label=${module!.labelId}`);
  await ada.goto(`/alerts/${items[0].number}`);
  await ada.getByRole("button", { name: "I have seen it" }).click();
  await expect(ada.getByText("Seen", { exact: true })).toBeVisible();
  await ada.getByRole("button", { name: "Close", exact: true }).click();
  const closing = ada.getByRole("dialog");
  await closing.locator("button[type=submit]").click();
  await expect(closing.getByRole("link", { name: "Root cause: please choose one of the list." })).toBeVisible();
  await expect(closing.getByRole("link", { name: "Outcome: please choose one of the list." })).toBeVisible();
  await ada.keyboard.press("Escape");
  await ada.getByRole("button", { name: "Open a case" }).click();
  const question = ada.getByRole("dialog");
  await question.getByLabel("Title").fill("Labels leaked from the print room");
  await question.getByRole("button", { name: "Open a case" }).click();
  const alert = ada.url();
  await question.getByRole("link", { name: "Go to the case" }).click();
  await expect(ada).toHaveURL(/\/cases\/C-/);
  const ownCase = ada.url();
  await ada.goto(alert);
  await expect(ada.getByRole("button", { name: "Open a case" })).toBeDisabled();
  await expect(ada.getByRole("button", { name: "Open a case" })).toHaveAccessibleDescription(
    /this alert is part of case C-/,
  );
  await ada.goto("/cases");
  await expect(ada.getByRole("row").filter({ hasText: "Labels leaked from the print room" }).first()).not.toContainText(
    "@",
  );
  await ada.goto(ownCase);
  await ada.getByRole("button", { name: "Confirm" }).click();
  await expect(ada.getByText("A second person of your organisation must decide the same.")).toBeVisible();
  await ada.getByRole("button", { name: "Confirm" }).click();
  await expect(ada.getByText("You have decided already.")).toBeVisible();

  const mei = await as(maker.users[1]!);
  await mei.goto(new URL(ada.url()).pathname);
  await mei.getByRole("button", { name: "Confirm" }).click();
  await expect(mei.getByText("Decided by two people.")).toBeVisible();
  // Whatever is looked up from now on: what the two people decided on stands beside their word.
  await mei.reload();
  const confirmed = mei.getByRole("listitem").filter({ hasText: "Second person confirms: confirmed" });
  await expect(confirmed).toContainText(items[0].number);
  await expect(confirmed).toContainText("Its label was looked up on");
  const number = new URL(mei.url()).pathname.split("/").at(-1);
  const told = await asked(request, maker, "get", `/cases/${number}`);
  expect(told.messages.at(-1)).toMatchObject({
    what: "confirmed",
    stated: [{ alert: items[0].number, rule: "R4", facts: items[0].contradiction.facts }],
  });
  await expect(async () => {
    await buyer.goto(url);
    await expect(buyer.getByRole("heading", { level: 1 })).toContainText("Stop");
    await expect(buyer.getByRole("status").first()).toContainText(/case C-\d{4}-\d{6}/);
  }).toPass({ timeout: 10_000 });
});

test("anybody reports a problem without a script and without a name, and the maker sees it", async ({
  as,
  browser,
  request,
}) => {
  const [module] = await looseModules(request, 1);
  const url = await labelUrl(request, module!);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("link", { name: "Report it here" }).click();
  await page.getByLabel("What did you see?").fill("The serial number on the cage is another one.");
  await page.getByRole("button", { name: "Send the report" }).click();
  const number = /A-\d{4}-\d{6}/.exec((await page.getByRole("status").textContent()) ?? "")?.[0];
  expect(number).toBeDefined();
  const ada = await as(maker.users[0]!);
  await ada.goto(`/alerts/${number}`);
  await expect(ada.getByText("The serial number on the cage is another one.")).toBeVisible();
  await expect(ada.getByText("anonymous")).toBeVisible();
});

test("a report's photo that cannot be read is named, and what was written stays; a still one goes with the report", async ({
  as,
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(`/report?code=${codeOf("in-stock")}&lang=en`);
  await page.getByLabel("What did you see?").fill("Two modules carry this label.");
  const send = async (name: string, buffer: Buffer) => {
    await page.getByLabel("Photo").setInputFiles({ name, mimeType: "image/jpeg", buffer });
    await page.getByRole("button", { name: "Send the report" }).click();
  };
  const ftyp = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(3_000_000)]);
  const gif = "R0lGODlhAQABAIAAAP///wAAACH5BAAKAAAALAAAAAABAAEAAAICRAEAIfkEAAoAAAAsAAAAAAEAAQAAAgJMAQA7";
  for (const [name, buffer, sentence] of [
    ["IMG_1.HEIC", ftyp, "HEIC"],
    ["moving.gif", Buffer.from(gif, "base64"), "This picture moves."],
    ["report.jpg", Buffer.from("<svg onload=alert(1)>"), "no JPEG, PNG or WebP"],
  ] as const) {
    await send(name, buffer);
    await expect(page.getByRole("alert")).toContainText(sentence);
    await expect(page.getByLabel("What did you see?")).toHaveValue("Two modules carry this label.");
  }
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(9_900_000, 7)]);
  await send("large.jpg", Buffer.concat([jpeg, jpeg]));
  await expect(page.getByRole("alert")).toContainText("larger than 10 MB");
  await page.getByLabel("What did you see?").fill("Two modules carry this label.");
  await send("photo.jpg", jpeg);
  const number = /A-\d{4}-\d{6}/.exec((await page.getByRole("status").textContent()) ?? "")?.[0];
  await context.close();
  const ada = await as(maker.users[0]!);
  await ada.goto(`/alerts/${number}`);
  await expect(ada.getByText("Two modules carry this label.")).toBeVisible();
});

test("a distributor starts an alert from the module that it holds, and the maker owns it", async ({ as, request }) => {
  const distributor = memberOfKind("distributor");
  const { items } = await asked(request, distributor, "get", `/modules?search=${codeOf("copied")}`);
  const bo = await as(distributor.users[0]!);
  await bo.goto(`/modules/${items[0].labelId}`);
  await bo.getByRole("button", { name: "Start an alert" }).click();
  const question = bo.getByRole("dialog");
  await question.getByLabel("Message").fill("The cage carries another serial number.");
  await question.getByRole("button", { name: "Start an alert" }).click();
  await question.getByRole("link", { name: "Go to the alert" }).click();
  await expect(bo.getByText("The cage carries another serial number.")).toBeVisible();
  const number = new URL(bo.url()).pathname.split("/").at(-1);
  expect(await asked(request, maker, "get", `/alerts/${number}`)).toMatchObject({
    alert: { owner: { member: maker.id }, recipients: [distributor.id] },
  });
  await bo.goto(`/modules/${items[0].labelId}`);
  await expect(bo.getByRole("link", { name: number! })).toBeVisible();
  const ada = await as(maker.users[0]!);
  await ada.goto("/dashboard");
  await expect(ada.getByRole("link", { name: /alerts? to deal with/ })).toHaveText(/^[1-9]/);
});
