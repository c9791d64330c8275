/** The scan answer as the peers write it: the same content from rows, put together anew for each request, without our checks. */
import { historySentence } from "../../lib/domain/verify/history-sentence.ts";
import { scanAnswer } from "../../lib/domain/verify/scan-answer.ts";
import type { HistoryStep, KnownLabel } from "../../lib/domain/verify/scan-facts.ts";

export type PeerRow = {
  readonly record: string;
  readonly lotId: string;
  readonly madeOn: string;
  readonly site: string | null;
  readonly maker: string;
  readonly partNumber: string;
  readonly vendorName: string;
  readonly formFactor: string;
  /** Who holds it now; `seller`: the last who accepted it. */
  readonly holder: string;
  readonly seller: string | null;
  /** Registration and release first, then whatever happened to the module. */
  readonly steps: readonly HistoryStep[];
};

/** The words of a verdict are constants in any program that gives one. */
const VERDICTS = {
  found: verdictOf(null),
  consistent: verdictOf("{seller}"),
};
const CHECKPOINT = { size: 12, root: "ab".repeat(32) };

export function peerAnswer(code: string, row: PeerRow): object {
  const record = JSON.parse(row.record) as { serialNumber: string; tests?: { passed: boolean }[] };
  const points = record.tests?.length ?? 0;
  const [registered] = row.steps;
  const steps: HistoryStep[] = [
    { kind: "made", position: registered?.position ?? 0, at: row.madeOn, by: row.maker, site: row.site },
    {
      kind: "tested",
      position: registered?.position ?? 0,
      at: registered?.at ?? "",
      by: row.maker,
      points,
      passed: record.tests?.every((test) => test.passed) ?? false,
    },
    ...row.steps,
  ];
  const { seller } = row;
  const verdict = seller === null ? VERDICTS.found : VERDICTS.consistent;
  return {
    code,
    verdict: seller === null ? verdict : { ...verdict, text: verdict.text.replace("{seller}", seller) },
    module: {
      serialNumber: record.serialNumber,
      partNumber: row.partNumber,
      vendor: row.vendorName,
      formFactor: row.formFactor,
      lot: row.lotId,
      madeOn: row.madeOn,
      site: row.site,
    },
    custody: { holder: row.holder, unbroken: true },
    history: steps.map((step) => ({
      position: step.position,
      kind: step.kind,
      at: step.at,
      by: step.by,
      summary: historySentence(step, "en"),
    })),
    activation: null,
    replacedBy: null,
    ledger: { kind: "embedded", asOf: registered?.at, checkpoint: CHECKPOINT, cosignedBy: [] },
    evidence: null,
  };
}

function verdictOf(seller: string | null) {
  const facts: KnownLabel = {
    is: "known",
    label: { status: "current", voidedAt: null, replacedBy: null, signature: "unsigned" },
    stops: { recalled: null, stolen: null, retired: null },
    activation: null,
    confirmedCase: null,
    match: null,
    lotStatus: "released",
    module: {
      serialNumber: "",
      partNumber: "",
      vendor: "",
      formFactor: "",
      lot: "",
      madeOn: "",
      site: null,
      maker: "",
      contact: "",
    },
    custody: { holder: null, seller, sold: false, inTransit: null, disputed: false },
    history: [],
    birth: "passed",
    brokenRules: 0,
  };
  return scanAnswer("", facts, { kind: "embedded", asOf: null, checkpoint: null, cosignedBy: [] }, "en").verdict;
}
