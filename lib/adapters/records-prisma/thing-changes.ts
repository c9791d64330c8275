/** Modules and containers: rows that follow from the rule book's states, and the sums that it does not keep. */
import type { Subject } from "../../domain/event/event.ts";
import type { ContainerState, Custody, ModuleState, SubjectState } from "../../domain/event/state.ts";
import { parseSubject } from "../../domain/event/subject.ts";
import type { Judged } from "../../ports/projection-rows.ts";
import type { KnownThings, RowChanges, ThingChange } from "./row-changes.ts";

/** @param numberOf the small number of a lot */
export function changeThings(
  changes: RowChanges,
  entry: Judged,
  known: KnownThings,
  numberOf: (lot: Subject) => number | undefined,
): void {
  const { index } = entry.committed.position;
  const births = new Map((entry.committed.event.births ?? []).map((birth) => [`module/${birth.leaf.label}`, birth]));
  for (const [subject, state] of entry.next) {
    if (!isThing(state)) continue;
    const before = entry.before.get(subject);
    const was = before && isThing(before) ? before : undefined;
    const row = changes.things.get(subject) ?? newRow(subject, state, index, known, numberOf);
    Object.assign(row, rowOf(state), { index });
    changes.things.set(subject, row);
    if (state.is !== "module") continue;
    countModule(changes, was, state, births.has(subject));
    if (wasSoldInside(entry)) changes.count(state.lot, { packed: 1, sold: -1 });
  }
  moveThings(changes, entry, known);
}

/** Who enters or leaves a container, and how many modules that is. */
function moveThings(changes: RowChanges, entry: Judged, known: KnownThings): void {
  const { index } = entry.committed.position;
  const weightOf = (subject: Subject) =>
    subject.startsWith("module/") ? 1 : (changes.things.get(subject)?.modules ?? known.get(subject)?.modules ?? 0);
  for (const [subject, state] of entry.next) {
    if (!isThing(state)) continue;
    const before = entry.before.get(subject);
    const from = before && isThing(before) ? containerOf(before.custody) : undefined;
    const to = containerOf(state.custody);
    if (from === to) continue;
    if (from !== undefined) changes.leaves(subject, index);
    if (to !== undefined) changes.enters(subject, to, index);
    for (const [container, sign] of [
      [from, -1],
      [to, 1],
    ] as const) {
      const row = container === undefined ? undefined : changes.things.get(container);
      if (row) row.modules += sign * weightOf(subject);
    }
  }
  for (const { container, missing } of lightenedAbove(entry)) {
    const row = changes.things.get(container);
    if (row) row.modules -= weightOf(missing);
  }
}

/** Containers above the one that an excepted or returned thing leaves hold fewer modules too, though the same number of things. */
export function lightenedAbove({ committed, next }: Judged): { container: Subject; missing: Subject }[] {
  const { body, contents = [] } = committed.event;
  if (next.size === 0) return [];
  if (body.kind === "returned")
    return (body.within ?? [])
      .slice(0, -1)
      .flatMap((container) => contents.map(({ subject }) => ({ container, missing: subject })));
  if (body.kind !== "transfer-accepted") return [];
  return (body.except ?? []).flatMap(({ path }) =>
    path.slice(0, -2).map((container) => ({ container, missing: path.at(-1) as Subject })),
  );
}

/** What comes out of a sold container was counted as sold, not as packed. */
function wasSoldInside({ committed }: Judged): boolean {
  const { body } = committed.event;
  return body.kind === "returned" && body.within !== undefined;
}

function countModule(
  changes: RowChanges,
  was: ModuleState | ContainerState | undefined,
  state: ModuleState,
  isBorn: boolean,
): void {
  const inside = (custody: Custody | undefined) => (custody?.at === "inside" ? 1 : 0);
  const sold = (custody: Custody | undefined) => (custody?.at === "sold" ? 1 : 0);
  changes.count(state.lot, {
    touched: isBorn && !was ? 1 : 0,
    packed: inside(state.custody) - inside(was?.custody),
    sold: sold(state.custody) - sold(was?.custody),
  });
}

function newRow(
  subject: Subject,
  state: ModuleState | ContainerState,
  index: number,
  known: KnownThings,
  numberOf: (lot: Subject) => number | undefined,
): ThingChange {
  const parsed = parseSubject(subject);
  const name = parsed.ok && parsed.value.is === "container" ? parsed.value.sscc : subject.slice("module/".length);
  const module = state.is === "module" ? state : undefined;
  return {
    subject,
    is: state.is,
    name,
    ...rowOf(state),
    lot: module?.lot ?? null,
    lotNumber: (module && numberOf(module.lot)) ?? null,
    leafIndex: module?.index ?? null,
    modules: state.is === "module" ? 1 : (known.get(subject)?.modules ?? 0),
    bornIndex: known.get(subject)?.bornIndex ?? index,
    index,
  };
}

function rowOf(state: ModuleState | ContainerState) {
  const { custody } = state;
  return {
    holder: custody.at === "holder" ? custody.holder : null,
    inside: custody.at === "inside" ? custody.container : null,
    soldBy: custody.at === "sold" ? custody.seller : null,
    count: state.is === "container" ? state.count : 0,
    offer: state.offer ?? null,
    disputed: state.disputed ?? false,
    emptied: state.is === "container" ? (state.emptied ?? false) : false,
    ...marksOf(state),
  };
}

/** What speaks of a thing beside custody. */
function marksOf(state: ModuleState | ContainerState) {
  const { label, activated, scrapped, installed, recode } = state.is === "module" ? state : {};
  return {
    label: label ?? null,
    activatedAt: activated?.at ?? null,
    buyerKey: activated?.buyerKey ?? null,
    region: activated?.region ?? null,
    stolenAt: state.stolen ?? null,
    scrappedAt: scrapped?.at ?? null,
    destroyed: scrapped?.destroyed ?? false,
    installedAt: installed ?? null,
    codedFor: recode?.hostCoding ?? null,
  };
}

function containerOf(custody: Custody): Subject | undefined {
  return custody.at === "inside" ? custody.container : undefined;
}

function isThing(state: SubjectState): state is ModuleState | ContainerState {
  return state.is === "module" || state.is === "container";
}
