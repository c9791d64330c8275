/** The answer to a look-up as a program reads it (design.md section 9, "scan answer"). */
import { historySentence } from "./history-sentence.ts";
import type { Language } from "./language.ts";
import type { HistoryKind, HistoryStep, LedgerFacts, ScanFacts } from "./scan-facts.ts";
import { concludeScan, isCustodyUnbroken, type Verdict } from "./verdict.ts";

export type ScanAnswer = {
  readonly code: string;
  readonly verdict: Verdict;
  readonly module: {
    readonly serialNumber: string;
    readonly partNumber: string;
    readonly vendor: string;
    readonly formFactor: string;
    readonly lot: string;
    readonly madeOn: string;
    readonly site: string | null;
  } | null;
  readonly custody: { readonly holder: string | null; readonly unbroken: boolean } | null;
  /** Oldest first. */
  readonly history: readonly ToldStep[];
  /** When, and roughly where, the covered secret was first used. */
  readonly activation: { readonly at: string; readonly region: string | null } | null;
  /** Label id of the one that took this label's place: its code is on the module alone. */
  readonly replacedBy: string | null;
  readonly ledger: LedgerFacts;
  readonly evidence: string | null;
};

export type ToldStep = {
  readonly position: number;
  readonly kind: HistoryKind;
  readonly at: string;
  readonly by: string;
  readonly summary: string;
};

/** `code`: as it was asked for, folded. */
export function scanAnswer(code: string, facts: ScanFacts, ledger: LedgerFacts, language: Language): ScanAnswer {
  const known = facts.is === "known" ? facts : undefined;
  return {
    code,
    verdict: concludeScan(facts, language),
    module: known ? publicModule(known.module) : null,
    custody: known ? { holder: known.custody.holder, unbroken: isCustodyUnbroken(known) } : null,
    history: (known?.history ?? []).map((step) => toldStep(step, language)),
    activation: known?.activation ? { at: known.activation.at, region: known.activation.region } : null,
    replacedBy: known?.label.replacedBy ?? null,
    ledger,
    evidence: null,
  };
}

const told: Readonly<Record<Language, WeakMap<HistoryStep, ToldStep>>> = { en: new WeakMap(), "zh-CN": new WeakMap() };

/** A frozen step is one that many answers share: it is told once, and the same value is given to all of them. */
function toldStep(step: HistoryStep, language: Language): ToldStep {
  const known = told[language].get(step);
  if (known) return known;
  const { position, kind, at, by } = step;
  const made = { position, kind, at, by, summary: historySentence(step, language) };
  if (Object.isFrozen(step)) told[language].set(step, Object.freeze(made));
  return made;
}

function publicModule({
  serialNumber,
  partNumber,
  vendor,
  formFactor,
  lot,
  madeOn,
  site,
}: Known): ScanAnswer["module"] {
  return { serialNumber, partNumber, vendor, formFactor, lot, madeOn, site };
}
type Known = Extract<ScanFacts, { is: "known" }>["module"];
