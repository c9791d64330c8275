/** The decoder: a capture of any supported format in, what each module says of itself and what the rules make of it out. */
import type { Answer, Finding, InputFormat, RuleId, TextModule, Unread } from "./answer.ts";
import { claimsOfText } from "./claims-of-text.ts";
import { type DecodedModule, decodePages } from "./decode-pages.ts";
import { readersOf } from "./readers/all-readers.ts";
import { capturedLines, type Line } from "./readers/captured-lines.ts";
import type { ByteReading, TextReading } from "./readers/reading.ts";
import { textOfBytes } from "./readers/text-of-bytes.ts";
import { liveFindings } from "./rules/diagnostics-rules.ts";
import { duplicateFindings, type PortClaims } from "./rules/duplicate-rules.ts";
import { productIdFindings } from "./rules/host-coding-rules.ts";
import { identityFindings } from "./rules/identity-rules.ts";
import { mediaFindings } from "./rules/media-rules.ts";
import { findingOf, type Raised, RULEBOOK } from "./rules/rulebook.ts";
import { type HostWords, hostVerdictFindings, hostWordsOf, printedDateFindings } from "./rules/text-rules.ts";
import { layOut, withA2hInSecondHalf } from "./which-map.ts";

export type DecodeOptions = { readonly format?: InputFormat };
export type ReadModule = PortClaims & { readonly raised: readonly Raised[] };
/**
 * An answer, and the modules behind it for a comparison with a record. `read`: what every module claims and what was raised on
 * it, in bytes or in print, in the order of the answer. `hostWords`: what hosts say between the modules. `rest`: the lines that no reader took anything from, in their places.
 */
export type DecodedCapture = {
  readonly answer: Answer;
  readonly modules: readonly DecodedModule[];
  readonly read: readonly ReadModule[];
  readonly hostWords: HostWords;
  readonly rest: () => string;
};

const MOST_UNREAD = 200;
const IMAGE_SIZES: readonly number[] = [128, 256, 512, 640];
const LARGEST_IMAGE = 4096;

/** Decodes a pasted text. Never throws; a text without a module answers `kind: "unknown"` and shows what was not read. */
export function decodeCapture(text: string, options: DecodeOptions = {}): Answer {
  return decodeCaptureWithModules(text, options).answer;
}

/** Decodes a file: text in any encoding that `textOfBytes` knows, else a memory image of 128, 256, 512 or 640 bytes. */
export function decodeBytes(bytes: Uint8Array, options: DecodeOptions = {}): Answer {
  return decodeBytesWithModules(bytes, options).answer;
}

export function decodeBytesWithModules(bytes: Uint8Array, options: DecodeOptions = {}): DecodedCapture {
  const read = textOfBytes(bytes);
  if (read.kind === "binary" || options.format === "binary") return decodeImage(bytes);
  const decoded = decodeCaptureWithModules(read.text, options);
  // An image without a single NUL may pass for text; its size gives it away.
  const isImage = decoded.answer.input_format === "unknown" && IMAGE_SIZES.includes(bytes.length);
  return isImage ? decodeImage(bytes) : decoded;
}

function decodeImage(bytes: Uint8Array): DecodedCapture {
  const cells = Array.from(bytes.subarray(0, LARGEST_IMAGE));
  const eeprom = layOut(cells);
  if (!eeprom) return unknown("binary", [], []);
  const whole = cells.length === 256 ? withA2hInSecondHalf(eeprom) : eeprom;
  return answerOfBytes({ format: "binary", captures: [{ eeprom: whole }] }, []);
}

export function decodeCaptureWithModules(text: string, { format }: DecodeOptions = {}): DecodedCapture {
  const lines = capturedLines(text);
  const { ofBytes, ofText } = readersOf(lines, format);
  let empty: ByteReading | undefined;
  for (const { read } of ofBytes) {
    const reading = read(lines, format);
    if (reading && reading.captures.length > 0) return answerOfBytes(reading, lines);
    empty ??= reading;
    unmark(lines);
  }
  for (const { read } of ofText) {
    const reading = read(lines, format);
    if (reading) return answerOfText(reading, lines);
    unmark(lines);
  }
  return unknown(format ?? empty?.format ?? "unknown", empty?.unread ?? shownLines(lines), lines);
}

/** A reader that gives up leaves no mark. */
function unmark(lines: readonly Line[]): void {
  for (const line of lines) line.isRead = false;
}

function answerOfBytes({ format, captures, unread }: ByteReading, lines: readonly Line[]): DecodedCapture {
  const modules = captures.map(({ eeprom, port }) => decodePages(eeprom, port));
  const ports: ReadModule[] = modules.map(({ claims, raised }, at) => {
    const { port, raised: byContainer = [] } = captures[at]!;
    return { claims, port, raised: [...raised, ...byContainer] };
  });
  const findings: Finding[] = ports.flatMap(({ port, raised }) => raised.map((found) => findingOf(found, port)));
  const hostWords = hostWordsOf(lines);
  for (const found of [...duplicateFindings(ports), ...hostVerdictFindings(hostWords.verdicts)])
    findings.push(findingOf(found));
  const answers = modules.map(({ bytes }, at) => (captures[at]!.also ? { ...bytes, ...captures[at]!.also } : bytes));
  const expect = answers.length === 1 ? answers[0]! : ({ kind: "byte-list", modules: answers } as const);
  const shown = answer(format, expect, findings, unread ?? shownLines(lines));
  return { answer: shown, modules, read: ports, hostWords, rest: () => restOf(lines) };
}

function answerOfText(reading: TextReading, lines: readonly Line[]): DecodedCapture {
  const { format, modules, no_serial_in_format, no_identity_in_format } = reading;
  const findings: Finding[] = [];
  const ports: ReadModule[] = [];
  for (const module of modules) {
    const claims = claimsOfText(module);
    const port = placeOf(module);
    const raised: Raised[] = [
      ...identityFindings(claims),
      ...printedDateFindings(module),
      ...mediaFindings(claims),
      ...liveFindings(claims),
      ...productIdFindings(claims),
    ];
    ports.push({ port, claims, raised });
    for (const found of raised) findings.push(findingOf(found, port));
  }
  const hostWords = hostWordsOf(lines);
  for (const found of [...duplicateFindings(ports), ...hostVerdictFindings(hostWords.verdicts)])
    findings.push(findingOf(found));
  const expect = {
    kind: "cli-text",
    modules,
    ...(no_serial_in_format && { no_serial_in_format }),
    ...(no_identity_in_format && { no_identity_in_format }),
  } as const;
  const shown = answer(format, expect, findings, shownLines(lines));
  return { answer: shown, modules: [], read: ports, hostWords, rest: () => restOf(lines) };
}

function restOf(lines: readonly Line[]): string {
  return lines.map(({ text, isRead }) => (isRead ? "" : text)).join("\n");
}

/** A port as findings and lists name it. Junos counts ports anew on each PIC. */
export function placeOf({ fpc, pic, port }: TextModule): string | undefined {
  const parts = [fpc, pic, port].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join("/");
}

function answer(
  format: InputFormat,
  expect: Answer["expect"],
  findings: Finding[],
  unread?: readonly Unread[],
): Answer {
  const raised = (...lists: string[]): RuleId[] => [
    ...new Set(findings.map(({ id }) => id).filter((id) => lists.includes(RULEBOOK[id].list))),
  ];
  return {
    input_format: format,
    expect,
    must_warn: raised("must"),
    may_warn: raised("may"),
    facts: raised("fact"),
    findings,
    ...(unread && unread.length > 0 && { unread }),
  };
}

function unknown(format: InputFormat, unread: readonly Unread[], lines: readonly Line[]): DecodedCapture {
  const shown = answer(format, { kind: "unknown" }, [], unread);
  return { answer: shown, modules: [], read: [], hostWords: hostWordsOf(lines), rest: () => "" };
}

/** What no reader took anything from: a ruler or a legend, or the module of another format. */
function shownLines(lines: readonly Line[]): Unread[] {
  const shown: Unread[] = [];
  for (const { number, text, isRead } of lines) {
    if (isRead || !/[A-Za-z0-9]/.test(text)) continue;
    shown.push({ line: number, text: text.slice(0, 200) });
    if (shown.length === MOST_UNREAD) break;
  }
  return shown;
}
