/** Rows of the rarer kinds of events, one entry at a time: members, products, keys, lots, labels, recalls, transfers, sales of containers. */
import type { PoolClient } from "pg";
import type { EventBody, Subject } from "../../domain/event/event.ts";
import { lotSubject, memberSubject, productSubject } from "../../domain/event/subject.ts";
import type { Manifests } from "../../ports/manifests.ts";
import type { Judged } from "../../ports/projection-rows.ts";
import { writeLabelKeys, writeLabels } from "./label-rows.ts";
import { adoptLotRows } from "./lot-rows.ts";
import { liftRecall, writeRecall } from "./recall-rows.ts";
import type { KnownThings, RowChanges } from "./row-changes.ts";

export type KindContext = {
  readonly client: PoolClient;
  readonly manifests: Manifests;
  readonly changes: RowChanges;
  readonly known: KnownThings;
  /** Writes what was gathered so far, for statements that look at it. */
  readonly flush: () => Promise<void>;
  readonly lotNumbers: Map<Subject, number>;
};

export async function writeKind(context: KindContext, entry: Judged): Promise<void> {
  const { body } = entry.committed.event;
  switch (body.kind) {
    case "network-founded":
      return writeMember(context, entry, body.founder.member);
    case "member-admitted":
      return writeMember(context, entry, body.admitted.member);
    case "member-changed":
    case "member-suspended":
      return writeMember(context, entry, body.member);
    case "product-declared":
      return writeProduct(context, entry, body);
    case "label-key-declared":
    case "label-key-revoked":
      return writeLabelKeys(context.client, entry);
    case "lot-registered":
      await writeLot(context, entry, body);
      return writeLabelKeys(context.client, entry);
    case "label-replaced":
      await writeLabels(context.client, entry);
      return writeLabelKeys(context.client, entry);
    case "labels-voided":
      return writeLabels(context.client, entry);
    case "recalled":
      return writeRecall(context.client, entry, body);
    case "recall-lifted":
      return liftRecall(context.client, entry, body);
    case "lot-released":
    case "lot-withdrawn":
      return writeLotStatus(context, entry, body);
    case "transfer-offered":
      return writeOffer(context, entry, body);
    case "transfer-accepted":
    case "transfer-declined":
    case "transfer-withdrawn":
      return closeTransfer(context, entry, body);
    case "sold":
      return countSoldInside(context, entry, 1);
    case "returned":
      return countSoldInside(context, entry, -1);
    // What these change stands in the thing's own row.
    case "packed":
    case "unpacked":
    case "activated":
    case "reported-stolen":
    case "recovered":
    case "scrapped":
    case "corrected":
    case "inspected":
    case "repaired":
    case "recoded":
    case "installed":
    case "removed":
      return;
    default: {
      const forgotten: never = body;
      throw new Error(`no rows for ${JSON.stringify(forgotten)}`);
    }
  }
}

type Body<K extends EventBody["kind"]> = Extract<EventBody, { kind: K }>;

async function writeMember({ client }: KindContext, { committed, next }: Judged, member: string): Promise<void> {
  const state = next.get(memberSubject(member));
  if (state?.is !== "member") throw new Error(`no state of member ${member} after its own event`);
  await client.query(
    `INSERT INTO rm_member (id, name, profile, active, admitted_at, admitted_index) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, profile = EXCLUDED.profile, active = EXCLUDED.active`,
    [member, state.profile.name, JSON.stringify(state.profile), state.active, committed.time, committed.position.index],
  );
}

async function writeProduct(
  { client }: KindContext,
  { committed }: Judged,
  body: Body<"product-declared">,
): Promise<void> {
  const subject = productSubject(body.actor, body.partNumber, body.revision);
  await client.query(
    `INSERT INTO rm_product (subject, member, part_number, revision, vendor_name, form_factor, media, description, gtin, declared_at, log_index)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      subject,
      body.actor,
      body.partNumber,
      body.revision,
      body.vendorName,
      body.formFactor,
      body.media,
      body.description ?? null,
      body.gtin ?? null,
      committed.time,
      committed.position.index,
    ],
  );
}

async function writeLot(context: KindContext, { committed }: Judged, body: Body<"lot-registered">): Promise<void> {
  const { client, manifests, lotNumbers } = context;
  const subject = lotSubject(body.actor, body.lotId);
  const { number, recordsKept } = await adoptLotRows(client, manifests, { ...body, lot: subject });
  lotNumbers.set(subject, number);
  await client.query(
    `INSERT INTO rm_lot (number, subject, member, lot_id, product, count, root, manifest, made_on, site, status, registered_at, records_kept, log_index, label_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'registered', $11, $12, $13, $14)`,
    [
      number,
      subject,
      body.actor,
      body.lotId,
      body.product,
      body.count,
      body.root,
      body.manifest,
      body.madeOn,
      body.site ?? null,
      committed.time,
      recordsKept,
      committed.position.index,
      body.labelKey ?? null,
    ],
  );
}

async function writeLotStatus(
  { client }: KindContext,
  { committed, next }: Judged,
  body: Body<"lot-released" | "lot-withdrawn">,
): Promise<void> {
  const state = next.get(body.lot);
  if (state?.is !== "lot") throw new Error(`no state of ${body.lot} after its own event`);
  await client.query("UPDATE rm_lot SET status = $2, released_at = $3 WHERE subject = $1", [
    body.lot,
    state.status,
    body.kind === "lot-released" ? committed.time : null,
  ]);
}

async function writeOffer(context: KindContext, { committed }: Judged, body: Body<"transfer-offered">): Promise<void> {
  const { client, changes, known } = context;
  const subjects = (committed.event.contents ?? []).map(({ subject }) => subject);
  const modules = subjects.reduce(
    (sum, subject) => sum + (changes.things.get(subject)?.modules ?? known.get(subject)?.modules ?? 0),
    0,
  );
  await client.query(
    `INSERT INTO rm_transfer (id, giver, receiver, status, count, modules, consignment, offered_at, expires_at, log_index)
     VALUES ($1, $2, $3, 'offered', $4, $5, $6, $7, $8, $9)`,
    [
      body.transfer,
      body.actor,
      body.to,
      subjects.length,
      modules,
      body.consignment,
      committed.time,
      body.expiresAt,
      committed.position.index,
    ],
  );
  await client.query("INSERT INTO rm_transfer_thing (transfer, subject) SELECT $1, unnest($2::text[])", [
    body.transfer,
    subjects,
  ]);
}

async function closeTransfer(
  { client }: KindContext,
  { committed }: Judged,
  body: Body<"transfer-accepted" | "transfer-declined" | "transfer-withdrawn">,
): Promise<void> {
  const status = body.kind.slice("transfer-".length);
  const reason = body.kind === "transfer-accepted" ? null : (body.reason ?? null);
  await client.query(
    "UPDATE rm_transfer SET status = $2, closed_at = $3, reason = $4, closed_index = $5 WHERE id = $1",
    [body.transfer, status, committed.time, reason, committed.position.index],
  );
  const except = body.kind === "transfer-accepted" ? (body.except ?? []) : [];
  for (const { path, reason: why } of except)
    await client.query("INSERT INTO rm_transfer_exception (transfer, subject, path, reason) VALUES ($1, $2, $3, $4)", [
      body.transfer,
      path.at(-1),
      JSON.stringify(path),
      why,
    ]);
}

/**
 * A sold container takes its modules with it, all the way down, and a returned one brings them back: the only events whose rows
 * grow with what is inside. @param sign 1 when they go, -1 when they come back
 */
async function countSoldInside({ client, flush }: KindContext, { committed }: Judged, sign: 1 | -1): Promise<void> {
  const containers = (committed.event.contents ?? [])
    .map(({ subject }) => subject)
    .filter((one) => one.startsWith("container/"));
  if (containers.length === 0) return;
  await flush();
  await client.query({
    name: "rm-sold-inside",
    text: `WITH RECURSIVE below AS (
             SELECT subject, "is", lot FROM rm_thing WHERE inside = ANY($1)
             UNION ALL SELECT t.subject, t."is", t.lot FROM rm_thing t JOIN below ON t.inside = below.subject),
           gone AS (SELECT lot, count(*)::integer AS modules FROM below WHERE "is" = 'module' GROUP BY lot)
           UPDATE rm_lot SET packed = packed - $2 * gone.modules, sold = sold + $2 * gone.modules FROM gone WHERE rm_lot.subject = gone.lot`,
    values: [containers, sign],
  });
}
