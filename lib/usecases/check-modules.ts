/** Holds what modules say of themselves against the record of what left the factory (optics.md section 10). */
import { createHash } from "node:crypto";
import type { Hash, MemberId } from "../domain/event/event.ts";
import { labelIdOf, parseCode } from "../domain/label/code.ts";
import type { RuleId } from "../domain/optics/answer.ts";
import {
  type CheckAnswer,
  countChecks,
  type DuplicateInCapture,
  identityKey,
  type LabelOutcome,
  type ModuleCheck,
  STANDING_RULES,
} from "../domain/optics/check-answer.ts";
import { chooseRecord } from "../domain/optics/choose-record.ts";
import type { Reason } from "../domain/optics/reasons/reason.ts";
import { reasonSentence } from "../domain/optics/reasons/told-finding.ts";
import { NO_PORT } from "../domain/optics/rules/duplicate-rules.ts";
import type { ModuleStatement } from "../domain/optics/statement.ts";
import type { Language } from "../domain/verify/language.ts";
import type { Clock } from "../ports/clock.ts";
import type { ModuleRecords, Sightings } from "../ports/module-records.ts";
import { type Asked, checkOne, type Found } from "./check-one-module.ts";

export type CheckModulesDeps = {
  readonly records: ModuleRecords;
  readonly sightings: Sightings;
  readonly clock: Clock;
};
export type CheckQuestion = {
  readonly modules: readonly ModuleStatement[];
  /** The code on the label, as typed or scanned. */
  readonly code?: string;
  readonly language: Language;
  /** A member's check; a stranger's leaves no trace and learns less of a unit that it only named. */
  readonly organisation?: MemberId;
};

/** Longer ago, a sighting says nothing of today. */
const SIGHTINGS_COUNT_DAYS = 90;
const DAY_MS = 86_400_000;

export async function checkModules(deps: CheckModulesDeps, question: CheckQuestion): Promise<CheckAnswer> {
  const { modules, organisation, language } = question;
  const label = await labelled(deps, question.code);
  const found = await findRecords(deps, modules);
  const seen = organisation === undefined ? undefined : await sightingsOf(deps, organisation, modules, found);
  const duplicates = duplicatesIn(modules);
  const asked: Asked = {
    language,
    today: deps.clock.now().slice(0, 10),
    isMember: organisation !== undefined,
    label: modules.length === 1 ? label.found : undefined,
  };
  const checks = modules.map((stated, at) =>
    checkOne(stated, found[at]!, { ...asked, seen: seen?.[at], duplicate: duplicateOf(stated, duplicates) }),
  );
  if (organisation !== undefined) await deps.sightings.note(organisation, toKeep(modules, found));
  return {
    checks,
    duplicates,
    label: outcomeOfLabel(label, modules, checks, language),
    counts: countChecks(checks, duplicates),
  };
}

async function findRecords({ records }: CheckModulesDeps, modules: readonly ModuleStatement[]): Promise<Found[]> {
  const serials = [...new Set(modules.flatMap(({ fields }) => fields.serialNumber || []))];
  const [bySerial, names] = await Promise.all([records.bySerial(serials), records.vendorNames()]);
  const makers = new Set(names.map(folded));
  const found = modules.map((stated): Found => {
    const { serialNumber, vendorName } = stated.fields;
    if (!serialNumber) return { is: "no-identity" };
    const candidates = (bySerial.get(serialNumber) ?? []).map((module) => ({
      module,
      record: module.record,
      recodedCores: module.recodes.map(({ core }) => core),
    }));
    const choice = chooseRecord(stated, candidates);
    if (choice.is === "one") return { is: "found", module: choice.candidate.module, tests: undefined };
    if (choice.is === "several") return { is: "ambiguous" };
    if (!vendorName?.trim()) return { is: "no-maker" };
    return { is: makers.has(folded(vendorName)) ? "not-registered" : "maker-not-here" };
  });
  return withTests(records, modules, found);
}

/** Test values are read only for modules whose live values can be judged by them. */
async function withTests(
  records: ModuleRecords,
  modules: readonly ModuleStatement[],
  found: readonly Found[],
): Promise<Found[]> {
  const wanted = found.flatMap((one, at) =>
    one.is === "found" && modules[at]?.live ? [{ at, module: one.module }] : [],
  );
  const tests = await records.testsOf(wanted.map(({ module }) => module));
  const byPlace = new Map(wanted.map(({ at }, nth) => [at, tests[nth]]));
  return found.map((one, at) => (one.is === "found" ? { ...one, tests: byPlace.get(at) } : one));
}

type Labelled = { readonly given: boolean; readonly found?: Asked["label"] };

async function labelled({ records }: CheckModulesDeps, code: string | undefined): Promise<Labelled> {
  if (code === undefined || code.trim() === "") return { given: false };
  const parsed = parseCode(code);
  return { given: true, found: parsed.ok ? await records.byLabel(labelIdOf(parsed.value)) : undefined };
}

function outcomeOfLabel(
  { given, found }: Labelled,
  modules: readonly ModuleStatement[],
  checks: readonly ModuleCheck[],
  language: Language,
): LabelOutcome {
  const serial = found?.module.record.serialNumber;
  const answer = (outcome: LabelOutcome["outcome"], reason: Reason) => ({
    outcome,
    serialNumber: serial ?? null,
    because: reasonSentence(reason, language),
  });
  if (!given) return answer("not-run", { says: "no-code" });
  if (!found || serial === undefined) return answer("no-record", { says: "code-without-record" });
  const serials = modules.flatMap(({ fields }) => fields.serialNumber || []);
  if (serials.length === 0) return answer("not-run", { says: "no-serial-read" });
  if (!serials.includes(serial)) return answer("conflict", { says: "label-of-none", serial });
  const conflicts = checks.some(
    ({ identity, findings }) =>
      identity.serialNumber === serial &&
      findings.some(({ id, severity }) => severity === "conflict" && !isStanding(id)),
  );
  if (conflicts) return answer("conflict", { says: "label-of-contradicted", serial });
  return found.isVoid
    ? answer("void", { says: "label-was-its", serial })
    : answer("agrees", { says: "label-is-its", serial });
}

/** A stolen module's label is still its label. */
function isStanding(id: RuleId): boolean {
  return STANDING_RULES.some((rule) => rule === id);
}

/** One port shown twice, as by two commands, is one module; a place without a name counts each time. */
export function duplicatesIn(modules: readonly ModuleStatement[]): DuplicateInCapture[] {
  const byIdentity = new Map<string, { first: ModuleStatement; ports: string[]; named: Set<string> }>();
  for (const stated of modules) {
    const { serialNumber } = stated.fields;
    if (!serialNumber || NO_SERIAL.test(serialNumber)) continue;
    const key = identityKey(stated.fields);
    const same = byIdentity.get(key) ?? { first: stated, ports: [], named: new Set() };
    byIdentity.set(key, same);
    if (stated.port !== undefined && same.named.has(stated.port)) continue;
    if (stated.port !== undefined) same.named.add(stated.port);
    same.ports.push(stated.port ?? NO_PORT);
  }
  return [...byIdentity.values()]
    .filter(({ ports }) => ports.length > 1)
    .map(({ first: { fields, isCable }, ports }) => ({
      vendorName: fields.vendorName ?? null,
      partNumber: fields.partNumber ?? null,
      serialNumber: fields.serialNumber ?? "",
      ports,
      isCable,
    }));
}
const NO_SERIAL = /^\s*(?:n\/?a|none|unknown|-+|unspecified)?\s*$/i;

function duplicateOf(
  stated: ModuleStatement,
  duplicates: readonly DuplicateInCapture[],
): DuplicateInCapture | undefined {
  if (duplicates.length === 0) return undefined;
  const key = identityKey(stated.fields);
  return duplicates.find((duplicate) => identityKey(duplicate) === key);
}

/** What another organisation saw since the module last changed hands: two places at once, or a clone. */
async function sightingsOf(
  { sightings, clock }: CheckModulesDeps,
  organisation: MemberId,
  modules: readonly ModuleStatement[],
  found: readonly Found[],
): Promise<Asked["seen"][]> {
  const since = new Date(Date.parse(clock.now()) - SIGHTINGS_COUNT_DAYS * DAY_MS).toISOString();
  const ids = modules.map((stated, at) => sightedAs(stated, found[at]!));
  const elsewhere = await sightings.elsewhere(organisation, [...new Set(ids.flatMap((id) => id ?? []))], since);
  return ids.map((id, at) => {
    const one = found[at]!;
    const moved = one.is === "found" ? one.module.movedAt : null;
    const [newest] = (id && elsewhere.get(id)?.filter(({ at: seen }) => moved === null || seen > moved)) || [];
    const core = modules[at]?.eeprom?.core;
    return (
      newest && { at: newest.at, otherBytes: newest.digest !== "" && core !== undefined && newest.digest !== core }
    );
  });
}

/** A cable's two ends are in two racks; a module without a serial number is nobody in particular. */
function sightedAs(stated: ModuleStatement, found: Found): Hash | undefined {
  if (found.is === "found") return found.module.label;
  const { serialNumber } = stated.fields;
  if (stated.isCable || !serialNumber || NO_SERIAL.test(serialNumber)) return undefined;
  return createHash("sha256")
    .update(`truelane-identity/1\n${identityKey(stated.fields)}`)
    .digest("hex");
}

function toKeep(modules: readonly ModuleStatement[], found: readonly Found[]) {
  return modules.flatMap((stated, at) => {
    const module = sightedAs(stated, found[at]!);
    return module ? [{ module, digest: stated.eeprom?.core ?? "" }] : [];
  });
}

/** Names differ in case and legal form between EEPROM and member record. */
function folded(name: string): string {
  return name.trim().toUpperCase();
}
