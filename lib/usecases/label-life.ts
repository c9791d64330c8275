/** What befell a module, its label and its lot beside custody, as steps of its history and as what speaks against it now. */
import type { LeafRange, Subject, Time } from "../domain/event/event.ts";
import { labelSubject, moduleSubject } from "../domain/event/subject.ts";
import type { HistoryStep, LabelFacts, StopFacts } from "../domain/verify/scan-facts.ts";
import type { LabelOnRecord, LifeEvent } from "../ports/scan-records.ts";

/** Each entry once, whichever of its subjects it was found by; recalls of other modules of the lot are not this module's life. */
export function lifeSteps(found: LabelOnRecord): HistoryStep[] {
  const told = new Set<number>();
  return found.life.flatMap((event) => {
    if (told.has(event.position) || !isAbout(found, event)) return [];
    told.add(event.position);
    return [stepOf(found, event)];
  });
}

/** What is in force now: lifted recalls, recovered and corrected things are gone from the states. */
export function stopsOf(found: LabelOnRecord): StopFacts {
  const { module, custody, lotState, leafIndex } = found;
  const ofLot = (lotState.recalls ?? []).filter(({ leaves }) => covers(leaves, leafIndex));
  const recalls = new Set([...(module?.recalls ?? []), ...ofLot.map(({ recall }) => recall)]);
  const recalled = found.life.find(({ body }) => body.kind === "recalled" && recalls.has(body.recall));
  const stolen = module?.stolen ?? custody.stolenWith;
  return {
    recalled: recalls.size > 0 ? { at: recalled?.at ?? null } : null,
    stolen: stolen === null ? null : { at: stolen },
    retired: module?.scrapped ? { at: module.scrapped.at } : null,
  };
}

/** @param signature of a signed label, as it was checked */
export function labelFactsOf(found: LabelOnRecord, signature: LabelFacts["signature"]): LabelFacts {
  const { label, state } = found.asked;
  const current = found.module?.label ?? found.label;
  const isVoid = state ? state.status === "void" : current !== label;
  return {
    status: isVoid ? "void" : "current",
    voidedAt: isVoid ? voidedAt(found) : null,
    replacedBy: state?.replacedBy ?? null,
    signature,
  };
}

function voidedAt(found: LabelOnRecord): Time | null {
  const { label } = found.asked;
  const last = found.life.findLast(
    ({ body, subject }) =>
      (body.kind === "labels-voided" && subject === labelSubject(label)) ||
      (body.kind === "label-replaced" && body.label === label),
  );
  return last?.at ?? null;
}

/** The key that the ledger allowed for the label that was asked for. */
export function labelKeyFor(found: LabelOnRecord): Subject | undefined {
  const { label } = found.asked;
  if (label === found.label) return found.lotState.labelKey;
  const replaced = found.life.find(({ body }) => body.kind === "label-replaced" && body.replacement.label === label);
  return replaced?.body.kind === "label-replaced" ? replaced.body.replacement.labelKey : undefined;
}

function isAbout(found: LabelOnRecord, { subject, body }: LifeEvent): boolean {
  if (subject !== found.lot.subject) return true;
  if (body.kind === "recalled") return covers(body.leaves, found.leafIndex);
  // A lifting names its recall; whether that was about this module, the recall says.
  if (body.kind === "recall-lifted")
    return found.life.some(
      (other) =>
        other.body.kind === "recalled" &&
        other.body.recall === body.recall &&
        covers(other.body.leaves, found.leafIndex),
    );
  return false;
}

/** Half-open ranges; without any the whole lot. */
function covers(leaves: readonly LeafRange[] | undefined, at: number): boolean {
  return leaves?.some(([from, to]) => from <= at && at < to) ?? true;
}

function stepOf(found: LabelOnRecord, { position, at, by, body }: LifeEvent): HistoryStep {
  const entry = { position, at, by };
  const lot = "target" in body && body.target !== moduleSubject(found.label);
  switch (body.kind) {
    case "label-replaced":
    case "labels-voided":
      return { ...entry, kind: body.kind, reason: body.reason };
    case "activated":
      return { ...entry, kind: "activated", region: body.region ?? null };
    case "recalled":
    case "recall-lifted":
      return { ...entry, kind: body.kind, lot, reason: body.reason };
    case "sold":
    case "reported-stolen":
    case "recovered":
    case "returned":
      return { ...entry, kind: body.kind };
    case "scrapped":
      return { ...entry, kind: "scrapped", destroyed: body.destroyed, reason: body.reason };
    case "corrected":
      return { ...entry, kind: "corrected", reason: body.reason };
    case "inspected":
      return { ...entry, kind: "inspected", result: body.result };
    case "repaired":
      return { ...entry, kind: "repaired", what: body.what };
    case "recoded":
      return { ...entry, kind: "recoded", hostCoding: body.hostCoding };
  }
}
