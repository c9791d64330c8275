import "server-only";

/** A large capture's answer, written while it is read: one JSON object as `truelane decode --json` promises, never held in memory. */
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { Finding, RuleId } from "../../domain/optics/answer.ts";
import { CaptureSum, findingsOf } from "../../domain/optics/capture-sum.ts";
import { toldFinding } from "../../domain/optics/reasons/told-finding.ts";
import { SerialBook } from "../../domain/optics/rules/duplicate-rules.ts";
import { findingOf, RULEBOOK } from "../../domain/optics/rules/rulebook.ts";
import type { DecodedPiece } from "../capture-file.ts";
import { findingLines, identityLine, Untold, unreadLines } from "./capture-words.ts";

type Out = NodeJS.WritableStream;
type Printed = { readonly modules: number };

/** Modules in print among modules in bytes, or the reverse, wait in a file of their own and follow under `also`. */
export async function printJson(pieces: AsyncIterable<DecodedPiece>, out: Out): Promise<Printed> {
  const folder = await mkdtemp(join(tmpdir(), "truelane-decode-"));
  const others = createWriteStream(join(folder, "also"));
  const findingsFile = createWriteStream(join(folder, "findings"));
  try {
    const sum = new CaptureSum();
    const serials = new SerialBook();
    const raised = new Set<RuleId>();
    const count = { main: 0, also: 0, findings: 0 };
    let kind: "byte-list" | "cli-text" | undefined;
    for await (const { parts, firstLine } of pieces)
      for (const module of sum.add(parts, firstLine)) {
        const own = module.decoded ? "byte-list" : "cli-text";
        if (kind === undefined) {
          kind = own;
          await write(out, `{"input_format":${JSON.stringify(module.format)},"expect":{"kind":"${kind}","modules":[`);
        }
        const isMain = own === kind;
        await write(
          isMain ? out : others,
          `${separator(isMain ? count.main++ : count.also++)}${JSON.stringify(module.said)}`,
        );
        for (const found of findingsOf(module)) {
          raised.add(found.id);
          await write(findingsFile, `${separator(count.findings++)}${JSON.stringify(toldFinding(found, "en"))}`);
        }
        serials.add(module);
      }
    for (const found of [...serials.findings().map((found) => findingOf(found)), ...sum.around]) {
      raised.add(found.id);
      await write(findingsFile, `${separator(count.findings++)}${JSON.stringify(toldFinding(found, "en"))}`);
    }
    await Promise.all([ended(others), ended(findingsFile)]);
    if (kind === undefined) await write(out, `{"input_format":"unknown","expect":{"kind":"unknown"`);
    else await write(out, "]");
    const lists = { must_warn: "must", may_warn: "may", facts: "fact" } as const;
    const rules = Object.entries(lists).map(
      ([key, list]) => `"${key}":${JSON.stringify([...raised].filter((id) => RULEBOOK[id].list === list))}`,
    );
    await write(out, `},${rules.join(",")},"findings":[`);
    await copy(join(folder, "findings"), out);
    await write(out, "]");
    if (count.also > 0) {
      await write(out, `,"also":[{"expect":{"kind":"${kind === "byte-list" ? "cli-text" : "byte-list"}","modules":[`);
      await copy(join(folder, "also"), out);
      await write(out, "]}}]");
    }
    if (sum.unread.length > 0)
      await write(out, `,"unread":${JSON.stringify(sum.unread)},"unreadCount":${sum.unreadCount}`);
    await write(out, "}\n");
    return { modules: count.main + count.also };
  } finally {
    others.destroy();
    findingsFile.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function printLines(pieces: AsyncIterable<DecodedPiece>, out: Out): Promise<Printed> {
  const sum = new CaptureSum();
  const serials = new SerialBook();
  const untold = new Untold();
  let count = 0;
  for await (const { parts, firstLine } of pieces)
    for (const module of sum.add(parts, firstLine)) {
      const lines = [identityLine(module.said, module.port), ...findingsOf(module).flatMap(linesOf)];
      await write(out, lines.map((line) => `${line}\n`).join(""));
      serials.add(module);
      untold.add(module);
      count++;
    }
  const around = [...serials.findings().map((found) => findingOf(found)), ...sum.around].flatMap(linesOf);
  const end = [
    ...around,
    `${count} modules, read as ${[...sum.formats].join(", ") || "nothing"}.`,
    ...untold.lines(),
    ...unreadLines(sum),
  ];
  await write(out, end.map((line) => `${line}\n`).join(""));
  return { modules: count };
}

function linesOf(found: Finding): string[] {
  return findingLines(toldFinding(found, "en"));
}

function separator(before: number): string {
  return before === 0 ? "" : ",";
}

async function write(out: Out, text: string): Promise<void> {
  if (!out.write(text)) await once(out, "drain");
}

async function ended(stream: ReturnType<typeof createWriteStream>): Promise<void> {
  stream.end();
  await finished(stream);
}

async function copy(file: string, out: Out): Promise<void> {
  for await (const chunk of createReadStream(file, "utf8")) await write(out, chunk as string);
}
