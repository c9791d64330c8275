import "server-only";

/** `truelane check FILE`: decodes here, sends fields and digests, never bytes, and prints what the record says. */
import { partsToAsk } from "../../domain/optics/asked-at-once.ts";
import { CaptureSum, findingsOf, repeated, type SummedModule } from "../../domain/optics/capture-sum.ts";
import { type CheckAnswer, labelOutcomeOf, type ModuleCheck } from "../../domain/optics/check-answer.ts";
import { toldFinding } from "../../domain/optics/reasons/told-finding.ts";
import { type ModuleStatement, statementOf } from "../../domain/optics/statement.ts";
import { decodedPieces } from "../capture-file.ts";
import { env } from "../env.ts";
import { findingLines, identityLine, Untold, unreadLines } from "./capture-words.ts";
import { closingLine, outcomeOfCheck } from "./check-outcome.ts";
import { type Command, failed, WrongUse } from "./command.ts";
import { captureAsked } from "./decode.ts";
import { runningAddresses } from "./running-addresses.ts";

const USAGE = "FILE|- [--server URL] [--code CODE] [--format NAME]";
/** As many as the server takes at once. */
const AT_ONCE = 250;
const PATIENCE_MS = 60_000;

export const check: Command = {
  usage: USAGE,
  purpose:
    "compares modules with the record, exit 0 only when every one agrees; a key in TRUELANE_API_KEY is sent along",
  options: { format: { type: "string" }, server: { type: "string" }, code: { type: "string" } },
  async run(given) {
    const { file, format } = captureAsked(given, `truelane check ${USAGE}`);
    const { server, code } = given.options;
    const sum = new CaptureSum();
    const modules: SummedModule[] = [];
    for await (const { parts, firstLine } of decodedPieces(file, format)) modules.push(...sum.add(parts, firstLine));
    if (modules.length === 0) return failed("nothing-read", ["No module was read.", ...unreadLines(sum)].join(" "));
    const answers = await askAll(
      serverOf(server),
      modules.map(toStatement),
      typeof code === "string" ? code : undefined,
    );
    if (!Array.isArray(answers)) return failed(answers.code, answers.sentence);
    const checks = answers.flatMap(({ checks }) => checks);
    const label = labelOutcomeOf(answers)!;
    const ofBytes = [...modules.flatMap(findingsOf), ...repeated(modules), ...sum.around].map((finding) =>
      toldFinding(finding, "en"),
    );
    const ofRecord = checks.flatMap(({ findings }) => findings).filter(({ id }) => id !== "DUPLICATE_SERIAL");
    const findings = [...ofBytes, ...ofRecord];
    const untold = new Untold();
    for (const module of modules) untold.add(module);
    const checked = { modules: modules.length, checks, label, findings };
    const outcome = outcomeOfCheck(checked);
    return {
      exit: outcome === "agrees" ? "good" : "negative",
      json: {
        ok: outcome === "agrees",
        outcome,
        formats: [...sum.formats],
        checks,
        label,
        findings,
        ...(sum.unreadCount > 0 && { unread: sum.unread, unreadCount: sum.unreadCount }),
      },
      lines: [
        ...modules.flatMap(({ said, port }, at) => [identityLine(said, port), ...checkLines(checks[at])]),
        ...(label.outcome === "not-run" ? [] : [`Label: ${label.because}.`]),
        "",
        ...findings.flatMap(findingLines),
        closingLine(checked),
        ...untold.lines(),
        ...unreadLines(sum),
      ],
    };
  },
};

function checkLines(check: ModuleCheck | undefined): string[] {
  if (!check) return [];
  const said = {
    found: check.v6?.text ?? "Cannot tell: a record exists, but the capture gives no field to compare.",
    "not-registered": "Not registered: its maker is a member here and has no record of this serial number.",
    "maker-not-here": "Cannot tell: its maker keeps no records here.",
    "no-maker": "Cannot tell: the capture names no maker.",
    "no-identity": "Cannot tell: the capture names no serial number.",
    ambiguous: "Cannot tell: several records fit equally well. Give the label's code with --code.",
  }[check.record];
  const differ = check.mismatches.length > 0 ? [`    Different: ${check.mismatches.join(", ")}`] : [];
  const judged = check.likelihood
    .filter(({ likelihood }) => likelihood !== "not-run")
    .map(({ name, likelihood, because }) => `    ${name}: ${likelihood} (${because})`);
  return [`    ${said}`, ...differ, ...judged, ...(check.recoded ? [`    ${check.recoded.text}`] : [])];
}

function toStatement({ decoded, text, port }: SummedModule): ModuleStatement {
  return statementOf(decoded ?? text ?? {}, port);
}

function serverOf(given: string | boolean | undefined): string {
  if (given === undefined) return runningAddresses(env()).url;
  if (typeof given === "string" && URL.canParse(given)) return given.replace(/\/+$/, "");
  throw new WrongUse(`--server ${given} is no address; give one such as https://truelane.example.com.`);
}

type Refused = { readonly code: string; readonly sentence: string };

async function askAll(
  server: string,
  modules: readonly ModuleStatement[],
  code: string | undefined,
): Promise<CheckAnswer[] | Refused> {
  const answers: CheckAnswer[] = [];
  for (const [from, to] of partsToAsk(modules.length, AT_ONCE)) {
    const answer = await ask(server, {
      modules: modules.slice(from, to),
      lang: "en",
      ...(code && { code }),
    });
    if ("sentence" in answer) return answer;
    answers.push(answer);
  }
  return answers;
}

async function ask(server: string, body: unknown): Promise<CheckAnswer | Refused> {
  const key = process.env.TRUELANE_API_KEY;
  const headers = { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }) };
  const request = { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE_MS) };
  const response = await fetch(`${server}/api/v1/module-checks`, request).catch(() => undefined);
  if (!response)
    return { code: "server-unreachable", sentence: `${server} does not answer. Name another with --server.` };
  const answer = (await response.json().catch(() => undefined)) as
    | (CheckAnswer & { detail?: string; code?: string })
    | undefined;
  if (response.ok && answer) return answer;
  return {
    code: answer?.code ?? "server-refused",
    sentence: answer?.detail ?? `${server} answered ${response.status}.`,
  };
}
