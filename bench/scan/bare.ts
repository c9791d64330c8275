/**
 * The peer: what a good engineer writes in an afternoon. `key`: the module, its lot and its product by one prepared statement,
 * the row as JSON. `same`: the very statements of the product, without its answers. Arguments: which, port, database.
 */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";
import { JOURNEY, LABEL } from "../../lib/adapters/records-prisma/scan-statements.ts";

const [which, port, url] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 12 });

const KEY = {
  name: "key",
  text: `SELECT m.serial, m.record, m.leaf_index, l.lot_id, l.made_on, l.site, l.status, p.part_number, p.vendor_name, p.form_factor
FROM rm_module m JOIN rm_lot l ON l.number = m.lot_number JOIN rm_product p ON p.subject = l.product WHERE m.label_id = $1`,
};

const server = createServer(async (request, response) => {
  const code = (request.url ?? "").slice("/v/".length);
  const label = createHash("sha256").update(`truelane-label/1\n${code}`).digest();
  const row = which === "same" ? await sameStatements(label) : (await pool.query({ ...KEY, values: [label] })).rows[0];
  const body = JSON.stringify(row ?? null);
  response.writeHead(row ? 200 : 404, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
});
server.listen(Number(port), "127.0.0.1");
process.once("SIGTERM", () => server.close(() => void pool.end().then(() => process.exit(0))));

async function sameStatements(label: Buffer): Promise<unknown> {
  const subject = `module/${label.toString("hex")}`;
  const { rows } = await pool.query({ ...LABEL, values: [label, subject] });
  if (!rows[0] || rows[0].thing === null) return rows[0];
  return { ...rows[0], ...(await pool.query({ ...JOURNEY, values: [subject] })).rows[0] };
}
