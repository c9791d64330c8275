/** One module as the rules see it: its way by the ledger, who looked it up, what was counted and read out. */
import type { Pool } from "pg";
import { isPrivate, isThisMachine } from "../../domain/copies/coarse-network.ts";
import type { CustodyStep, Ending, Holding, StockCount, UnitFacts } from "../../domain/copies/unit-facts.ts";
import type { Visit } from "../../domain/copies/visit.ts";
import type { PublicRecord } from "../../domain/event/birth.ts";
import type { Hash, MemberId, Time } from "../../domain/event/event.ts";
import { moduleSubject } from "../../domain/event/subject.ts";
import type { WatchedUnit } from "../../ports/copy-watch.ts";
import { LIFE, PARTIES, READ_OUTS, REPORTS_SALES, STOCK, VISITS } from "./copy-statements.ts";
import type { JourneyRow, LabelRow, LotRow, NoLabelRow } from "./scan-rows.ts";
import { JOURNEYS, LABELS, LOT, MEMBERS } from "./scan-statements.ts";

type Reader = Pick<Pool, "query">;
type LifeRow = {
  readonly log_index: string;
  readonly event_hash: Hash;
  readonly kind: string;
  readonly actor: MemberId;
  readonly time: Time;
  readonly bytes: string;
};
type VisitRow = {
  readonly id: string;
  readonly visitor: string;
  readonly first_at: Date;
  readonly network: string;
  readonly country: string | null;
  readonly region: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly within_km: number | null;
  readonly member: MemberId | null;
};
type PartyRow = { readonly member: MemberId; readonly networks: string[]; readonly countries: string[] };
/** Holder, since when, by which entry. */
type Held = { readonly member: MemberId; readonly at: Time; readonly position: number };

export async function watchedUnit(db: Reader, label: Hash): Promise<WatchedUnit | undefined> {
  const subject = moduleSubject(label);
  const bytes = Buffer.from(label, "hex");
  const rows = (await db.query<LabelRow | NoLabelRow>({ ...LABELS, values: [bytes, bytes] })).rows;
  const born = rows.filter((row) => row.lot !== null);
  const row = born.sort((one, other) => Number(one.registered) - Number(other.registered))[0];
  if (!row) return undefined;
  const lot = (await db.query<LotRow>({ ...LOT, values: [row.lot] })).rows[0]!;
  const journey =
    row.thing === null
      ? undefined
      : (await db.query<JourneyRow>({ ...JOURNEYS, values: [bytes, bytes, [row.lot], []] })).rows[0];
  const life = row.thing === null ? [] : (await db.query<LifeRow>({ ...LIFE, values: [subject] })).rows;
  const held = heldNow(lot, journey, life);
  const members = [...new Set([lot.member, ...(journey ? partiesOf(journey) : [])])];
  const parties = (await db.query<PartyRow>({ ...PARTIES, values: [members] })).rows;
  const nameOf = await namesOf(db);
  const registered = lot.events.find(({ kind }) => kind === "lot-registered");
  if (!registered) throw new Error(`the lot ${lot.subject} has no registration in the read model`);
  const facts: UnitFacts = {
    maker: nameOf(lot.member),
    makerCountries: countriesOf(parties, lot.member),
    registered: { at: registered.at, position: registered.position },
    steps: stepsOf(lot, journey, nameOf),
    shipped: shippedOf(lot.member, journey),
    holding: held && (await holdingOf(db, held, nameOf, countriesOf(parties, held.member))),
    activated: activationOf(life),
    endings: endingsOf(life, nameOf),
    stock: held && (await stockOf(db, held.member, bytes, nameOf)),
    countries: parties.every(({ countries }) => countries.length > 0)
      ? [...new Set(parties.flatMap(({ countries }) => countries))].sort()
      : null,
    visits: await visitsOf(db, bytes, parties),
    readOuts: await readOutsOf(db, label),
    digests: digestsOf(row.record, life),
  };
  return { label, maker: lot.member, holder: held?.member ?? null, facts };
}

async function namesOf(db: Reader): Promise<(member: MemberId) => string> {
  const { rows } = await db.query<{ id: string; name: string }>({ ...MEMBERS });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (member) => names.get(member) ?? member;
}

function partiesOf({ transfers, moves, things }: JourneyRow): MemberId[] {
  const traded = transfers.flatMap(({ from, to, status }) => (status === "accepted" ? [from, to] : [from]));
  const holders = (things ?? []).flatMap(({ holder, soldBy }) => [holder, soldBy].filter((member) => member !== null));
  return [...traded, ...moves.map(({ actor }) => actor), ...holders];
}

/** `null`: sold to somebody outside. */
function heldNow(lot: LotRow, journey: JourneyRow | undefined, life: readonly LifeRow[]): Held | null {
  const born = lot.events.find(({ kind }) => kind === "lot-registered");
  const origin = { member: lot.member, at: born?.at ?? "", position: born?.position ?? 0 };
  if (!journey) return origin;
  const top = (journey.things ?? []).find(({ inside }) => inside === null);
  if (!top || top.holder === null) return null;
  const member = top.holder;
  const arrivals = [
    ...journey.transfers
      .filter(({ to, status, except }) => status === "accepted" && to === member && except === null)
      .map(({ closedAt, closedPosition }) => ({ member, at: closedAt ?? "", position: Number(closedPosition) })),
    ...life
      .filter(({ kind, actor }) => kind === "returned" && actor === member)
      .map(({ time, log_index }) => ({ member, at: time, position: Number(log_index) })),
  ];
  return arrivals.sort((one, other) => one.position - other.position).at(-1) ?? { ...origin, member };
}

/** `null`: it has not said. */
function countriesOf(parties: readonly PartyRow[], member: MemberId): readonly string[] | null {
  const countries = parties.find((party) => party.member === member)?.countries ?? [];
  return countries.length > 0 ? countries : null;
}

async function holdingOf(
  db: Reader,
  { member, at, position }: Held,
  nameOf: (id: MemberId) => string,
  countries: readonly string[] | null,
): Promise<Holding> {
  const { rows } = await db.query<{ reports: boolean }>({ ...REPORTS_SALES, values: [member] });
  return { by: nameOf(member), at, position, reportsSales: rows[0]?.reports ?? false, countries };
}

function stepsOf(lot: LotRow, journey: JourneyRow | undefined, nameOf: (id: MemberId) => string): CustodyStep[] {
  const steps = [
    ...lot.events.map(({ position, at, kind, actor }) => ({ position, at, kind, by: nameOf(actor) })),
    ...(journey?.moves ?? []).map(({ position, at, kind, actor }) => ({ position, at, kind, by: nameOf(actor) })),
    ...(journey?.transfers ?? []).flatMap((transfer) => [
      {
        position: transfer.offeredPosition,
        at: transfer.offeredAt,
        kind: "transfer-offered",
        by: nameOf(transfer.from),
      },
      ...(transfer.closedPosition === null || transfer.closedAt === null
        ? []
        : [
            {
              position: transfer.closedPosition,
              at: transfer.closedAt,
              kind: `transfer-${transfer.status}`,
              by: nameOf(transfer.status === "withdrawn" ? transfer.from : transfer.to),
            },
          ]),
    ]),
    ...(journey?.things ?? []).flatMap(({ soldBy, sale }) =>
      soldBy === null || sale === null ? [] : [{ ...sale, kind: "sold", by: nameOf(soldBy) }],
    ),
  ];
  return steps.sort((one, other) => one.position - other.position);
}

function shippedOf(maker: MemberId, journey: JourneyRow | undefined): UnitFacts["shipped"] {
  if (!journey) return null;
  const sent = journey.transfers
    .filter(({ from, status }) => from === maker && (status === "offered" || status === "accepted"))
    .map(({ offeredAt, offeredPosition }) => ({ at: offeredAt, position: offeredPosition }));
  const sold = (journey.things ?? []).flatMap(({ sale }) => (sale === null ? [] : [sale]));
  return [...sent, ...sold].sort((one, other) => one.position - other.position)[0] ?? null;
}

type Body = Readonly<Record<string, unknown>>;
function bodyOf({ bytes }: LifeRow): Body {
  return (JSON.parse(bytes) as { body: Body }).body;
}

function activationOf(life: readonly LifeRow[]): UnitFacts["activated"] {
  const row = life.find(({ kind }) => kind === "activated");
  if (!row) return null;
  const { region } = bodyOf(row);
  return { at: row.time, position: Number(row.log_index), region: typeof region === "string" ? region : null };
}

/** Thefts that were not recovered, scrapping that was not undone: what a later entry took back is no contradiction. */
function endingsOf(life: readonly LifeRow[], nameOf: (id: MemberId) => string): Ending[] {
  const undone = new Set(life.filter(({ kind }) => kind === "corrected").map((row) => bodyOf(row).corrects));
  const back = Math.max(
    -1,
    ...life.filter(({ kind }) => kind === "recovered").map(({ log_index }) => Number(log_index)),
  );
  return life.flatMap((row): Ending[] => {
    if (undone.has(row.event_hash)) return [];
    const entry = { by: nameOf(row.actor), at: row.time, position: Number(row.log_index) };
    if (row.kind === "scrapped") return [{ ...entry, how: bodyOf(row).destroyed === true ? "destroyed" : "scrapped" }];
    return row.kind === "reported-stolen" && entry.position > back ? [{ ...entry, how: "stolen" as const }] : [];
  });
}

async function stockOf(
  db: Reader,
  member: MemberId,
  label: Buffer,
  nameOf: (id: MemberId) => string,
): Promise<StockCount | null> {
  const { rows } = await db.query<{ counted_at: Date; includes: boolean }>({ ...STOCK, values: [member, label] });
  const row = rows[0];
  return row ? { by: nameOf(member), countedAt: row.counted_at.toISOString(), includes: row.includes } : null;
}

async function visitsOf(db: Reader, label: Buffer, parties: readonly PartyRow[]): Promise<Visit[]> {
  const { rows } = await db.query<VisitRow>({ ...VISITS, values: [label] });
  const members = new Set(parties.map(({ member }) => member));
  const networks = new Set(parties.flatMap((party) => party.networks).filter((network) => !isThisMachine(network)));
  return rows.reverse().map((row) => ({
    id: row.id,
    visitor: row.visitor,
    at: row.first_at.toISOString(),
    place: placeOf(row),
    inside: (row.member !== null && members.has(row.member)) || networks.has(row.network),
    near: isPrivate(row.network),
  }));
}

function placeOf({ country, region, latitude, longitude, within_km }: VisitRow): Visit["place"] {
  if (country === null) return null;
  const known = latitude !== null && longitude !== null && within_km !== null;
  return { country, region, spot: known ? { latitude, longitude, withinKm: within_km } : null };
}

async function readOutsOf(db: Reader, label: Hash): Promise<UnitFacts["readOuts"]> {
  const { rows } = await db.query<{ id: string; digest: Hash; seen_at: Date }>({ ...READ_OUTS, values: [label] });
  return rows.map(({ id, digest, seen_at }) => ({ id, digest, at: seen_at.toISOString(), fields: null }));
}

/** The birth's digest, and those of recodes that were signed for. */
function digestsOf(record: string, life: readonly LifeRow[]): Hash[] {
  const core = (JSON.parse(record) as PublicRecord).eeprom?.core;
  const recoded = life.flatMap((row) => {
    if (row.kind !== "recoded") return [];
    const after = bodyOf(row).after;
    return typeof after === "object" && after !== null && "core" in after && typeof after.core === "string"
      ? [after.core]
      : [];
  });
  return core === undefined ? [] : [core, ...recoded];
}
