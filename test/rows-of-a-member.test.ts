import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forEverybody, forMember, meanwhileForEverybody } from "../lib/adapters/for-member.ts";
import { prismaForMember } from "../lib/adapters/records-prisma/prisma-for-member.ts";
import { restoreBackup } from "../lib/server/backup/restore-backup.ts";
import { writeBackup } from "../lib/server/backup/write-backup.ts";
import { migrate } from "../lib/server/migrations.ts";
import { passesWalls } from "../lib/server/postgres/passes-walls.ts";
import { PrismaClient } from "../prisma/generated/client.ts";
import { openTestDatabase, type TestDatabase } from "./postgres.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const ROOT = join(import.meta.dirname, "..");
/** Of the product. */
function sources(): string[] {
  const names = ["app", "components", "lib", "scripts"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  return names.filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !name.endsWith(".test.ts"));
}

/** The second wall between members (docs/decisions/092), table by table, on the tables as the migrations leave them. */
let db: TestDatabase;
let covered: readonly string[];
const MEMBERS = ["acme", "beta"] as const;
type Member = (typeof MEMBERS)[number];

/** What lies open, and why no member's wall is around it. Every table is here or has policies. */
const OPEN: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      "broken_subject event event_reader label label_key lot member module packing product projection recall",
      "subject_event subject_state thing transfer transfer_exception transfer_thing",
    ]
      .join(" ")
      .split(" ")
      .map((name) => [
        `rm_${name}`,
        "a fold of the ledger, which every member has; who may read an event is asked in one place",
      ]),
  ),
  hosted_member: "which members work here is public",
  received_birth: "records of modules, public once somebody scans one",
  scan_visit: "of a label, by strangers without name or address; read by rules and counted for whoever scans",
  scan_label: "of a label, whoever asks",
  scan_tally: "of networks that scan",
  scan_lost: "a number a day",
  label_warning: "whether the scan page has something to say, which it says to everybody",
  activation_attempt: "of a unit or a network, as hashes",
  sign_in_user: "says who somebody is before any member is known",
  sign_in_session: "says who somebody is before any member is known",
  sign_in_account: "says who somebody is before any member is known",
  sign_in_verification: "says who somebody is before any member is known",
  sign_in_organization: "says for which member somebody acts",
  sign_in_seat: "says for which member somebody acts",
  sign_in_invitation: "says for which member somebody acts",
  sign_in_api_key: "says for which member a program acts",
  sign_in_passkey: "says who somebody is before any member is known",
  sign_in_second_factor: "says who somebody is before any member is known",
  sign_in_rate_limit: "of networks that sign in",
  sign_in_attempt: "of accounts that sign in",
  schema_migration: "of the installation",
};
/** `ledger_*`, `fabric_*`: the ledger itself, which every member has. */
const OF_A_LEDGER = /^(ledger|fabric)_/;

/** Who may act for everybody, and there is a sentence at each place that says why. */
const ACTS_FOR_EVERYBODY = [
  "lib/adapters/alerts-postgres/alert-book.ts",
  "lib/adapters/alerts-postgres/touch-warnings.ts",
  "lib/adapters/for-member.ts",
  "lib/adapters/journal-postgres/open-journal.ts",
  "lib/adapters/sightings-postgres/sightings.ts",
  "lib/server/backup/write-backup.ts",
  "lib/server/cli/audit.ts",
  "lib/server/cli/doctor.ts",
  "lib/server/founding-token.ts",
  "lib/server/migrations.ts",
  "lib/server/pool.ts",
  "lib/server/workshop.ts",
];

const uuid = (member: Member, kind: number) =>
  `00000000-0000-4000-8000-${member === "acme" ? "a" : "b"}${String(kind).padStart(11, "0")}`;
const lot = (member: Member) => `lot/${member}/L-1`;
const number = (member: Member) => (member === "acme" ? 1 : 2);
const label = (member: Member) => Buffer.alloc(32, number(member));

/** One row of a member in each table; those that others name come first. Written as the member itself. */
const ROWS: Readonly<Record<string, (member: Member) => Readonly<Record<string, unknown>>>> = {
  operation: (member) => ({
    id: uuid(member, 1),
    member,
    actor: "{}",
    kind: "sell",
    command: "{}",
    request_hash: "",
    state: "pending",
  }),
  operation_event: (member) => ({
    operation: uuid(member, 1),
    sequence: 0,
    event_id: member,
    kind: "sold",
    bytes: "{}",
    state: "stored",
  }),
  job: (member) => ({
    id: uuid(member, 2),
    member,
    kind: "register-lot",
    state: "queued",
    input: "{}",
    request_hash: "",
  }),
  sscc_counter: (member) => ({ member, next: 1 }),
  member_agreement: (member) => ({ what: "admit gamma", member, user_id: "u", email: "u@x" }),
  lot_import: (member) => ({ number: number(member), lot: lot(member), job: uuid(member, 2), printable: true }),
  lot_gate_finding: (member) => ({ number: number(member), rule: "R", severity: "info", count: 1, samples: "[]" }),
  pack_plan: (member) => ({ lot: lot(member), sscc: "1", label_id: label(member) }),
  release_approval: (member) => ({ lot: lot(member), user_id: "u", email: "u@x" }),
  release_override: (member) => ({ lot: lot(member), who: "u", reason: "r" }),
  label_order: (member) => ({ lot: lot(member), member, quota: 1, opened_by: "u" }),
  label_print: (member) => ({ id: uuid(member, 3), lot: lot(member), label: "body", labels: 1, asked_by: "u" }),
  label_spoiled: (member) => ({ lot: lot(member), labels: 1, reason: "torn", noted_by: "u" }),
  label_applied: (member) => ({ lot: lot(member), label_id: member.repeat(16), noted_by: "u" }),
  transfer_note: (member) => ({ transfer: `t-${member}`, subject: "module/1", note: "dented" }),
  stock_count: (member) => ({ id: uuid(member, 4), member, counted_at: "2026-01-01", items: 1, uploaded_by: "u" }),
  stock_count_item: (member) => ({ count_id: uuid(member, 4), label_id: label(member) }),
  member_network: (member) => ({ member, network: "198.51.100.0/24", seen_at: "2026-01-01" }),
  member_country: (member) => ({ member, country: "DE" }),
  module_sighting: (member) => ({ module: "m", organisation: member, digest: "d", seen_at: "2026-01-01" }),
  alert_case: (member) => ({
    id: uuid(member, 5),
    number: `C-${member}`,
    title: "t",
    owner_member: member,
    owner_name: "u",
    opened_at: "2026-01-01",
    deadline_at: "2026-01-02",
  }),
  alert: (member) => ({
    id: uuid(member, 6),
    number: `A-${member}`,
    class: "R5",
    severity: "high",
    subject_kind: "unit",
    subject: member,
    owner_member: member,
    owner_name: "u",
    opened_at: "2026-01-01",
    deadline_at: "2026-01-02",
    case_id: uuid(member, 5),
  }),
  case_label: (member) => ({ case_id: uuid(member, 5), label_id: label(member) }),
  case_decision: (member) => ({
    case_id: uuid(member, 5),
    round: 1,
    decision: "confirm",
    user_id: "u",
    name: "u",
    at: "2026-01-01",
  }),
  alert_message: (member) => ({
    alert_id: uuid(member, 6),
    at: "2026-01-01",
    member,
    author: "u",
    what: "said",
    text: "hello",
  }),
  alert_link: (member) => ({
    token_hash: label(member),
    alert_id: uuid(member, 6),
    mail: "p@x",
    made_by: "u",
    made_at: "2026-01-01",
    expires_at: "2027-01-01",
  }),
};

async function insert(client: pg.ClientBase, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = Object.keys(row);
  const places = columns.map((_, at) => `$${at + 1}`);
  await client.query(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places.join(", ")})`, Object.values(row));
}

beforeAll(async () => {
  db = await openTestDatabase();
  const client = new pg.Client({ connectionString: db.url });
  await client.connect();
  await migrate(client);
  await client.end();
  const { rows } = await db.pool.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relforcerowsecurity ORDER BY relname",
  );
  covered = rows.map(({ name }) => name);
  for (const member of MEMBERS) {
    await db.pool.query(
      `INSERT INTO rm_transfer (id, giver, receiver, status, count, modules, consignment, offered_at, expires_at, log_index)
       VALUES ($1, 'gamma', $2, 'accepted', 1, 1, '', '', '', 1)`,
      [`t-${member}`, member],
    );
    await forMember(db.web, member, async (client) => {
      for (const [table, rowOf] of Object.entries(ROWS)) await insert(client, table, rowOf(member));
    });
  }
}, 120_000);
afterAll(() => db.close());

type Place = { readonly place: string; readonly row: unknown };
async function rowsIn(client: Pick<pg.Pool, "query">, table: string): Promise<Place[]> {
  const { rows } = await client.query<Place>(
    `SELECT ctid::text AS place, to_jsonb(t) AS row FROM ${table} t ORDER BY ctid`,
  );
  return rows;
}

/** How many of these rows somebody can change or delete; nothing is changed. */
async function canChange(client: pg.PoolClient, table: string, places: readonly Place[]): Promise<number> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attidentity <> 'a' ORDER BY attnum LIMIT 1",
    [table],
  );
  const column = rows[0]?.name;
  const at = [places.map(({ place }) => place)];
  const updated = await client.query(
    `UPDATE ${table} SET ${column} = ${column} WHERE ctid = ANY($1::text[]::tid[])`,
    at,
  );
  const deleted = await client.query(`DELETE FROM ${table} WHERE ctid = ANY($1::text[]::tid[])`, at);
  return (updated.rowCount ?? 0) + (deleted.rowCount ?? 0);
}

/** As if it were written anew; the walls are asked before any key. */
async function writeAgain(client: pg.PoolClient, table: string, { row }: Place): Promise<void> {
  await client.query(
    `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`,
    [JSON.stringify(row)],
  );
}
const REFUSED = { code: "42501" };

/** On a connection that never acted for anybody, and then on one that did: for Postgres these are two things. */
async function asNobody(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const pool = new pg.Pool({ connectionString: db.url, max: 1 });
  for (const before of [[], ["gamma"]]) {
    for (const member of before) await forMember(pool, member, async () => undefined);
    const client = await pool.connect();
    await work(client).finally(() => client.release());
  }
  await pool.end();
}

describe("the tables", () => {
  it("are each behind the wall of a member, or named as open with the reason", async () => {
    const { rows } = await db.pool.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition",
    );
    const all = rows.map(({ name }) => name).filter((name) => !OF_A_LEDGER.test(name));
    expect([...covered, ...Object.keys(OPEN)].sort()).toEqual(all.sort());
  });

  it("that are covered hold their owner too, and each has a row in this test", async () => {
    const { rows } = await db.pool.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity <> relforcerowsecurity",
    );
    expect(rows).toEqual([]);
    expect(Object.keys(ROWS).sort()).toEqual(covered);
  });
});

describe.each(Object.keys(ROWS))("rows of %s", (table) => {
  it("are all there for the worker", async () => {
    expect(await rowsIn(db.pool, table)).toHaveLength(MEMBERS.length);
  });

  it("are not there for a connection that has not said for whom it acts, which changes and writes none", async () => {
    const all = await rowsIn(db.pool, table);
    await asNobody(async (client) => {
      expect(await rowsIn(client, table)).toEqual([]);
      expect(await canChange(client, table, all)).toBe(0);
      await expect(writeAgain(client, table, all[0]!)).rejects.toMatchObject(REFUSED);
    });
  });

  it.each(MEMBERS)("are %s's own for it, and it changes and writes none of the other's", async (member) => {
    const all = await rowsIn(db.pool, table);
    const [mine, others] = await forMember(db.web, member, async (client) => {
      const seen = await rowsIn(client, table);
      const hidden = all.filter(({ place }) => !seen.some((one) => one.place === place));
      expect(await canChange(client, table, hidden)).toBe(0);
      return [seen, hidden] as const;
    });
    // In the order in which they were written.
    expect(mine).toEqual([all[MEMBERS.indexOf(member)]]);
    await expect(forMember(db.web, member, (client) => writeAgain(client, table, others[0]!))).rejects.toMatchObject(
      REFUSED,
    );
    expect(await rowsIn(db.pool, table)).toEqual(all);
  });
});

describe("an alert that was shared", () => {
  beforeAll(async () => {
    await db.pool.query("UPDATE alert SET recipients = '{gamma}' WHERE owner_member = 'acme'");
  });

  it("is read with its case and history by whom it was shared with, who changes nothing of it but may answer", async () => {
    await forMember(db.web, "gamma", async (client) => {
      for (const table of ["alert", "alert_case", "case_label", "case_decision", "alert_message"])
        expect([table, (await rowsIn(client, table)).length]).toEqual([table, 1]);
      for (const table of ["alert", "alert_case", "case_label", "case_decision"])
        expect([table, await canChange(client, table, await rowsIn(client, table))]).toEqual([table, 0]);
      expect(await rowsIn(client, "alert_link")).toEqual([]);
      const said = ROWS.alert_message!("acme");
      await insert(client, "alert_message", { ...said, member: "gamma" });
      await expect(insert(client, "alert_message", said)).rejects.toMatchObject(REFUSED);
      await client.query("ROLLBACK");
    });
  });

  it("does not show a third member that it is there", async () => {
    await forMember(db.web, "delta", async (client) => expect(await rowsIn(client, "alert")).toEqual([]));
  });
});

describe("a connection", () => {
  const jobs = async (client: Pick<pg.Pool, "query">) => (await rowsIn(client, "job")).length;

  it("that acted for a member, or for everybody, acts for nobody afterwards, also when the work failed", async () => {
    const one = new pg.Pool({ connectionString: db.url, max: 1 });
    expect([await forMember(one, "acme", jobs), await jobs(one)]).toEqual([1, 0]);
    expect([await forEverybody(one, jobs), await jobs(one)]).toEqual([2, 0]);
    await expect(forMember(one, "acme", (client) => client.query("no SQL"))).rejects.toThrow("syntax");
    expect(await jobs(one)).toBe(0);
    await one.end();
  });

  it("that acts for everybody meanwhile goes on for its member", async () => {
    const seen = await forMember(db.web, "beta", async (client) => [
      await jobs(client),
      await meanwhileForEverybody(client, () => jobs(client)),
      await jobs(client),
    ]);
    expect(seen).toEqual([1, 2, 1]);
  });

  it("of the worker acts for one member where it is asked to", async () => {
    expect([await forMember(db.pool, "acme", jobs), await jobs(db.pool)]).toEqual([1, 2]);
  });

  it("acts for no member that is called like everybody, or like an injection", async () => {
    await expect(forMember(db.web, "*", jobs)).rejects.toThrow("no member");
    expect(await forMember(db.web, "' OR true; SELECT set_config('truelane.member', '*', true); --", jobs)).toBe(0);
    expect(await forMember(db.web, "", jobs)).toBe(0);
  });

  it("of Prisma acts for the member that it is asked for, and for nobody afterwards", async () => {
    const prisma = new PrismaClient({ adapter: new PrismaPg(db.web, { disposeExternalPool: false }) });
    expect(await prisma.jobRow.count()).toBe(0);
    await prismaForMember(prisma, "acme", async (own) => {
      expect((await own.jobRow.findMany()).map(({ member }) => member)).toEqual(["acme"]);
      expect(await own.operationRow.findMany({ include: { events: true } })).toMatchObject([
        { events: [{ eventId: "acme" }] },
      ]);
      expect((await own.jobRow.updateMany({ where: { member: "beta" }, data: { done: 7 } })).count).toBe(0);
    });
    expect(await prisma.jobRow.count()).toBe(0);
    await expect(prismaForMember(prisma, "*", (own) => own.jobRow.count())).rejects.toThrow("no member");
    await prisma.$disconnect();
  });
});

describe("a role", () => {
  it("that owns the tables is held; a superuser, and one with BYPASSRLS, is named with what to do", async () => {
    expect(await passesWalls(db.web)).toBeUndefined();
    const root = new pg.Client({ connectionString: db.url.replace("//truelane:", "//postgres:") });
    await root.connect();
    expect(await passesWalls(root as unknown as pg.Pool)).toMatch(
      /postgres is a superuser.*without SUPERUSER and BYPASSRLS/,
    );
    await root.query("BEGIN; CREATE ROLE passer BYPASSRLS; SET LOCAL ROLE passer");
    expect(await passesWalls(root as unknown as pg.Pool)).toContain("passer has BYPASSRLS");
    await root.query("ROLLBACK");
    await root.end();
  });
});

describe("a backup", () => {
  it("holds the rows of all members, and the place that it is restored to has its walls", async () => {
    const folder = temporaryFolder("backup-of-rows");
    const file = join(folder, "truelane.backup");
    const dataDir = join(folder, "restored");
    const of = { dataDir: folder, databaseUrl: db.url, ledger: "embedded", version: "0.1.0" } as const;
    await writeBackup(of, file, new Date());
    const restored = await openTestDatabase();
    await restoreBackup(file, { dataDir, databaseUrl: restored.url });
    const rowsOf = async (pool: pg.Pool, table: string) => (await rowsIn(pool, table)).map(({ row }) => row);
    for (const table of covered) {
      // What was waiting is told to have ended.
      if (table !== "job")
        expect([table, await rowsOf(restored.pool, table)]).toEqual([table, await rowsOf(db.pool, table)]);
      expect([table, (await rowsOf(restored.pool, table)).length]).toEqual([table, MEMBERS.length]);
      expect([table, await rowsOf(restored.web, table)]).toEqual([table, []]);
    }
    await restored.close();
  });
});

describe("Prisma's models of covered tables", () => {
  it("are asked through `prismaForMember` alone", () => {
    const schema = readFileSync(join(ROOT, "prisma", "schema.prisma"), "utf8");
    const models = [...schema.matchAll(/^model (\w+) \{\n(?:.*\n)*? {2}@@map\("(\w+)"\)/gm)].filter(
      ([, , table = ""]) => covered.includes(table),
    );
    expect(models).toHaveLength(covered.length);
    const names = models.map(([, name = ""]) => `${name[0]?.toLowerCase()}${name.slice(1)}`);
    const direct = new RegExp(`\\b(?:prisma|prismaClient\\(\\))\\.(?:${names.join("|")})\\b`);
    expect("prisma.jobRow.count()").toMatch(direct);
    expect(sources().filter((name) => direct.test(readFileSync(join(ROOT, name), "utf8")))).toEqual([]);
  });
});

describe("acting for everybody", () => {
  it("is said in these files and nowhere else in the product", () => {
    const said = sources().filter((name) =>
      /\b(?:f|meanwhileF)orEverybody\b|\bactForEverybody\b|ACTS_FOR_EVERYBODY|everybodysPool|truelane\.member/.test(
        readFileSync(join(ROOT, name), "utf8"),
      ),
    );
    expect(said.sort()).toEqual([...ACTS_FOR_EVERYBODY, "lib/adapters/records-prisma/prisma-for-member.ts"].sort());
  });
});
