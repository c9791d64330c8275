import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { totp } from "../test/totp.ts";
import { withAuthenticator } from "./fixtures/authenticator.ts";
import { barriersOn } from "./fixtures/barriers.ts";
import { test as base, expect, memberOfKind } from "./fixtures/installation.ts";

/** How people guard their accounts: passkeys, a second step of signing in, passwords, and sessions that they end. */
type Person = { readonly email: string; readonly password: string };

let people = 0;

/** Somebody of the maker's, whom no other story knows: what is turned on here would stop them. */
async function newPerson(as: (user: (typeof admin)["users"][number]) => Promise<Page>): Promise<Person> {
  const page = await as(admin.users[0]!);
  people += 1;
  const email = `rosa-${Date.now()}-${people}@lumen-optics.example`;
  await page.goto("/settings/people");
  const form = page.getByRole("form", { name: "Add a person" });
  await form.getByLabel("Name").fill("Rosa Lind");
  await form.getByLabel("E-mail address").fill(email);
  await form.getByRole("button", { name: "Add a person" }).click();
  const password = await form.getByRole("status").locator(".font-mono").textContent();
  return { email, password: password ?? "" };
}

const admin = memberOfKind("maker");

async function fillIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function signedIn(browser: Browser, baseURL: string, person: Person): Promise<Page> {
  const page = await (await browser.newContext({ baseURL, locale: "en-GB" })).newPage();
  await page.goto("/sign-in");
  await fillIn(page, person);
  await page.waitForURL("**/dashboard");
  return page;
}

async function expectNoBarriers(page: Page): Promise<void> {
  expect(await barriersOn(page)).toEqual([]);
}

async function givePassword(page: Page, { password }: Person, button: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password").fill(password);
  await dialog.getByRole("button", { name: button }).click();
}

type Account = {
  readonly person: Person;
  /** Signs the person in, in a browser of its own. @param origin where the installation is asked for by another name */
  open(origin?: string): Promise<Page>;
};

/** Somebody new, whose account page stands open where and as often as a story wants it. */
const test = base.extend<{ account: Account }>({
  account: async ({ as, browser, baseURL }, use) => {
    const person = await newPerson(as);
    const contexts: BrowserContext[] = [];
    await use({
      person,
      async open(origin = baseURL!) {
        const page = await signedIn(browser, origin, person);
        contexts.push(page.context());
        await page.goto("/account");
        return page;
      },
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});
test.beforeEach(() => test.setTimeout(180_000));

test("somebody turns the second step on, signs in with it, loses the phone, and turns it off", async ({
  account: { person, open },
  baseURL,
}) => {
  const page = await open();
  await expect(page.getByText("Off: the password alone signs you in.")).toBeVisible();
  await page.getByRole("button", { name: "Turn on" }).click();
  await givePassword(page, { ...person, password: "not the password" }, "Next");
  await expect(page.getByRole("dialog").getByText("This is not your password").first()).toBeVisible();
  await expect(page.getByRole("dialog").getByText("Nothing was changed.")).toBeVisible();
  await givePassword(page, person, "Next");

  await expect(page.getByRole("img", { name: "QR code for the authenticator app" })).toBeVisible();
  const secret = (await page.locator(".panel .font-mono").first().textContent()) ?? "";
  await expectNoBarriers(page);
  await page.getByRole("textbox", { name: "Code" }).fill("000000");
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByText("This code is not right").first()).toBeVisible();
  await page.getByRole("textbox", { name: "Code" }).fill(totp(secret));
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByText("Keep these recovery codes")).toBeVisible();
  const codes = await page.getByRole("status").locator("li").allTextContents();
  expect(codes).toHaveLength(10);
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("On. 10 recovery codes are left.")).toBeVisible();
  await page.reload();
  await expect(page.getByText(codes[0]!)).toHaveCount(0);

  await page.context().clearCookies();
  await page.goto("/sign-in?next=/lots");
  await fillIn(page, { ...person, password: "not the password" });
  await expect(page.getByText("E-mail address and password do not fit together.")).toBeVisible();
  await fillIn(page, person);
  await page.waitForURL("**/sign-in/code?next=*");
  await page.goto("/lots");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goBack();
  await expectNoBarriers(page);
  await page.getByRole("textbox", { name: "Code" }).fill("000 000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("This code is not right").first()).toBeVisible();
  await page.getByRole("textbox", { name: "Code" }).fill(totp(secret, Date.now() + 30_000));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${baseURL}/lots`);

  await page.context().clearCookies();
  await page.goto("/sign-in");
  await fillIn(page, person);
  await page.getByText("The phone is not at hand").click();
  const recovery = page.getByRole("form", { name: "The phone is not at hand" });
  await recovery.getByLabel("Recovery code").fill(codes[3]!);
  await recovery.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/dashboard");
  await page.goto("/account");
  await expect(page.getByText("On. 9 recovery codes are left.")).toBeVisible();

  await page.getByRole("button", { name: "Turn off" }).click();
  await givePassword(page, person, "Turn off");
  await expect(page.getByText("Off: the password alone signs you in.")).toBeVisible();
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await fillIn(page, person);
  await page.waitForURL("**/dashboard");
});

test("somebody adds a passkey, signs in with it alone, and removes it", async ({
  account: { person, open },
  baseURL,
}) => {
  const elsewhere = await open();
  // A browser binds passkeys to a name; the same machine by its number is another place.
  const origin = baseURL!.replace("127.0.0.1", "localhost");
  await expect(elsewhere.getByRole("link", { name: origin })).toBeVisible();

  const page = await open(origin);
  const authenticator = await withAuthenticator(page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Work laptop");
  await givePassword(page, { ...person, password: "not the password" }, "Add a passkey");
  await expect(page.getByRole("dialog").getByText("This is not your password").first()).toBeVisible();
  expect(await authenticator.credentials()).toBe(0);
  await givePassword(page, person, "Add a passkey");
  await expect(page.getByText("The passkey is added.").first()).toBeVisible();
  await expect(page.getByRole("cell", { name: "Work laptop" })).toBeVisible();
  expect(await authenticator.credentials()).toBe(1);
  await elsewhere.goto("/account");
  await expect(elsewhere).toHaveURL(/\/sign-in/);

  await page.context().clearCookies();
  await page.goto("/sign-in?next=/lots");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL(`${origin}/lots`);

  await page.goto("/account");
  await page.getByRole("button", { name: "Remove" }).click();
  await givePassword(page, person, "Remove");
  await expect(page.getByText("The passkey is removed.").first()).toBeVisible();
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("This passkey is not known here")).toBeVisible();
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a passkey that asks for no finger, face or PIN is not taken", async ({ account: { person, open }, baseURL }) => {
  const page = await open(baseURL!.replace("127.0.0.1", "localhost"));
  await withAuthenticator(page, false);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Found on the floor");
  await givePassword(page, person, "Add a passkey");
  await expect(page.getByRole("dialog").getByText("Nothing was changed")).toBeVisible();
  await page.reload();
  await expect(page.getByText("None yet.")).toBeVisible();
});

test("a common password is refused at its field, and a sentence of one's own is taken", async ({
  account: { person, open },
}) => {
  const page = await open();
  const field = page.getByLabel("New password");
  for (const [password, said] of [
    ["short", "needs at least 15 characters"],
    ["passwordpassword", "is guessed early"],
    [person.email, "is guessed early"],
  ] as const) {
    await page.getByLabel("Password until now").fill(person.password);
    await field.fill(password);
    await page.getByRole("button", { name: "Change the password" }).click();
    await expect(page.locator("#newPassword-error")).toContainText(said);
    await expect(field).toHaveAttribute("aria-invalid", "true");
  }
  await field.fill("nine grey herons over the weir");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("The password is changed.")).toBeVisible();
});

test("somebody ends one session that was left open elsewhere", async ({ account: { open } }) => {
  const [left, page] = [await open(), await open()];
  await page
    .getByRole("form", { name: /^Sign out: / })
    .getByRole("button")
    .click();
  await expect(page.getByText("That session has ended.").first()).toBeVisible();
  await left.goto("/account");
  await expect(left).toHaveURL(/\/sign-in/);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Where you are signed in" })).toBeVisible();
});

/** The newest mail to somebody: without a mail server, letters are files. */
function newestLetter(to: string): string | undefined {
  const folder = join(process.env.TRUELANE_E2E_DATA_DIR ?? "", "outbox");
  const letters = readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"));
  return letters.findLast((text) => text.includes(`To: ${to}\n`));
}

async function askForMail(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot the password?" }).click();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("E-mail address").press("Enter");
  await page.waitForURL("**/forgot-password?sent=1");
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();
}

test("somebody forgot the password, and sets a new one with a mail", async ({ account: { person, open }, browser }) => {
  const left = await open();
  const page = await (await browser.newContext({ baseURL: new URL(left.url()).origin, locale: "en-GB" })).newPage();
  for (const door of ["request-password-reset", "reset-password"])
    expect((await page.request.post(`/api/auth/${door}`, { data: { email: person.email } })).status()).toBe(404);
  await askForMail(page, "nobody-at-all@lumen-optics.example");
  const said = await page.locator("main").textContent();
  await askForMail(page, person.email);
  expect(await page.locator("main").textContent()).toBe(said);
  await expectNoBarriers(page);

  await expect.poll(() => newestLetter(person.email)).toBeDefined();
  expect(newestLetter("nobody-at-all@lumen-optics.example")).toBeUndefined();
  const link = /^http.*$/m.exec(newestLetter(person.email) ?? "")?.[0] ?? "";
  const asked: { readonly url: string; readonly referrer: string }[] = [];
  page.on("request", (request) => asked.push({ url: request.url(), referrer: request.headers().referer ?? "" }));
  await page.goto(link);
  const field = page.getByLabel("New password", { exact: true });
  await expect(field).toBeVisible();
  await expectNoBarriers(page);
  await field.fill("passwordpassword");
  await field.press("Enter");
  await expect(page.locator("#newPassword-error")).toContainText("is guessed early");
  const password = "nine grey herons over the weir";
  await field.fill(password);
  await field.press("Enter");
  await page.waitForURL("**/sign-in?changed=1");
  await expect(page.getByRole("status").getByText("The password is changed.")).toBeVisible();
  await expectNoBarriers(page);
  expect(asked.filter(({ url }) => new URL(url).origin !== new URL(link).origin)).toEqual([]);
  expect(asked.filter(({ referrer }) => referrer.includes("token"))).toEqual([]);

  await left.goto("/account");
  await expect(left).toHaveURL(/\/sign-in/);
  await fillIn(page, person);
  await expect(page.getByText("E-mail address and password do not fit together.")).toBeVisible();
  await fillIn(page, { ...person, password });
  await page.waitForURL("**/dashboard");

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link cannot be used" })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("link", { name: "Ask for a new mail" }).click();
  await expect(page).toHaveURL(/\/forgot-password$/);
  await page.context().close();
});
