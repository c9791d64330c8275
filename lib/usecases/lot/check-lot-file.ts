/** The first pass over a lot file: good rows into scratch, bad ones into a file of errors that a person corrects. */
import type { Finding } from "../../domain/optics/answer.ts";
import { reasonSentence } from "../../domain/optics/reasons/told-finding.ts";
import type { ErrorsFile, LotFiles } from "../../ports/lot-files.ts";
import type { GateFinding, GateSample, LotStore } from "../../ports/lot-store.ts";
import type { Scratch } from "../../ports/scratch.ts";
import type { RegisterLotWork } from "../enqueue-job.ts";
import { errorsHead, errorsLine } from "../lot-file/errors-csv.ts";
import { inOtherLot } from "../lot-file/serial-taken.ts";
import type { RowProblem } from "../operation.ts";
import { type FileProblem, type ReadRow, readLotFile } from "../read-lot-file.ts";
import { rowText } from "./row-batches.ts";

export type CheckedFile = {
  readonly good: number;
  readonly bad: number;
  /** The first of them; all are in the file of errors. */
  readonly errors: readonly RowProblem[];
  /** How often each code was found, most often first. */
  readonly causes: readonly { readonly code: string; readonly count: number }[];
  readonly warnings: readonly string[];
  readonly unknownColumns: readonly string[];
  readonly encoding: string | null;
  /** Whether there is a file of errors. */
  readonly errorsFile: boolean;
  readonly stopped?: FileProblem;
  /** What the factory gate found in the dumps of the good rows, the worst first. */
  readonly gate: readonly GateFinding[];
};

/** A page of errors that a person might read to its end; the file of errors has the rest. */
const ERRORS_SHOWN = 1000;
const GATE_SAMPLES = 50;

export function isRefused(checked: CheckedFile, onError: RegisterLotWork["onError"]): boolean {
  return checked.stopped !== undefined || checked.good === 0 || (checked.bad > 0 && onError === "refuse");
}

export async function checkLotFile(
  deps: { readonly files: LotFiles; readonly lots: Pick<LotStore, "lotsWithSerials"> },
  job: string,
  { actor, lot, file }: RegisterLotWork,
  rows: Scratch,
  progress: (done: number) => Promise<void>,
): Promise<CheckedFile> {
  const report = openReport();
  const errorsFile = lazyErrors(deps.files, job);
  const declared = { bytes: file.bytes, sha256: file.sha256 };
  try {
    for await (const piece of readLotFile(deps.files.upload(file.path), { format: file.format, declared })) {
      if (piece.is === "file") report.encoding = piece.encoding;
      if (piece.is === "header") report.unknown = piece.unknown;
      if (piece.is === "stopped") report.stopped = piece.problem;
      if (piece.is !== "rows") continue;
      const serials = piece.rows.flatMap(({ row }) => (row ? [row.serialNumber] : []));
      const known = await deps.lots.lotsWithSerials(actor.member, lot.partNumber, serials);
      const checked = piece.rows.map((row) => notInSystem(row, known));
      await rows.write(checked.map(({ row }) => (row ? rowText(row) : "")).join(""));
      for (const row of checked) report.take(row);
      for (const row of checked) if (!row.row) await errorsFile.write(row);
      await progress(report.seen());
    }
  } finally {
    await errorsFile.end();
  }
  return report.close(errorsFile.isOpen());
}

function notInSystem(read: ReadRow, lots: ReadonlyMap<string, string>): ReadRow {
  const { row, ...rest } = read;
  const lotId = row && lots.get(row.serialNumber);
  return row && lotId !== undefined ? { ...rest, problems: [inOtherLot(row.serialNumber, lotId)] } : read;
}

function openReport() {
  const errors: RowProblem[] = [];
  const causes = new Map<string, number>();
  let [good, bad, untimed] = [0, 0, 0];
  const gate = openGate();
  return {
    encoding: null as string | null,
    unknown: [] as readonly string[],
    stopped: undefined as FileProblem | undefined,
    seen: () => good + bad,
    take({ line, row, problems, gate: found = [] }: ReadRow): void {
      if (row) {
        good += 1;
        gate.take(row.serialNumber, found);
        if (row.test && row.test.at === undefined) untimed += 1;
        return;
      }
      bad += 1;
      for (const { code } of problems) causes.set(code, (causes.get(code) ?? 0) + 1);
      for (const problem of problems) if (errors.length < ERRORS_SHOWN) errors.push({ line, ...problem });
    },
    close(errorsFile: boolean): CheckedFile {
      const warning = `${untimed} rows have test values without testedAt: their tests are dated with the day the lot was made.`;
      return {
        good,
        bad,
        errors,
        causes: [...causes].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count),
        warnings: untimed > 0 ? [warning] : [],
        unknownColumns: this.unknown,
        encoding: this.encoding,
        errorsFile,
        gate: gate.close(),
        ...(this.stopped && { stopped: this.stopped }),
      };
    },
  };
}

const SEVERITIES = ["conflict", "suspicious", "unusual", "info"] as const;

/** One entry a rule, with the first modules that have it. */
function openGate() {
  const rules = new Map<string, GateFinding & { samples: GateSample[] }>();
  return {
    take(serial: string, found: readonly Finding[]): void {
      for (const { id, severity, reason } of found) {
        const known = rules.get(id) ?? { rule: id, severity, count: 0, samples: [] };
        if (known.samples.length < GATE_SAMPLES)
          known.samples.push({ serial, because: reasonSentence(reason, "en"), reason });
        rules.set(id, { ...known, count: known.count + 1 });
      }
    },
    close: (): GateFinding[] =>
      [...rules.values()].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
  };
}

/** Most files are good: theirs is never made. */
function lazyErrors(files: LotFiles, job: string) {
  let open: ErrorsFile | undefined;
  return {
    isOpen: () => open !== undefined,
    async write({ line, names, cells, problems }: ReadRow): Promise<void> {
      if (!open) {
        open = await files.openErrors(job);
        await open.write(errorsHead(names));
      }
      await open.write(errorsLine(line, names, cells, problems));
    },
    async end(): Promise<void> {
      await open?.end();
    },
  };
}
