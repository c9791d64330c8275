import "server-only";

/** `truelane decode FILE`: what a module says of itself, from an EEPROM dump or a capture of a switch's console. */
import { INPUT_FORMATS, type InputFormat, type ToldAnswer } from "../../domain/optics/answer.ts";
import { CaptureSum } from "../../domain/optics/capture-sum.ts";
import { toldAnswer } from "../../domain/optics/reasons/told-finding.ts";
import { selfOutcomeOf, selfOutcomeOfAll } from "../../domain/optics/self-outcome.ts";
import { type DecodedPiece, decodedPieces } from "../capture-file.ts";
import { findingLines, identityLine, Untold, unreadLines } from "./capture-words.ts";
import { type Command, type Given, type Outcome, WrongUse } from "./command.ts";
import { printJson, printLines } from "./printed-answer.ts";

const USAGE = "FILE|- [--format NAME]";

export const decode: Command = {
  usage: USAGE,
  purpose: "what a module says of itself, and what does not fit",
  options: { format: { type: "string" } },
  async run(given) {
    const { file, format } = captureAsked(given, `truelane decode ${USAGE}`);
    const pieces = decodedPieces(file, format);
    const [first, second] = [await pieces.next(), await pieces.next()];
    if (second.done) return outcomeOf(first.done ? { parts: [], firstLine: 1 } : first.value);
    const all = joined([first.value as DecodedPiece, second.value], pieces);
    const { modules } = await (given.options.json ? printJson : printLines)(all, process.stdout);
    return { exit: modules > 0 ? "good" : "failed", json: undefined, lines: [], isPrinted: true };
  },
};

/** @throws WrongUse */
export function captureAsked(
  { words, options }: Given,
  use: string,
): { file: string; format: InputFormat | undefined } {
  const [file] = words;
  if (!file || words.length > 1) throw new WrongUse(`Name one file, or - for standard input. Use: ${use}`);
  const { format } = options;
  if (format !== undefined && !isFormat(format))
    throw new WrongUse(`There is no format ${format}. Formats: ${INPUT_FORMATS.join(", ")}.`);
  return { file, format };
}

function isFormat(text: string | boolean): text is InputFormat {
  return INPUT_FORMATS.some((format) => format === text);
}

async function* joined(begun: readonly DecodedPiece[], rest: AsyncIterable<DecodedPiece>) {
  yield* begun;
  yield* rest;
}

/** Other devices in the same capture stand under `also`. */
function outcomeOf({ parts }: DecodedPiece): Outcome {
  const [first, ...also] = parts.map(({ answer }) => toldAnswer(answer, "en"));
  const answer: ToldAnswer = first ?? {
    input_format: "unknown",
    expect: { kind: "unknown" },
    must_warn: [],
    may_warn: [],
    facts: [],
  };
  const exit = answer.expect.kind === "unknown" ? "failed" : "good";
  return { exit, json: { ...answer, ...(also.length > 0 && { also }) }, lines: linesOf(parts) };
}

function linesOf(parts: DecodedPiece["parts"]): string[] {
  const sum = new CaptureSum();
  const modules = sum.add(parts);
  if (modules.length === 0)
    return [
      ["No module was read.", ...unreadLines(sum)].join(" "),
      parts[0]?.answer.input_format === "binary"
        ? "The file is no text, and no memory of an SFP, QSFP or CMIS module (128, 256, 512 or 640 bytes that begin with its identifier)."
        : "Paste the whole output of the command, or name the format with --format.",
    ];
  const untold = new Untold();
  for (const module of modules) untold.add(module);
  const findings = parts.flatMap(({ answer }) => toldAnswer(answer, "en").findings ?? []).flatMap(findingLines);
  const isClean = selfOutcomeOfAll(modules.map(selfOutcomeOf), findings.length) === "clean";
  return [
    `Read as ${[...sum.formats].join(", ")}.`,
    ...modules.map(({ said, port }) => identityLine(said, port)),
    "",
    ...(isClean ? ["Nothing contradicts itself."] : [...findings, ...untold.lines()]),
    ...unreadLines(sum),
  ];
}
