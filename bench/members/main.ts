/**
 * What the wall between members costs: `npm run bench -- members`. Options: --rows N (20000) of each of two members, --rounds N (7),
 * --asks N (200). The peer is the same code as a superuser whom no policy holds, each question one statement without a transaction
 * around it; both are asked in turn. Ends with the plans behind the wall, which have to go by an index.
 */
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { openAlertBook } from "../../lib/adapters/alerts-postgres/alert-book.ts";
import { forMember } from "../../lib/adapters/for-member.ts";
import { openJournal } from "../../lib/adapters/journal-postgres/index.ts";
import { createConsoleReads } from "../../lib/adapters/records-prisma/console-reads.ts";
import { createQueries } from "../../lib/adapters/records-prisma/queries.ts";
import { PrismaClient } from "../../prisma/generated/client.ts";
import { openTestDatabase } from "../../test/postgres.ts";

const MEMBER = "acme";
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "20000" },
    rounds: { type: "string", default: "7" },
    asks: { type: "string", default: "200" },
  },
});
const [rows, rounds, asks] = [Number(values.rows), Math.max(1, Number(values.rounds)), Number(values.asks)];

const db = await openTestDatabase({ migrate: true });
const root = new pg.Pool({ connectionString: db.url.replace("//truelane:", "//postgres:"), max: 12 });
await fill();

type Side = Readonly<Record<string, () => Promise<unknown>>>;
const open: { close(): Promise<void> }[] = [];
const [ours, peer] = [sideOn(db.web), sideOn(bare(root))];
const prisma = new PrismaClient({ adapter: new PrismaPg(root, { disposeExternalPool: false }) });
const bareJobs = () =>
  prisma.jobRow.findMany({ where: { member: MEMBER }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 51 });
for (const [name, ask] of Object.entries(ours))
  await compare(name, ask, name === "list of jobs" ? bareJobs : peer[name]!);
await plans();
await Promise.all(open.map((each) => each.close()));
await prisma.$disconnect();
await root.end();
await db.close();

function sideOn(pool: pg.Pool): Side {
  const client = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
  const queries = createQueries(pool, createConsoleReads(client));
  const journal = openJournal(pool);
  open.push(journal, { close: () => client.$disconnect() });
  const alerts = openAlertBook(pool);
  return {
    "list of lots": () => queries.lots(MEMBER, {}),
    "list of jobs": () => queries.jobs(MEMBER, {}),
    "list of alerts": () => alerts.alerts(MEMBER, { state: "unclosed" }),
    "a row of the journal": () =>
      journal.open({
        id: randomUUID(),
        member: MEMBER,
        actor: {},
        kind: "sell",
        command: {},
        requestHash: "",
        at: new Date().toISOString(),
      }),
  };
}

/** The pool without transactions: what they are about is not said either. */
function bare(pool: pg.Pool): pg.Pool {
  const query = (client: pg.PoolClient, ...given: Parameters<pg.PoolClient["query"]>) =>
    /^(BEGIN|COMMIT)/.test(String(given[0])) ? Promise.resolve({ rows: [] }) : client.query(...given);
  return new Proxy(pool, {
    get: (target, name) =>
      name === "connect"
        ? async () => {
            const client = await target.connect();
            return new Proxy(client, {
              get: (of, what) => {
                if (what === "query") return (...given: Parameters<pg.PoolClient["query"]>) => query(of, ...given);
                const value = Reflect.get(of, what);
                return typeof value === "function" ? value.bind(of) : value;
              },
            });
          }
        : (Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name)),
  });
}

async function compare(name: string, behind: () => Promise<unknown>, without: () => Promise<unknown>): Promise<void> {
  const ratios: number[] = [];
  let [us, them] = [0, 0];
  // The first round warms both up and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const first = round % 2 === 0;
    const [a, b] = [await timed(first ? behind : without), await timed(first ? without : behind)];
    [us, them] = first ? [a, b] : [b, a];
    if (round > 0) ratios.push(us / them);
  }
  const sorted = ratios.sort((a, b) => a - b).map((ratio) => ratio.toFixed(2));
  console.log(
    `${name}: ${sorted[Math.floor(sorted.length / 2)]} × without the wall (min ${sorted[0]}, max ${sorted.at(-1)}, ${rounds} rounds; last ${us.toFixed(2)} against ${them.toFixed(2)} ms)`,
  );
}

/** Milliseconds of one. */
async function timed(ask: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  for (let at = 0; at < asks; at += 1) await ask();
  return (performance.now() - began) / asks;
}

async function plans(): Promise<void> {
  const asked = {
    "list of jobs": "SELECT * FROM job WHERE member = $1 ORDER BY created_at DESC, id DESC LIMIT 51",
    "an operation and its events":
      "SELECT * FROM operation o JOIN operation_event e ON e.operation = o.id WHERE o.member = $1 AND o.id = gen_random_uuid()",
    "alerts of a member":
      "SELECT * FROM alert WHERE owner_member = $1 AND state = 'open' ORDER BY deadline_at LIMIT 50",
    "messages of an alert":
      "SELECT m.* FROM alert a JOIN alert_message m ON m.alert_id = a.id WHERE a.owner_member = $1 AND a.number = 'A-1'",
    "approvals of a lot": "SELECT * FROM release_approval WHERE lot = 'lot/' || $1 || '/L-1'",
  };
  for (const [name, text] of Object.entries(asked)) {
    const plan = await forMember(db.web, MEMBER, (client) =>
      client.query<Record<"QUERY PLAN", string>>(`EXPLAIN ${text.replace("$1", `'${MEMBER}'`)}`),
    );
    const scans = plan.rows.map((row) => row["QUERY PLAN"].trim()).filter((line) => / Scan/.test(line));
    console.log(`\n${name}\n  ${scans.map((line) => line.replace(/\s+\(cost.*/, "")).join("\n  ")}`);
  }
}

async function fill(): Promise<void> {
  const both = "generate_series(1, $1) AS n, unnest('{acme,beta}'::text[]) AS m";
  const statements = [
    `INSERT INTO job (id, member, kind, state, input, request_hash, created_at)
     SELECT gen_random_uuid(), m, 'register-lot', 'done', '{}', '', now() - n * interval '1 minute' FROM ${both}`,
    `INSERT INTO operation (id, member, actor, kind, command, request_hash, state, created_at)
     SELECT gen_random_uuid(), m, '{}', 'sell', '{}', '', 'recorded', now() - n * interval '1 minute' FROM ${both}`,
    "INSERT INTO operation_event (operation, sequence, event_id, kind, bytes, state) SELECT id, 0, id, 'sold', '{}', 'recorded' FROM operation WHERE $1 > 0",
    `INSERT INTO rm_product (subject, member, part_number, revision, vendor_name, form_factor, media, declared_at, log_index)
     SELECT 'product/' || m || '/P' || n || '/A', m, 'P' || n, 'A', 'V', 'SFP', 'SR', '', n FROM ${both} WHERE n % 20 = 0`,
    `INSERT INTO rm_lot (number, subject, member, lot_id, product, count, root, manifest, made_on, status, registered_at, records_kept, log_index)
     SELECT row_number() OVER (), 'lot/' || m || '/L-' || n, m, 'L-' || n, 'product/' || m || '/P' || greatest(20, n - n % 20) || '/A', 1, '', '', '', 'released', '', false, n FROM ${both}`,
    "INSERT INTO lot_import (number, lot, job, printable) SELECT number, subject, gen_random_uuid(), true FROM rm_lot WHERE $1 > 0",
    "INSERT INTO release_approval (lot, user_id, email) SELECT subject, 'u', 'u@x' FROM rm_lot WHERE $1 > 0",
    `INSERT INTO alert (id, number, class, severity, subject_kind, subject, owner_member, owner_name, opened_at, deadline_at)
     SELECT gen_random_uuid(), 'A-2026-' || lpad((n * 2 + (m = 'beta')::int)::text, 6, '0'), 'R5', 'high', 'unit', m || n, m, 'u', now(), now() FROM ${both}`,
    "INSERT INTO alert_message (alert_id, at, author, what, text) SELECT id, now(), 'TrueLane', 'opened', '' FROM alert WHERE $1 > 0",
  ];
  for (const statement of statements) await db.pool.query(statement, [rows]);
  await root.query("ANALYZE");
}
