/**
 * What the records say of one label, told as facts: where the module is, and how it came there. The steps that all modules of
 * a lot share are the very same frozen values in each of their stories: their words are kept (lib/domain/verify/scan-answer.ts).
 */

import type { PublicRecord } from "../domain/event/birth.ts";
import type { Time } from "../domain/event/event.ts";
import type { BirthCheck, CustodyFacts, HistoryStep, KnownLabel, LabelFacts } from "../domain/verify/scan-facts.ts";
import type { LabelOnRecord, LotOnRecord, TransferOnRecord } from "../ports/scan-records.ts";
import { labelFactsOf, lifeSteps, stopsOf } from "./label-life.ts";

/** @param now judges whether an unanswered offer has run out @param signature of a signed label, as it was checked */
export function labelStory(
  found: LabelOnRecord,
  birth: BirthCheck,
  now: Time,
  signature: LabelFacts["signature"],
): Omit<KnownLabel, "confirmedCase"> {
  const record = JSON.parse(found.record) as PublicRecord;
  const { lot } = found;
  const activated = found.module?.activated;
  return {
    is: "known",
    label: labelFactsOf(found, signature),
    stops: stopsOf(found),
    activation: activated ? { at: activated.at, region: activated.region ?? null, byAsker: false } : null,
    match: null,
    lotStatus: lot.status,
    module: {
      serialNumber: record.serialNumber,
      partNumber: record.partNumber,
      vendor: record.vendorName ?? lot.vendorName,
      formFactor: record.formFactor ?? lot.formFactor,
      lot: lot.lotId,
      madeOn: record.madeOn,
      site: lot.site,
      maker: lot.maker.name,
      contact: lot.maker.contact,
    },
    custody: custodyOf(found, now),
    history: historyOf(found, record, now),
    birth,
    brokenRules: found.brokenRules,
  };
}

function custodyOf(found: LabelOnRecord, now: Time): CustodyFacts {
  const { holder, soldBy, disputed } = found.custody;
  const open = found.transfers.find((transfer) => transfer.status === "offered");
  return {
    holder,
    seller: soldBy ?? lastReceiver(found.transfers),
    sold: soldBy !== null,
    inTransit: open ? { to: open.to, since: open.offeredAt, expired: open.expiresAt <= now } : null,
    disputed,
  };
}

/** Who confirmed last that the module itself arrived. */
function lastReceiver(transfers: readonly TransferOnRecord[]): string | null {
  const arrived = transfers.filter((transfer) => transfer.status === "accepted" && transfer.except === null);
  arrived.sort((one, other) => (one.closedPosition ?? 0) - (other.closedPosition ?? 0));
  return arrived.at(-1)?.to ?? null;
}

/** Oldest first; at the same ledger entry in the order written here. */
function historyOf(found: LabelOnRecord, record: PublicRecord, now: Time): readonly HistoryStep[] {
  const beginning = beginningOf(found.lot, record);
  if (found.moves.length + found.transfers.length + found.life.length === 0) return beginning;
  const steps = [
    ...beginning,
    ...found.moves.map(
      ({ kind, nested, ...rest }): HistoryStep => (kind === "sold" ? { ...rest, kind } : { ...rest, kind, nested }),
    ),
    ...found.transfers.flatMap((transfer) => transferSteps(transfer, now)),
    ...lifeSteps(found),
  ];
  return steps.sort((one, other) => one.position - other.position);
}

const beginnings = new WeakMap<LotOnRecord, Map<string, readonly HistoryStep[]>>();
/** Kinds of records in a lot: dates, test points, passed or not. */
const KEEP = 100;

/** Made, tested, and what happened to the whole lot, oldest first. */
function beginningOf(lot: LotOnRecord, record: PublicRecord): readonly HistoryStep[] {
  const tests = record.tests ?? [];
  const key = `${record.madeOn} ${tests.length} ${tests.every((test) => test.passed)}`;
  const shelf = beginnings.get(lot) ?? new Map<string, readonly HistoryStep[]>();
  const known = shelf.get(key);
  if (known) return known;
  const steps = [...birthSteps(lot, record), ...lot.events.flatMap((event) => lotStep(event, lot.lotId))]
    .sort((one, other) => one.position - other.position)
    .map((step) => Object.freeze(step));
  if (shelf.size >= KEEP) shelf.clear();
  beginnings.set(lot, shelf.set(key, steps));
  return steps;
}

/** What the maker says of the time before the ledger knew the module. */
function birthSteps(lot: LotOnRecord, record: PublicRecord): HistoryStep[] {
  const registered = lot.events.find((event) => event.kind === "lot-registered");
  if (!registered) return [];
  const { position, at, by } = registered;
  const made: HistoryStep = { kind: "made", position, at: record.madeOn, by, site: lot.site };
  const points = record.tests?.length ?? 0;
  if (points === 0) return [made];
  return [
    made,
    { kind: "tested", position, at, by, points, passed: record.tests?.every((test) => test.passed) ?? false },
  ];
}

function lotStep(event: LotOnRecord["events"][number], lot: string): HistoryStep[] {
  const { kind, position, at, by } = event;
  if (kind === "lot-withdrawn") return [{ kind, position, at, by }];
  if (kind === "lot-registered" || kind === "lot-released") return [{ kind, position, at, by, lot }];
  return [];
}

function transferSteps(transfer: TransferOnRecord, now: Time): HistoryStep[] {
  const { from, to, status, expiresAt, closedAt, closedPosition } = transfer;
  const offered: HistoryStep = {
    kind: "transfer-offered",
    position: transfer.offeredPosition,
    at: transfer.offeredAt,
    by: from,
    to,
    now: status !== "offered" ? "closed" : expiresAt <= now ? "expired" : "open",
    expiresAt,
  };
  if (status === "offered" || closedAt === null || closedPosition === null) return [offered];
  const closed = { position: closedPosition, at: closedAt };
  switch (status) {
    case "accepted":
      return [offered, { ...closed, kind: "transfer-accepted", by: to, from, except: transfer.except }];
    case "declined":
      return [offered, { ...closed, kind: "transfer-declined", by: to, from }];
    case "withdrawn":
      return [offered, { ...closed, kind: "transfer-withdrawn", by: from, to }];
  }
}
