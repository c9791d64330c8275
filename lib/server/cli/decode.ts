import "server-only";

/** `truelane decode FILE`: what a module says of itself, from an EEPROM dump or a capture of a switch's console. */
import { readFile } from "node:fs/promises";
import {
  type Answer,
  type ByteList,
  type CliText,
  INPUT_FORMATS,
  type InputFormat,
} from "../../domain/optics/answer.ts";
import { decodeBytes } from "../../domain/optics/decode-capture.ts";
import { type Command, WrongUse } from "./command.ts";

const USAGE = "FILE|- [--format NAME]";
/** A paste of a whole switch is far below; more is the wrong file. */
const MOST_BYTES = 16_000_000;

export const decode: Command = {
  usage: USAGE,
  purpose: "what a module says of itself, and what does not fit",
  options: { format: { type: "string" } },
  async run({ words, options }) {
    const [file] = words;
    if (!file || words.length > 1)
      throw new WrongUse(`Name one file, or - for standard input. Use: truelane decode ${USAGE}`);
    const { format } = options;
    if (format !== undefined && !isFormat(format)) {
      throw new WrongUse(`There is no format ${format}. Formats: ${INPUT_FORMATS.join(", ")}.`);
    }
    const bytes = await (file === "-" ? standardInput() : readFile(file));
    if (bytes.length > MOST_BYTES)
      throw new WrongUse(`${file} has ${bytes.length} bytes; a capture has at most ${MOST_BYTES}.`);
    const answer = decodeBytes(bytes, format ? { format } : {});
    const exit = answer.expect.kind === "unknown" ? "failed" : "good";
    return { exit, json: answer, lines: linesOf(answer) };
  },
};

function isFormat(text: string | boolean): text is InputFormat {
  return INPUT_FORMATS.some((format) => format === text);
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function linesOf(answer: Answer): string[] {
  if (answer.expect.kind === "unknown") {
    return [
      `No module was read. ${unreadSentence(answer)}`,
      "Paste the whole output of the command, or name the format with --format.",
    ];
  }
  const { expect } = answer;
  const modules: readonly Readonly<Record<string, unknown>>[] =
    expect.kind === "cli-text" || expect.kind === "byte-list" ? (expect as ByteList | CliText).modules : [expect];
  const found = modules.map(
    (module) => `${"port" in module && module.port ? `${module.port}: ` : ""}${identityOf(module)}`,
  );
  const findings = (answer.findings ?? []).flatMap(({ id, severity, port, because, innocent }) => [
    `${severity.toUpperCase()} ${id}${port ? ` (${port})` : ""}: ${because}`,
    `    It may be innocent: ${innocent}`,
  ]);
  return [
    `Read as ${answer.input_format}.`,
    ...found,
    ...(findings.length > 0 ? ["", ...findings] : ["", "Nothing contradicts itself."]),
    unreadSentence(answer),
  ].filter((line, i, all) => line !== "" || i < all.length - 1);
}

const IDENTITY = [
  "vendor_name",
  "vendor_pn",
  "vendor_rev",
  "vendor_sn",
  "vendor",
  "part_number",
  "serial_number",
  "pn",
  "sn",
];

function identityOf(module: Readonly<Record<string, unknown>>): string {
  const known = IDENTITY.map((key) => module[key]).filter((value) => typeof value === "string" && value !== "");
  return known.length > 0 ? known.join("  ") : "a module without readable identity";
}

function unreadSentence({ unread = [] }: Answer): string {
  return unread.length > 0 ? `${unread.length} lines were not understood; the first is line ${unread[0]?.line}.` : "";
}
