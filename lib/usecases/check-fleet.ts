/** Checks the captures of a whole site as a job: every module against its record, what repeats anywhere in them, and a report. */
import type { MemberId } from "../domain/event/event.ts";
import { CaptureSum, findingsOf } from "../domain/optics/capture-sum.ts";
import {
  type CheckState,
  identityKey,
  type ModuleCheck,
  repeatedIdentities,
  stateOf,
} from "../domain/optics/check-answer.ts";
import type { DecodedCapture } from "../domain/optics/decode-capture.ts";
import { NO_PORT } from "../domain/optics/rules/duplicate-rules.ts";
import { type ModuleStatement, statementOf } from "../domain/optics/statement.ts";
import type { JobRows } from "../ports/job-rows.ts";
import type { LotFiles } from "../ports/lot-files.ts";
import { type CheckModulesDeps, checkModules, duplicatesIn } from "./check-modules.ts";
import { csvLine, csvText } from "./csv-text.ts";

/** `input` of a job of kind `check-fleet`. */
export type CheckFleetWork = { readonly member: MemberId; readonly path: string };
export type Pieces = AsyncIterable<{ readonly parts: readonly DecodedCapture[]; readonly firstLine: number }>;

export type CheckFleetDeps = {
  readonly jobs: JobRows;
  readonly files: Pick<LotFiles, "openReport" | "discardUpload">;
  readonly checks: CheckModulesDeps;
  readonly decoded: (path: string) => Pieces;
  /** The sentence of a file that cannot be read; undefined for a fault of ours. */
  readonly unreadable: (fault: unknown) => string | undefined;
};

/** What a line says beside its fields; days as `YYYY-MM-DD`, at most 20 ports. */
export type FleetNote =
  | { readonly code: "ports"; readonly ports: readonly string[] }
  | { readonly code: "times"; readonly count: number }
  | { readonly code: "elsewhere"; readonly day: string }
  | { readonly code: "recalled"; readonly day: string; readonly reason: string }
  | { readonly code: "recoded"; readonly codedFor: string; readonly by: string; readonly day: string };

/** One line of the report, as pages show it too. */
export type FleetRow = {
  readonly state: CheckState;
  readonly port: string;
  readonly vendorName: string;
  readonly partNumber: string;
  readonly serialNumber: string;
  readonly evidence: "bytes" | "text";
  readonly fields: string;
  readonly different: string;
  readonly findings: string;
  /** The notes as the CSV has them, in English whatever the language of the screen. */
  readonly note: string;
  readonly notes: readonly FleetNote[];
};
export type FleetResult = {
  readonly states: Readonly<Record<CheckState, number>>;
  readonly formats: readonly string[];
  readonly unread: number;
  /** Everything that needs a person, as far as a page can hold it. */
  readonly rows: readonly FleetRow[];
  readonly rowsLeftOut: number;
};

const MOST_MODULES = 100_000;
const AT_ONCE = 500;
const ROWS_SHOWN = 500;
const ORDER: readonly CheckState[] = ["duplicated", "recalled", "mismatched", "not-registered", "unknown", "matched"];
const HEAD = [
  "state",
  "port",
  "maker",
  "partNumber",
  "serialNumber",
  "evidence",
  "fieldsMatched",
  "different",
  "findings",
  "note",
] as const;

type EndCode = "nothing-read" | "too-many-modules" | "capture-unreadable" | "cancelled";

/** Ends here on purpose: cancelled, or a file that no reader understands. */
class Ended extends Error {
  readonly code: EndCode;
  constructor(code: EndCode, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

type Read = { readonly statement: ModuleStatement; readonly findings: readonly string[] };

export async function checkFleet(deps: CheckFleetDeps, jobId: string): Promise<void> {
  const job = await deps.jobs.take(jobId);
  if (job?.state !== "running") return;
  const work = job.input as CheckFleetWork;
  try {
    const result = await check(deps, jobId, work);
    await deps.jobs.finish(jobId, "done", result);
  } catch (end) {
    const sentence = end instanceof Ended ? end.message : deps.unreadable(end);
    if (sentence === undefined) throw end;
    const code = end instanceof Ended ? end.code : "capture-unreadable";
    await deps.jobs.finish(jobId, code === "cancelled" ? code : "failed", { problem: { code, sentence } });
  }
  await deps.files.discardUpload(work.path);
}

async function check(deps: CheckFleetDeps, jobId: string, work: CheckFleetWork): Promise<FleetResult> {
  const sum = new CaptureSum();
  const modules = await readAll(deps, jobId, sum, work.path);
  if (modules.length === 0)
    throw new Ended(
      "nothing-read",
      "No module was read. Send what the switches print, or hex dumps, as text; /check shows what each line was taken for.",
    );
  const statements = modules.map(({ statement }) => statement);
  const repeated = new Map(duplicatesIn(statements).map((duplicate) => [identityKey(duplicate), duplicate]));
  const counted = repeatedIdentities([...repeated.values()]);
  const rows: FleetRow[] = [];
  for (let from = 0; from < modules.length; from += AT_ONCE) {
    await goOn(deps, jobId, from, modules.length);
    const batch = statements.slice(from, from + AT_ONCE);
    const { checks } = await checkModules(deps.checks, { modules: batch, language: "en", organisation: work.member });
    for (const [at, one] of checks.entries()) {
      const key = identityKey(one.identity);
      rows.push(rowOf(one, modules[from + at]!.findings, counted.has(key), repeated.get(key)?.ports));
    }
  }
  rows.sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  await writeReport(deps, jobId, rows);
  await goOn(deps, jobId, modules.length, modules.length);
  const shown = rows.filter(({ state }) => state !== "matched");
  const states = Object.fromEntries(ORDER.map((state) => [state, rows.filter((row) => row.state === state).length]));
  return {
    states: states as FleetResult["states"],
    formats: [...sum.formats],
    unread: sum.unreadCount,
    rows: shown.slice(0, ROWS_SHOWN),
    rowsLeftOut: Math.max(0, shown.length - ROWS_SHOWN),
  };
}

async function readAll(deps: CheckFleetDeps, jobId: string, sum: CaptureSum, path: string): Promise<Read[]> {
  const modules: Read[] = [];
  for await (const { parts, firstLine } of deps.decoded(path)) {
    for (const module of sum.add(parts, firstLine)) {
      const statement = statementOf(module.decoded ?? module.text ?? {}, module.port);
      modules.push({ statement, findings: findingsOf(module).map(({ id }) => id) });
    }
    if (modules.length > MOST_MODULES)
      throw new Ended(
        "too-many-modules",
        `The captures hold more than ${MOST_MODULES.toLocaleString("en-US")} modules: send one site at a time.`,
      );
    await goOn(deps, jobId, modules.length, null);
  }
  return modules;
}

function rowOf(
  check: ModuleCheck,
  ofBytes: readonly string[],
  isRepeated: boolean,
  ports: readonly string[] | undefined,
): FleetRow {
  const { identity, v6, mismatches, findings, recoded, recalled, seenElsewhere } = check;
  const ids = new Set([...ofBytes, ...findings.map(({ id }) => id), ...(isRepeated ? ["DUPLICATE_SERIAL"] : [])]);
  const said: readonly (FleetNote | undefined)[] = [
    ports && placesOf(ports),
    seenElsewhere ? { code: "elsewhere", day: dayOf(seenElsewhere) } : undefined,
    recalled ? { code: "recalled", day: dayOf(recalled), reason: recalled.reason } : undefined,
    recoded ? { code: "recoded", codedFor: recoded.codedFor, by: recoded.by, day: dayOf(recoded) } : undefined,
  ];
  const notes = said.filter((note) => note !== undefined);
  return {
    state: stateOf(check, isRepeated),
    port: check.port ?? "",
    vendorName: identity.vendorName ?? "",
    partNumber: identity.partNumber ?? "",
    serialNumber: identity.serialNumber ?? "",
    evidence: check.evidence,
    fields: v6 ? `${v6.matched}/${v6.compared}` : "",
    different: mismatches.join(" "),
    findings: [...ids].join(" "),
    note: notes.map(noteText).join("; "),
    notes,
  };
}

/** A capture that names no ports still tells how often it shows the module. */
function placesOf(ports: readonly string[]): FleetNote {
  const isNamed = ports.every((port) => port !== NO_PORT);
  return isNamed ? { code: "ports", ports: ports.slice(0, 20) } : { code: "times", count: ports.length };
}

function dayOf({ at }: { readonly at: string }): string {
  return at.slice(0, 10);
}

function noteText(note: FleetNote): string {
  switch (note.code) {
    case "ports":
      return `on ${note.ports.join(", ")}`;
    case "times":
      return `read ${note.count} times`;
    case "elsewhere":
      return `read by another organisation on ${note.day}`;
    case "recalled":
      return `recalled on ${note.day}: ${note.reason}`;
    case "recoded":
      return `Coded for ${note.codedFor} by ${note.by} on ${note.day}.`;
  }
}

async function writeReport(deps: CheckFleetDeps, jobId: string, rows: readonly FleetRow[]): Promise<void> {
  const report = await deps.files.openReport(jobId);
  await report.write(csvText([HEAD]));
  for (const row of rows) {
    const { state, port, vendorName, partNumber, serialNumber, evidence, fields, different, findings, note } = row;
    // A spreadsheet takes 10/10 for a day in October.
    const matched = fields.replace("/", " of ");
    await report.write(
      csvLine([state, port, vendorName, partNumber, serialNumber, evidence, matched, different, findings, note]),
    );
  }
  await report.end();
}

async function goOn(deps: CheckFleetDeps, jobId: string, done: number, total: number | null): Promise<void> {
  if ((await deps.jobs.progress(jobId, done, total)) === "cancel")
    throw new Ended("cancelled", "The fleet check was cancelled. There is no report.");
}
