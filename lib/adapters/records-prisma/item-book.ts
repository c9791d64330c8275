/** Which thing a text means to a member, and the birth of a module: read from the rows, never from what a browser says. */
import type { Pool } from "pg";
import type { LedgerEvent, MemberId, Subject } from "../../domain/event/event.ts";
import { parseSubject } from "../../domain/event/subject.ts";
import { parseLabelUri } from "../../domain/label/label-uri.ts";
import { parseSscc } from "../../domain/label/sscc.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { Manifests } from "../../ports/manifests.ts";
import type { ItemBook, ResolvedItem, Unresolved } from "../../ports/records.ts";
import type { ModuleRow } from "../../usecases/queries.ts";
import { keptBirths } from "./births.ts";
import { labelOf, modulesByLabel, modulesBySerial, visible } from "./thing-queries.ts";
import { ancestorsOf, type Placed, whereaboutsOf } from "./whereabouts.ts";
import { tradedBy } from "./who-may-see.ts";

type ContainerItem = ResolvedItem & { readonly is: "container" };
type Found = Result<ResolvedItem, Unresolved>;

export function openItemBook(pool: Pool, manifests: Manifests): ItemBook {
  return {
    async resolveItems(member, texts) {
      const meant = texts.map(meaningOf);
      const labels = await labelled(pool, member, meant);
      const serials = await withSerials(pool, member, meant);
      const containers = await containersOf(pool, member, meant);
      return meant.map((one): Found => {
        if (one.is === "sscc") return containers.get(one.value) ?? unknown(one.text);
        const found = (one.is === "label" ? labels : serials).get(one.value) ?? [];
        return one.is === "label" ? only(one.text, found) : bySerial(member, one.text, found);
      });
    },
    async birthsOf(labels) {
      const births = await keptBirths(pool, manifests, labels);
      return new Map(births.map(({ record: _, ...birth }) => [birth.leaf.label, birth]));
    },
    async recordedEvent(hash) {
      const { rows } = await pool.query<{ bytes: string }>("SELECT bytes FROM rm_event WHERE event_hash = $1", [hash]);
      // Our own projection wrote these bytes after parsing them.
      return rows[0] && (JSON.parse(rows[0].bytes) as LedgerEvent);
    },
    async newestContainer(sscc) {
      const [newest] = await numbered(pool, [sscc]);
      return newest && itemOf(newest.subject);
    },
  };
}

type Meaning = { readonly text: string; readonly is: "label" | "serial" | "sscc"; readonly value: string };

function meaningOf(given: string): Meaning {
  const text = given.trim();
  const uri = parseLabelUri(text);
  if (uri.ok && uri.value.kind === "sscc") return { text, is: "sscc", value: uri.value.sscc };
  // (00) is how a scan gun spells the application identifier of an SSCC.
  const sscc = parseSscc(text.replace(/^(?:\(00\)|\]C1)?(?:00(?=\d{18}$))?/, "").replace(/\s/g, ""));
  if (sscc.ok) return { text, is: "sscc", value: sscc.value };
  const label = labelOf(text);
  return label === undefined ? { text, is: "serial", value: text } : { text, is: "label", value: label };
}

async function labelled(
  pool: Pool,
  member: MemberId,
  meant: readonly Meaning[],
): Promise<Map<string, readonly ModuleRow[]>> {
  const labels = valuesOf("label", meant);
  if (labels.length === 0) return new Map();
  const rows = await modulesByLabel(pool, labels);
  const shown = await visible(pool, member, rows);
  return new Map(rows.map(({ asked, label_id }) => [asked, shown.filter(({ labelId }) => labelId === label_id)]));
}

async function withSerials(
  pool: Pool,
  member: MemberId,
  meant: readonly Meaning[],
): Promise<Map<string, readonly ModuleRow[]>> {
  const serials = valuesOf("serial", meant);
  if (serials.length === 0) return new Map();
  const found = new Map<string, ModuleRow[]>();
  for (const row of await visible(pool, member, await modulesBySerial(pool, serials)))
    found.set(row.serialNumber, [...(found.get(row.serialNumber) ?? []), row]);
  return found;
}

function valuesOf(is: Meaning["is"], meant: readonly Meaning[]): string[] {
  return [...new Set(meant.flatMap((one) => (one.is === is ? [one.value] : [])))];
}

function only(text: string, found: readonly ModuleRow[]): Found {
  const [module] = found;
  return module ? ok(moduleItem(module)) : unknown(text);
}

/** A withdrawn lot was a mistake, so its serials mean nothing; of several modules the one that the member holds is meant. */
function bySerial(member: MemberId, text: string, found: readonly ModuleRow[]): Found {
  const living = found.filter(({ lotStatus }) => lotStatus !== "withdrawn");
  const held = living.filter(({ whereabouts }) => whereabouts.at === "holder" && whereabouts.holder === member);
  const candidates = held.length > 0 ? held : living;
  if (candidates.length <= 1) return only(text, candidates);
  const lots = candidates.slice(0, 5).map(({ maker, lotId, partNumber }) => `${partNumber} of lot ${lotId} (${maker})`);
  return refuse({ code: "item-ambiguous", text, detail: lots.join("; ") });
}

function moduleItem({ subject, labelId, lot, serialNumber }: ModuleRow): ResolvedItem {
  return { is: "module", subject, label: labelId, lot, name: serialNumber };
}

type Numbered = Placed & { readonly subject: Subject; readonly name: string };

/** All containers under these SSCCs, the newest first. */
async function numbered(pool: Pool, ssccs: readonly string[]): Promise<Numbered[]> {
  const { rows } = await pool.query<Numbered>({
    name: "rm-containers-by-sscc",
    text: `SELECT subject, name, holder, inside, sold_by, offer FROM rm_thing WHERE name = ANY($1) AND "is" = 'container' ORDER BY born_index DESC`,
    values: [ssccs],
  });
  return rows;
}

async function containersOf(pool: Pool, member: MemberId, meant: readonly Meaning[]): Promise<Map<string, Found>> {
  const ssccs = [...new Set(meant.flatMap((one) => (one.is === "sscc" ? [one.value] : [])))];
  if (ssccs.length === 0) return new Map();
  const rows = await numbered(pool, ssccs);
  const traded = await tradedBy(
    pool,
    member,
    rows.map(({ subject }) => subject),
  );
  const ancestors = await ancestorsOf(pool, rows);
  const found = new Map<string, Found>();
  for (const row of rows) {
    const where = whereaboutsOf(row, ancestors);
    const holder = where.at === "holder" ? where.holder : where.seller;
    const item = itemOf(row.subject);
    const isOwn = item.member === member || holder === member || traded.has(row.subject);
    if (isOwn && !found.has(row.name)) found.set(row.name, ok(item));
  }
  return found;
}

function itemOf(subject: Subject): ContainerItem {
  const parsed = parseSubject(subject);
  if (!parsed.ok || parsed.value.is !== "container") throw new Error(`${subject} is no container`);
  const { member, sscc, n } = parsed.value;
  return { is: "container", subject, member, sscc, number: n, name: sscc };
}

function unknown(text: string): Found {
  return refuse({ code: "item-unknown", text });
}
