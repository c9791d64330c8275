/** Records for module checks, by serial number or label, a whole capture in one round of prepared statements. */
import type { Pool } from "pg";
import type { PublicRecord } from "../../domain/event/birth.ts";
import type { Hash, LedgerEvent, Opening } from "../../domain/event/event.ts";
import { parseManifestLine } from "../../domain/event/manifest.ts";
import { moduleSubject } from "../../domain/event/subject.ts";
import type { ComparableTest } from "../../domain/optics/comparable-record.ts";
import type { ModuleRecords, RecordedModule } from "../../ports/module-records.ts";
import { MODULE_FACTS, MODULES_BY_LABEL, MODULES_BY_SERIAL, VENDOR_NAMES } from "./module-statements.ts";

type Reader = Pick<Pool, "query">;
type Lines = (manifest: Hash, lines: readonly number[]) => Promise<readonly (string | undefined)[]>;

/** @param lines of the manifests that are kept here */
export function openModuleRecords(pool: Reader, lines: Lines): ModuleRecords {
  return {
    async bySerial(serials) {
      if (serials.length === 0) return new Map();
      const { rows } = await pool.query<ModuleSql>({ ...MODULES_BY_SERIAL, values: [serials] });
      const modules = await withFacts(pool, firstRegistered(rows));
      return Map.groupBy(modules, ({ record }) => record.serialNumber);
    },
    async byLabel(label) {
      const values = [Buffer.from(label, "hex")];
      const { rows } = await pool.query<ModuleSql & { is_void: boolean }>({ ...MODULES_BY_LABEL, values });
      const [module] = await withFacts(pool, firstRegistered(rows));
      return module && { module, isVoid: rows.some(({ is_void }) => is_void) };
    },
    async vendorNames() {
      const { rows } = await pool.query<{ name: string }>({ ...VENDOR_NAMES });
      return rows.map(({ name }) => name);
    },
    async testsOf(places) {
      const byManifest = Map.groupBy(
        places.map((place, at) => ({ ...place, at })),
        ({ manifest }) => manifest,
      );
      const tests: (readonly ComparableTest[] | undefined)[] = places.map(() => undefined);
      for (const [manifest, ofLot] of byManifest) {
        const found = await lines(
          manifest,
          ofLot.map(({ leafIndex }) => leafIndex + 1),
        );
        for (const [nth, { at }] of ofLot.entries()) tests[at] = testsIn(found[nth]);
      }
      return tests;
    },
  };
}

type ModuleSql = {
  readonly label: Hash;
  readonly leaf_index: number;
  readonly record: string;
  readonly lot: string;
  readonly member: string;
  readonly maker_name: string;
  readonly status: RecordedModule["lotStatus"];
  readonly manifest: Hash;
};

/** A label in two lots is owned by the first; rows come in the order of registration. */
function firstRegistered(rows: readonly ModuleSql[]): ModuleSql[] {
  const seen = new Set<Hash>();
  return rows.filter(({ label }) => !seen.has(label) && seen.add(label));
}

type FactsSql = {
  readonly subject: string;
  readonly shipped_at: string | null;
  readonly moved_at: string | null;
  readonly stolen_at: string | null;
  readonly scrapped_at: string | null;
  readonly voided: RecordedModule["voided"];
  /** Events that a comparison must know, newest first, with the actor's public name. */
  readonly events: readonly { readonly bytes: string; readonly time: string; readonly by: string }[] | null;
};

async function withFacts(pool: Reader, rows: readonly ModuleSql[]): Promise<RecordedModule[]> {
  if (rows.length === 0) return [];
  const subjects = rows.map(({ label }) => moduleSubject(label));
  const lots = [...new Set(rows.map(({ lot }) => lot))];
  const { rows: facts } = await pool.query<FactsSql>({ ...MODULE_FACTS, values: [subjects, lots] });
  const bySubject = new Map(facts.map((fact) => [fact.subject, fact]));
  return rows.map((row) => {
    const own = bySubject.get(moduleSubject(row.label));
    const events = (own?.events ?? []).map(parsedEvent);
    const ofLot = (bySubject.get(row.lot)?.events ?? []).map(parsedEvent);
    return {
      label: row.label,
      record: JSON.parse(row.record) as PublicRecord,
      maker: row.member,
      makerName: row.maker_name,
      lotStatus: row.status,
      manifest: row.manifest,
      leafIndex: row.leaf_index,
      recodes: events.flatMap(recodeOf),
      recalled: openRecall([...events, ...ofLot], row.leaf_index),
      stolenAt: own?.stolen_at ?? null,
      scrappedAt: own?.scrapped_at ?? null,
      voided: own?.voided ?? null,
      shippedAt: own?.shipped_at ?? null,
      movedAt: own?.moved_at ?? null,
    };
  });
}

type Told = { readonly body: Readonly<Record<string, unknown>>; readonly time: string; readonly by: string };

function parsedEvent({ bytes, time, by }: NonNullable<FactsSql["events"]>[number]): Told {
  const event = JSON.parse(bytes) as LedgerEvent;
  return { body: event.body as unknown as Readonly<Record<string, unknown>>, time, by };
}

function recodeOf({ body, time, by }: Told): RecordedModule["recodes"] {
  if (body.kind !== "recoded") return [];
  const { core, full } = body.after as { core: Hash; full?: Hash | null };
  return [{ core, full: full ?? null, codedFor: String(body.hostCoding ?? ""), by, at: time }];
}

/** A lot's recall may name places in the lot; without, it means all of them. */
function openRecall(events: readonly Told[], leafIndex: number): RecordedModule["recalled"] {
  const lifted = new Set(events.filter(({ body }) => body.kind === "recall-lifted").map(({ body }) => body.recall));
  const recalls = events.filter(({ body: { kind, recall, leaves } }) => {
    if (kind !== "recalled" || lifted.has(recall)) return false;
    const ranges = leaves as readonly (readonly [number, number])[] | undefined;
    return !ranges || ranges.some(([from, to]) => from <= leafIndex && leafIndex < to);
  });
  const [newest] = recalls.sort((one, other) => (one.time < other.time ? 1 : -1));
  return newest ? { at: newest.time, reason: String(newest.body.reason ?? "") } : null;
}

/** What the openings of a manifest line say of its tests; the record itself says only whether they were passed. */
function testsIn(line: string | undefined): readonly ComparableTest[] | undefined {
  const entry = line === undefined ? undefined : parseManifestLine(line);
  if (!entry?.ok || !entry.value.record.tests) return undefined;
  const { openings = [], record } = entry.value;
  return record.tests?.map(({ passed }, at) => ({ passed, ...valuesOf(openings, `/tests/${at}/`) }));
}

/** `/tests/0/biasMicroamp/2` is lane 2 of test 0. */
function valuesOf(openings: readonly Opening[], below: string): Omit<ComparableTest, "passed"> {
  const lanes = (name: string) => {
    const values: number[] = [];
    for (const { path, value } of openings) {
      const lane = path.startsWith(`${below}${name}/`) ? Number(path.slice(below.length + name.length + 1)) : -1;
      if (Number.isInteger(lane) && lane >= 0 && typeof value === "number") values[lane] = value;
    }
    return values;
  };
  const temperature = openings.find(({ path }) => path === `${below}temperatureMilliCelsius`)?.value;
  const [bias, tx] = [lanes("biasMicroamp"), lanes("txPowerNanowatt")];
  return {
    ...(typeof temperature === "number" && { temperatureMilliCelsius: temperature }),
    ...(bias.length > 0 && { biasMicroamp: bias }),
    ...(tx.length > 0 && { txPowerNanowatt: tx }),
  };
}
