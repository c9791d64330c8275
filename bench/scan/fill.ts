/** Rows of a grown installation, made by the database itself: modules in lots, some of them packed, sent and received. */
import type pg from "pg";
import { openManifestFiles } from "../../lib/adapters/manifests-file/manifests.ts";
import { LeafHashes } from "../../lib/usecases/lot-tree.ts";

export const LOT_SIZE = 100_000;
const CARTON = 20;

/** The code of module `n` as SQL and as JavaScript: hexadecimal digits are letters of a code too. */
const CODE = (n: string) => `('0' || upper(substr(md5((${n})::text) || md5('x' || (${n})::text), 1, 25)))`;
const LABEL = (n: string) => `sha256(convert_to(E'truelane-label/1\\n' || ${CODE(n)}, 'UTF8'))`;

/**
 * @param shipped how many of the modules went in cartons to a distributor, from the first on
 * @param manifests the folder for the lots' trees: each lies under the root that its lot has
 */
export async function fill(pool: pg.Pool, modules: number, shipped: number, manifests: string): Promise<void> {
  const lots = Math.ceil(modules / LOT_SIZE);
  const time = "'2026-03-01T12:00:00.000Z'";
  const profile = JSON.stringify({ contact: "help@maker.example" });
  await pool.query(
    `INSERT INTO rm_member SELECT m, initcap(m) || ' Optics', $1::jsonb, true, ${time}, 0 FROM unnest(ARRAY['maker', 'dealer']) m`,
    [profile],
  );
  await pool.query(
    `INSERT INTO rm_product VALUES ('product/maker/P/A', 'maker', 'P', 'A', 'MAKER', 'QSFP28', 'smf', null, null, ${time}, 1)`,
  );
  await pool.query(
    `INSERT INTO rm_lot (number, subject, member, lot_id, product, count, root, manifest, made_on, site, status, registered_at, released_at, records_kept, log_index)
     SELECT l, 'lot/maker/L-' || l, 'maker', 'L-' || l, 'product/maker/P/A', ${LOT_SIZE}, repeat('a', 64), encode(sha256(l::text::bytea), 'hex'), '2026-02-01', 'Dresden', 'released', ${time}, ${time}, true, l * 2
     FROM generate_series(1, $1::int) l`,
    [lots],
  );
  await pool.query(
    `INSERT INTO rm_subject_state SELECT 'lot/maker/L-' || l, '{"count":${LOT_SIZE},"status":"released"}', l * 2 + 1 FROM generate_series(1, $1::int) l`,
    [lots],
  );
  await pool.query(
    `INSERT INTO rm_event SELECT l * 2 + k, md5((l * 2 + k)::text), repeat('b', 64), CASE k WHEN 0 THEN 'lot-registered' ELSE 'lot-released' END, 'maker', ${time}, ${time}, '{}', null
     FROM generate_series(1, $1::int) l, generate_series(0, 1) k`,
    [lots],
  );
  await pool.query(
    "INSERT INTO rm_subject_event SELECT 'lot/maker/L-' || l, l * 2 + k FROM generate_series(1, $1::int) l, generate_series(0, 1) k",
    [lots],
  );
  for (let lot = 1; lot <= lots; lot++) {
    await fillLot(pool, lot, Math.min(LOT_SIZE, modules - (lot - 1) * LOT_SIZE));
    await plantTree(pool, lot, manifests);
  }
  await ship(pool, shipped, lots * 2 + 2, time);
  await pool.query("UPDATE rm_projection SET log_index = (SELECT max(log_index) FROM rm_event)");
  await pool.query("VACUUM ANALYZE");
}

async function fillLot(pool: pg.Pool, lot: number, count: number): Promise<void> {
  const first = (lot - 1) * LOT_SIZE;
  await pool.query(
    `INSERT INTO rm_module (label_id, lot_number, leaf_index, serial, record)
     SELECT ${LABEL("n")}, ${lot}, n - ${first}, 'MK26' || lpad(n::text, 9, '0'),
       '{"formFactor":"QSFP28","lotId":"L-${lot}","madeOn":"2026-02-01","partNumber":"P","revision":"A","sealed":{'
       || (SELECT string_agg('"/tests/0/value' || v || '":"' || encode(sha256((n * 8 + v)::text::bytea), 'hex') || '"', ',') FROM generate_series(1, 8) v)
       || '},"serialNumber":"MK26' || lpad(n::text, 9, '0') || '","tests":[{"passed":true}],"v":1,"vendorName":"MAKER"}'
     FROM generate_series(${first}, ${first + count - 1}) n`,
  );
}

/** The leaves are hashed by the database, the tree by the product. */
async function plantTree(pool: pg.Pool, lot: number, manifests: string): Promise<void> {
  const { rows } = await pool.query<{ leaf: string }>(
    `SELECT encode(sha256('\\x00'::bytea || convert_to('{"activation":null,"label":"' || encode(label_id, 'hex') || '","record":"'
       || encode(sha256(convert_to(record, 'UTF8')), 'hex') || '"}', 'UTF8')), 'hex') AS leaf
     FROM rm_module WHERE lot_number = $1 ORDER BY leaf_index`,
    [lot],
  );
  const leaves = new LeafHashes();
  for (const { leaf } of rows) leaves.push(leaf);
  const levels = leaves.levels();
  const { rows: updated } = await pool.query<{ manifest: string }>(
    "UPDATE rm_lot SET count = $2, root = $3 WHERE number = $1 RETURNING manifest",
    [lot, leaves.count, Buffer.from(levels.at(-1) as Uint8Array).toString("hex")],
  );
  await openManifestFiles(manifests).keepTree(updated[0]?.manifest as string, levels);
}

/** Each carton: packed by the maker, offered to and accepted by the dealer. */
async function ship(pool: pg.Pool, shipped: number, from: number, time: string): Promise<void> {
  if (shipped === 0) return;
  const cartons = Math.ceil(shipped / CARTON);
  const carton = (c: string) => `'container/maker/' || lpad((${c})::text, 18, '0') || '/1'`;
  const module = (n: string) => `'module/' || encode(${LABEL(n)}, 'hex')`;
  const at = (c: string, k: number) => `${from} + (${c}) * 3 + ${k}`;
  const run = (sql: string) => pool.query(sql);
  const c = `generate_series(0, ${cartons - 1}) c`;
  const n = `generate_series(0, ${shipped - 1}) n`;
  await run(`INSERT INTO rm_event SELECT ${from} + i, md5('e' || i), repeat('c', 64), (ARRAY['packed', 'transfer-offered', 'transfer-accepted'])[i % 3 + 1],
    CASE i % 3 WHEN 2 THEN 'dealer' ELSE 'maker' END, ${time}, ${time}, '{}', null FROM generate_series(0, ${cartons * 3 - 1}) i`);
  await run(`INSERT INTO rm_thing (subject, "is", name, holder, count, modules, born_index, log_index)
    SELECT ${carton("c")}, 'container', lpad(c::text, 18, '0'), 'dealer', ${CARTON}, ${CARTON}, ${at("c", 0)}, ${at("c", 2)} FROM ${c}`);
  await run(
    `INSERT INTO rm_subject_event SELECT ${carton("c")}, ${from} + c * 3 + k FROM ${c}, generate_series(0, 2) k`,
  );
  await run(`INSERT INTO rm_thing (subject, "is", name, inside, lot, lot_number, leaf_index, modules, born_index, log_index)
    SELECT ${module("n")}, 'module', encode(${LABEL("n")}, 'hex'), ${carton(`n / ${CARTON}`)}, 'lot/maker/L-' || n / ${LOT_SIZE} + 1, n / ${LOT_SIZE} + 1, n % ${LOT_SIZE}, 1, ${at(`n / ${CARTON}`, 0)}, ${at(`n / ${CARTON}`, 0)} FROM ${n}`);
  await run(
    `INSERT INTO rm_subject_state SELECT ${module("n")}, '{"holder":null}', ${at(`n / ${CARTON}`, 0)} FROM ${n}`,
  );
  await run(`INSERT INTO rm_subject_event SELECT ${module("n")}, ${at(`n / ${CARTON}`, 0)} FROM ${n}`);
  await run(
    `INSERT INTO rm_packing SELECT ${module("n")}, ${carton(`n / ${CARTON}`)}, ${at(`n / ${CARTON}`, 0)}, null FROM ${n}`,
  );
  await run(`INSERT INTO rm_transfer (id, giver, receiver, status, count, modules, consignment, offered_at, expires_at, closed_at, log_index, closed_index)
    SELECT md5('t' || c), 'maker', 'dealer', 'accepted', 1, ${CARTON}, repeat('d', 64), ${time}, '2026-04-01T12:00:00.000Z', ${time}, ${at("c", 1)}, ${at("c", 2)} FROM ${c}`);
  await run(`INSERT INTO rm_transfer_thing SELECT md5('t' || c), ${carton("c")} FROM ${c}`);
}

/** Codes of random modules from `from` up to but not including `to`. */
export async function someCodes(pool: pg.Pool, from: number, to: number, count: number): Promise<string[]> {
  const { rows } = await pool.query<{ code: string }>(
    `SELECT ${CODE("n")} AS code FROM (SELECT floor(random() * ${to - from})::bigint + ${from} AS n FROM generate_series(1, $1::int)) s`,
    [count],
  );
  return rows.map((row) => row.code);
}
