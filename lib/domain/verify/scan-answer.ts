/** The answer to a look-up as a program reads it (design.md section 9, "scan answer"). */
import { historySentence } from "./history-sentence.ts";
import type { Language } from "./language.ts";
import type { HistoryKind, LedgerFacts, ScanFacts } from "./scan-facts.ts";
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
  readonly history: readonly {
    readonly position: number;
    readonly kind: HistoryKind;
    readonly at: string;
    readonly by: string;
    readonly summary: string;
  }[];
  /** When, and roughly where, the covered secret was first used. */
  readonly activation: { readonly at: string; readonly region: string | null } | null;
  /** Label id of the one that took this label's place: its code is on the module alone. */
  readonly replacedBy: string | null;
  readonly ledger: LedgerFacts;
  readonly evidence: string | null;
};

/** `code`: as it was asked for, folded. */
export function scanAnswer(code: string, facts: ScanFacts, ledger: LedgerFacts, language: Language): ScanAnswer {
  const known = facts.is === "known" ? facts : undefined;
  return {
    code,
    verdict: concludeScan(facts, language),
    module: known ? publicModule(known.module) : null,
    custody: known ? { holder: known.custody.holder, unbroken: isCustodyUnbroken(known) } : null,
    history: (known?.history ?? []).map((step) => ({
      position: step.position,
      kind: step.kind,
      at: step.at,
      by: step.by,
      summary: historySentence(step, language),
    })),
    activation: known?.activation ? { at: known.activation.at, region: known.activation.region } : null,
    replacedBy: known?.label.replacedBy ?? null,
    ledger,
    evidence: null,
  };
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
