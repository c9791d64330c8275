/**
 * The peer: what a good engineer writes in an afternoon on `node:http` and prepared SQL. `answer`: the same content as the
 * product's answer, one statement for a module that never moved and two for one that did, without the check against the lot's
 * root, without limits, doors or languages. `key`: one look-up by key and its row as JSON, half the content and none of the
 * words. Arguments: which, port, database.
 */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";
import type { JourneyRow } from "../../lib/adapters/records-prisma/scan-rows.ts";
import { JOURNEYS } from "../../lib/adapters/records-prisma/scan-statements.ts";
import type { HistoryStep } from "../../lib/domain/verify/scan-facts.ts";
import { LIFE_KINDS } from "../../lib/ports/scan-records.ts";
import { type PeerRow, peerAnswer } from "./peer-answer.ts";

const [which, port, url] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 12 });

const KEY = {
  name: "key",
  text: `SELECT m.serial, m.record, m.leaf_index, l.lot_id, l.made_on, l.site, l.status, p.part_number, p.vendor_name, p.form_factor
FROM rm_module m JOIN rm_lot l ON l.number = m.lot_number JOIN rm_product p ON p.subject = l.product WHERE m.label_id = $1`,
};

const WHOLE = {
  name: "whole",
  text: `SELECT m.record, l.subject AS lot, l.lot_id AS "lotId", l.made_on AS "madeOn", l.site, o.name AS maker, p.part_number AS "partNumber",
  p.vendor_name AS "vendorName", p.form_factor AS "formFactor", t.subject AS thing, o.name AS holder, NULL AS seller,
  (SELECT json_agg(json_build_object('kind', e.kind, 'position', e.log_index, 'at', e.time, 'by', a.name, 'lot', l.lot_id) ORDER BY e.log_index)
   FROM rm_subject_event s JOIN rm_event e ON e.log_index = s.log_index JOIN rm_member a ON a.id = e.actor WHERE s.subject = l.subject) AS steps
FROM rm_module m JOIN rm_lot l ON l.number = m.lot_number JOIN rm_product p ON p.subject = l.product JOIN rm_member o ON o.id = l.member
LEFT JOIN rm_thing t ON t.subject = $2 WHERE m.label_id = $1`,
};

const server = createServer(async (request, response) => {
  const code = (request.url ?? "").slice("/v/".length);
  const label = createHash("sha256").update(`truelane-label/1\n${code}`).digest();
  const answer = which === "answer" ? await whole(code, label) : await byKey(label);
  const body = JSON.stringify(answer);
  response.writeHead(answer ? 200 : 404, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
});
server.listen(Number(port), "127.0.0.1");
process.once("SIGTERM", () => server.close(() => void pool.end().then(() => process.exit(0))));

async function byKey(label: Buffer): Promise<object | null> {
  return (await pool.query({ ...KEY, values: [label] })).rows[0] ?? null;
}

async function whole(code: string, label: Buffer): Promise<object | null> {
  const subject = `module/${label.toString("hex")}`;
  const { rows } = await pool.query<PeerRow & { lot: string; thing: string | null }>({
    ...WHOLE,
    values: [label, subject],
  });
  const [row] = rows;
  if (!row || row.thing === null) return row ? peerAnswer(code, row) : null;
  const [journey] = (await pool.query<JourneyRow>({ ...JOURNEYS, values: [label, label, [row.lot], LIFE_KINDS] })).rows;
  if (!journey) return peerAnswer(code, row);
  const moves = journey.moves.map(
    ({ position, kind, at, actor, depth }): HistoryStep => ({ kind, position, at, by: actor, nested: depth > 0 }),
  );
  const transfers = journey.transfers.flatMap((transfer): HistoryStep[] => [
    {
      kind: "transfer-offered",
      position: transfer.offeredPosition,
      at: transfer.offeredAt,
      by: transfer.from,
      to: transfer.to,
      now: "closed",
      expiresAt: transfer.expiresAt,
    },
    {
      kind: "transfer-accepted",
      position: transfer.closedPosition ?? 0,
      at: transfer.closedAt ?? "",
      by: transfer.to,
      from: transfer.from,
      except: null,
    },
  ]);
  const holder = journey.things?.find((thing) => thing.inside === null)?.holder ?? row.holder;
  return peerAnswer(code, { ...row, holder, seller: holder, steps: [...row.steps, ...moves, ...transfers] });
}
