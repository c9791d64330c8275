import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../../test/postgres.ts";
import type { AlertBook, NewAlert } from "../../ports/alert-book.ts";
import { BadCursor } from "../../usecases/queries.ts";
import { openAlertBook } from "./alert-book.ts";
import { openWarnings } from "./warnings.ts";

let db: TestDatabase;
let book: AlertBook;
beforeAll(async () => {
  db = await openTestDatabase({ migrate: ["0001", "0003", "0008"] });
  book = openAlertBook(db.web);
  await db.pool.query(
    `INSERT INTO sign_in_organization (id, name, slug) VALUES ('o', 'Lumina', 'lumina'), ('r', 'Rival', 'rival')`,
  );
  for (const [id, name, role, organization] of [
    ["u1", "Sam", "viewer", "o"],
    ["u2", "Ada", "admin,registrar", "o"],
    ["u3", "Bo", "shipper", "o"],
    ["u4", "Bo", "shipper", "o"],
    ["ceo", "Rita Rival", "admin", "r"],
  ])
    await db.pool.query(
      `WITH person AS (INSERT INTO sign_in_user (id, name, email) VALUES ($1, $2, $1 || '@x.example') RETURNING id)
      INSERT INTO sign_in_seat (id, organization_id, user_id, role) SELECT $1, $4, id, $3 FROM person`,
      [id, name, role, organization],
    );
});
afterAll(() => db.close());

const AT = "2026-05-04T10:00:00.000Z";
const LATER = "2026-05-05T10:00:00.000Z";
const ADA = { member: "lumina", name: "Ada" };
const MEI = { member: "lumina", name: "Mei" };

let labels = 0;
const newLabel = () => {
  labels += 1;
  return labels.toString(16).padStart(64, "0");
};
const alertOn = (label: string, evidence: readonly string[] = ["v1"], more: Partial<NewAlert> = {}): NewAlert => ({
  id: crypto.randomUUID(),
  class: "R5",
  severity: "high",
  subject: { kind: "unit", name: label },
  ownerMember: "lumina",
  recipients: ["nordwind"],
  contradiction: { rule: "R5", severity: "high", facts: [], copies: [], evidence },
  report: null,
  at: AT,
  deadline: LATER,
  ...more,
});
const seenIn = (country: string) => ({ says: "seen", at: AT, country, region: null }) as const;
const alertSeenIn = (label: string, country: string, evidence: readonly string[]) =>
  alertOn(label, evidence, {
    contradiction: { rule: "R5", severity: "high", facts: [seenIn(country)], copies: [], evidence },
  });
const close = (number: string, rootCause: "data-late" | "label-copied" = "data-late") =>
  book.change(
    "lumina",
    number,
    { what: "closed", rootCause, outcome: rootCause === "data-late" ? "false-alarm" : "confirmed", text: "why" },
    ADA,
    LATER,
  );
/** Asked anew each time: what a process remembers for a second is not what is tested here. */
const warningOf = (label: string) => openWarnings(db.pool).of(label);

describe("an alert", () => {
  it("is opened once, grows with new evidence, and is owned by a person from the start", async () => {
    const label = newLabel();
    const first = await book.raise(alertOn(label));
    expect(first).toEqual({ number: expect.stringMatching(/^A-2026-\d{6}$/), became: "opened" });
    expect(await book.raise(alertOn(label))).toEqual({ number: first.number, became: "known" });
    expect(await book.raise(alertOn(label, ["v1", "v2"]))).toEqual({ number: first.number, became: "grown" });
    const { alert, messages } = (await book.alert("lumina", first.number))!;
    expect(alert).toMatchObject({ owner: { member: "lumina", name: "Ada" }, state: "open", actedAt: null });
    expect(messages.map(({ what }) => what)).toEqual(["opened", "grown"]);
    expect(messages.map(({ author }) => author)).toEqual(["TrueLane", "TrueLane"]);
  });

  it("keeps every set of facts that it stated, in its history", async () => {
    const label = newLabel();
    const { number } = await book.raise(alertSeenIn(label, "NG", ["v1"]));
    await book.raise(alertSeenIn(label, "FR", ["v1", "v2"]));
    const { alert, messages } = (await book.alert("lumina", number))!;
    expect(alert.contradiction?.facts).toEqual([seenIn("FR")]);
    expect(messages.map(({ stated }) => stated)).toEqual([
      [{ alert: number, rule: "R5", facts: [seenIn("NG")] }],
      [{ alert: number, rule: "R5", facts: [seenIn("FR")] }],
    ]);
  });

  it("that a person reported was opened by that person", async () => {
    const report = { about: "module", text: "loose latch", place: "", contact: "", photo: null } as const;
    const told = { class: "report", contradiction: null, report, openedBy: ADA } as const;
    const { number } = await book.raise(alertOn(newLabel(), [], told));
    const { messages } = (await book.alert("lumina", number))!;
    expect(messages).toMatchObject([{ what: "opened", member: "lumina", author: "Ada" }]);
  });

  it("that a person explained is not opened again by the same evidence, but by new one", async () => {
    const label = newLabel();
    const { number } = await book.raise(alertOn(label));
    await close(number);
    expect(await book.raise(alertOn(label))).toEqual({ number, became: "known" });
    expect((await book.raise(alertOn(label, ["v1", "v9"]))).became).toBe("opened");
  });

  it("is the business of its owner and of whom it was shared with, and of nobody else", async () => {
    const { number } = await book.raise(alertOn(newLabel()));
    expect(await book.alert("nordwind", number)).toBeDefined();
    expect(await book.alert("arcus", number)).toBeUndefined();
    expect(
      await book.change("nordwind", number, { what: "acknowledged" }, { member: "nordwind", name: "Bo" }, AT),
    ).toBe(false);
  });

  it("keeps every message of all parties as it was written", async () => {
    const { number } = await book.raise(alertOn(newLabel()));
    await book.say({ alert: number }, { member: "nordwind", name: "Bo" }, "we have it on the shelf", AT);
    expect((await book.alert("lumina", number))?.messages.at(-1)).toMatchObject({ author: "Bo", what: "said" });
    for (const edit of ["UPDATE alert_message SET text = ''", "DELETE FROM alert_message"])
      await expect(db.pool.query(edit)).rejects.toThrow("only added");
  });

  it("goes forward, remembers the first action, and is closed for good", async () => {
    const { number } = await book.raise(alertOn(newLabel()));
    expect(await book.change("lumina", number, { what: "investigating" }, ADA, AT)).toBe(true);
    expect(await book.change("lumina", number, { what: "acknowledged" }, ADA, LATER)).toBe(false);
    await close(number);
    expect((await book.alert("lumina", number))?.alert).toMatchObject({
      state: "closed",
      actedAt: AT,
      rootCause: "data-late",
      outcome: "false-alarm",
      closedBy: "Ada",
    });
    expect(await book.change("lumina", number, { what: "held" }, ADA, LATER)).toBe(false);
  });

  it("is given to a colleague, whom it names, and never tells who signs in elsewhere", async () => {
    expect(await book.colleague("lumina", "U1@x.example")).toBe("u1@x.example");
    expect(await book.colleague("lumina", "Ada")).toBe("u2@x.example");
    expect(await book.colleague("lumina", "Bo")).toBeUndefined();
    expect(await book.colleague("lumina", "u4@x.example")).toBe("u4@x.example");
    for (const other of ["ceo@x.example", "Rita Rival", "nobody@x.example"])
      expect(await book.colleague("lumina", other)).toBeUndefined();

    const { number } = await book.raise(alertOn(newLabel()));
    const given = async (name: string) => {
      await book.change("lumina", number, { what: "assigned", name }, { member: "lumina", name: "u2@x.example" }, AT);
      const { alert, messages } = (await book.alert("nordwind", number))!;
      return { owner: alert.owner.name, ...messages.at(-1) };
    };
    expect(await given("ceo@x.example")).toMatchObject({ owner: "ceo@x.example", text: "ceo@x.example" });
    expect(await given("u1@x.example")).toMatchObject({ owner: "Sam", author: "Ada", text: "Sam" });
    await book.say({ alert: number }, ADA, "u1@x.example", AT);
    expect((await book.alert("lumina", number))?.messages.at(-1)).toMatchObject({ what: "said", text: "u1@x.example" });
  });

  it("is listed newest first, page by page, and by label", async () => {
    const label = newLabel();
    const numbers = [];
    for (const rule of ["R4", "R5", "R6"] as const)
      numbers.push((await book.raise({ ...alertOn(label), class: rule })).number);
    const first = await book.alerts("lumina", { label, limit: 2 });
    expect(first.items.map(({ number }) => number)).toEqual([numbers[2], numbers[1]]);
    const second = await book.alerts("lumina", { label, limit: 2, cursor: first.nextCursor! });
    expect(second).toMatchObject({ items: [{ number: numbers[0] }], nextCursor: null });
    await expect(book.alerts("lumina", { cursor: "' OR 1=1" })).rejects.toThrow(BadCursor);
  });
});

describe("the scan page", () => {
  it("lists a high contradiction at once, and no longer once it is explained", async () => {
    const label = newLabel();
    const { number } = await book.raise(alertOn(label));
    expect(await warningOf(label)).toMatchObject({ confirmed: null, contradictions: [{ rule: "R5" }] });
    await close(number);
    expect(await warningOf(label)).toBeUndefined();
  });

  it("goes on listing what another member has not explained", async () => {
    const label = newLabel();
    const { number } = await book.raise(alertOn(label));
    await book.raise(alertOn(label, ["v2"], { class: "R6", ownerMember: "arcus", recipients: [] }));
    await close(number);
    expect(await warningOf(label)).toMatchObject({ contradictions: [{ evidence: ["v2"] }] });
  });

  it("says nothing of a notice, and nothing of another label", async () => {
    const label = newLabel();
    await book.raise({ ...alertOn(label), severity: "notice" });
    expect(await warningOf(label)).toBeUndefined();
    expect(await warningOf(newLabel())).toBeUndefined();
  });

  it("hears of it within a second in a process that has looked before", async () => {
    const warnings = openWarnings(db.pool);
    const label = newLabel();
    expect(await warnings.of(label)).toBeUndefined();
    await book.raise(alertOn(label));
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await warnings.of(label)).toBeDefined();
  });
});

describe("a case", () => {
  const open = async (label = newLabel()) => {
    const { number: alert } = await book.raise(alertOn(label));
    const number = await book.openCase(
      { id: crypto.randomUUID(), title: "Copied labels", member: "lumina", alerts: [alert], at: AT, deadline: LATER },
      ADA,
    );
    return { alert, label, number: number! };
  };
  const decide = (
    number: string,
    who: typeof ADA,
    decision: "confirm" | "clear" = "confirm",
    finding = "counterfeit",
  ) =>
    book.decide(
      number,
      {
        decision,
        finding: decision === "confirm" ? (finding as "counterfeit") : null,
        userId: `id of ${who.name}`,
        name: who.name,
        at: LATER,
      },
      who,
    );

  it("is confirmed by two people, not by one twice, and then stops the scan page", async () => {
    const { number, label, alert } = await open();
    expect(await decide(number, ADA)).toBe("noted");
    expect(await decide(number, ADA)).toBe("same-person");
    expect(await decide(number, MEI, "confirm", "stolen")).toBe("other-finding");
    expect((await warningOf(label))?.confirmed).toBeNull();
    expect((await book.alert("lumina", alert))?.alert).toMatchObject({ state: "investigating", caseState: "open" });
    expect(await decide(number, MEI)).toBe("decided");
    expect((await book.alert("lumina", alert))?.alert).toMatchObject({
      state: "investigating",
      caseState: "confirmed",
    });
    expect((await warningOf(label))?.confirmed).toEqual({ case: number, finding: "counterfeit", at: LATER });
  });

  it("is taken back by two people too, and can be confirmed anew", async () => {
    const { number, label } = await open();
    await decide(number, ADA);
    await decide(number, MEI);
    expect(await decide(number, ADA, "clear")).toBe("noted");
    expect((await warningOf(label))?.confirmed).not.toBeNull();
    expect(await decide(number, MEI, "clear")).toBe("decided");
    expect((await warningOf(label))?.confirmed).toBeNull();
    expect(await decide(number, MEI)).toBe("noted");
    expect(await decide(number, ADA)).toBe("decided");
  });

  it("closes its alerts with it, and a confirmed one speaks on", async () => {
    const { number, label, alert } = await open();
    await decide(number, ADA);
    await decide(number, MEI);
    expect(await book.closeCase(number, { rootCause: "caps-lock", outcome: "false-alarm" }, ADA, LATER)).toBe(false);
    expect(await book.closeCase(number, { rootCause: "label-copied", outcome: "confirmed" }, ADA, LATER)).toBe(true);
    expect((await book.alert("lumina", alert))?.alert).toMatchObject({ state: "closed", case: number });
    expect((await warningOf(label))?.confirmed?.case).toBe(number);
  });

  it("keeps the facts that each person signed for, whoever looks at the label afterwards", async () => {
    const label = newLabel();
    const { number: alert } = await book.raise(alertSeenIn(label, "NG", ["v1"]));
    const opened = {
      id: crypto.randomUUID(),
      title: "Copied",
      member: "lumina",
      alerts: [alert],
      at: AT,
      deadline: LATER,
    };
    const number = (await book.openCase(opened, ADA))!;
    await decide(number, ADA);
    await book.raise(alertSeenIn(label, "FR", ["v1", "v2"]));
    await decide(number, MEI);
    await book.raise(alertSeenIn(label, "CN", ["v1", "v2", "v3"]));
    const found = (await book.case("lumina", number))!;
    expect(found.alerts[0]?.contradiction?.facts).toEqual([seenIn("CN")]);
    expect(found.messages.map(({ what, stated }) => [what, stated])).toEqual([
      ["opened", []],
      ["confirm-1", [{ alert, rule: "R5", facts: [seenIn("NG")] }]],
      ["confirmed", [{ alert, rule: "R5", facts: [seenIn("FR")] }]],
    ]);
  });

  it("is not opened over another member's alerts, or over none", async () => {
    const { number: alert } = await book.raise(alertOn(newLabel()));
    const opened = {
      id: crypto.randomUUID(),
      title: "x",
      member: "nordwind",
      alerts: [alert],
      at: AT,
      deadline: LATER,
    };
    expect(await book.openCase(opened, { member: "nordwind", name: "Bo" })).toBeUndefined();
    expect(await book.openCase({ ...opened, member: "lumina", alerts: [] }, ADA)).toBeUndefined();
  });

  it("names people who were noted by their address, and leaves an address that nobody has any more", async () => {
    const { number: alert } = await book.raise(alertOn(newLabel()));
    const byAddress = { member: "lumina", name: "u2@x.example" };
    const gone = { member: "lumina", name: "gone@x.example" };
    const opened = { id: crypto.randomUUID(), title: "x", member: "lumina", alerts: [alert], at: AT, deadline: LATER };
    const number = (await book.openCase(opened, byAddress))!;
    await decide(number, byAddress);
    await book.say({ case: number }, gone, "as far as I know", LATER);
    await book.closeCase(number, { rootCause: "caps-lock", outcome: "false-alarm" }, byAddress, LATER);
    const found = await book.case("lumina", number);
    expect(found).toMatchObject({ owner: { name: "Ada" }, closedBy: "Ada", decisions: [{ name: "Ada" }] });
    expect(found?.messages.map(({ author }) => author)).toEqual(["Ada", "Ada", "gone@x.example", "Ada"]);
    expect((await book.cases("lumina", {})).items.find((one) => one.number === number)?.owner.name).toBe("Ada");
    expect((await book.alert("lumina", alert))?.alert.closedBy).toBe("Ada");
  });

  it("shows units, alerts, who decided and what was said", async () => {
    const { number, label, alert } = await open();
    await decide(number, ADA);
    expect(await book.case("lumina", number)).toMatchObject({
      units: [{ label, serialNumber: null }],
      alerts: [{ number: alert, state: "investigating" }],
      decisions: [{ decision: "confirm", name: "Ada" }],
      messages: [{ what: "opened" }, { what: "confirm-1" }],
    });
    expect(await book.case("nordwind", number)).toBeDefined();
    expect(await book.case("arcus", number)).toBeUndefined();
  });
});

describe("a link for a partner without an account", () => {
  it("opens one alert until it ends; its history says to whom it went, and no partner reads that as something said", async () => {
    const { number } = await book.raise(alertOn(newLabel()));
    const tokenHash = Buffer.alloc(32, 7);
    await book.link(number, { tokenHash, mail: "p@x.example", author: ADA, at: AT, expiresAt: LATER });
    const opened = await book.linked(tokenHash, AT);
    expect(opened?.alert.number).toBe(number);
    expect(opened?.messages.at(-1)).toMatchObject({ what: "forwarded", author: "Ada", text: "p@x.example" });
    expect(await book.linked(tokenHash, LATER)).toBeUndefined();
    expect(await book.linked(Buffer.alloc(32, 8), AT)).toBeUndefined();
  });
});

it("has of the alerts of an earlier version the facts that they state by now, with their last growth", async () => {
  const old = await openTestDatabase({ migrate: ["0008"] });
  await old.pool.query(`INSERT INTO alert (id, number, class, severity, subject_kind, subject, owner_member, owner_name, contradiction, opened_at, deadline_at)
    VALUES (gen_random_uuid(), 'A-2026-000001', 'R5', 'high', 'unit', 'x', 'lumina', 'Ada', '{"rule": "R5", "facts": [{"says": "seen"}]}', now(), now()),
      (gen_random_uuid(), 'A-2026-000002', 'report', 'high', 'unit', 'x', 'lumina', 'Ada', NULL, now(), now())`);
  for (const what of ["opened", "grown", "grown", "acknowledged"])
    await old.pool.query(
      "INSERT INTO alert_message (alert_id, at, author, what, text) SELECT id, now(), '', $1, '' FROM alert",
      [what],
    );
  await old.pool.query(readFileSync("prisma/migrations/0018_stated_facts/migration.sql", "utf8"));
  const { rows } = await old.pool.query(
    "SELECT a.number, m.what, m.stated FROM alert_message m JOIN alert a ON a.id = m.alert_id ORDER BY a.number, m.id",
  );
  expect(rows.map(({ stated }) => stated)).toEqual([
    null,
    null,
    [{ alert: "A-2026-000001", rule: "R5", facts: [{ says: "seen" }] }],
    ...Array.from({ length: 5 }, () => null),
  ]);
  await expect(old.pool.query("DELETE FROM alert_message")).rejects.toThrow("only added");
  await old.close();
});
