import "server-only";

/** `truelane audit`: the invariants of "nothing lost", examined anew from the rows as they are. */
import { join } from "node:path";
import { openManifestFiles } from "../../adapters/manifests-file/manifests.ts";
import { openPrintPacks } from "../../adapters/print-packs-file/print-packs.ts";
import { openAuditBook } from "../../adapters/records-prisma/audit-book.ts";
import { compareWithReplay } from "../../adapters/records-prisma/replay.ts";
import { readEntries } from "../../adapters/stored-entries.ts";
import type { Contradiction, Examined } from "../../ports/audit-book.ts";
import type { Committed, Position } from "../../ports/ledger.ts";
import { type AuditReport, audit as examine } from "../../usecases/audit.ts";
import { rebuildProjection } from "../../usecases/project-ledger.ts";
import { env } from "../env.ts";
import { everybodysPool } from "../pool.ts";
import type { Command } from "./command.ts";
import { verifyLog } from "./verify-log.ts";

const PAGE = 500;

export const audit: Command = {
  usage: "",
  purpose: "examines the invariants of the records and prints the first 20 violations",
  async run() {
    const { dataDir, ledger } = env();
    const manifests = openManifestFiles(join(dataDir, "manifests"));
    const printPacks = openPrintPacks({
      folder: join(dataDir, "print-packs"),
      keyFile: join(dataDir, "secrets", "print-pack-key"),
    });
    const log = { error: (fault: unknown) => void process.stderr.write(`${String(fault)}\n`) };
    const book = openAuditBook(everybodysPool(), {
      log: ledger === "fabric" ? examineLogAndBlocks : examineLog,
      replay: () =>
        compareWithReplay(everybodysPool(), manifests, (rows, index) =>
          rebuildProjection({ rows, ledger: { follow }, log }, index),
        ),
    });
    const report = await examine({ book, manifests, printPacks });
    return {
      exit: report.ok ? "good" : "negative",
      json: report,
      lines: auditLines(report),
    };
  },
};

/** Each invariant once, then what breaks them. */
export function auditLines(report: AuditReport): string[] {
  return [
    ...report.invariants.flatMap(({ id, holds, examined, violations, beyond }) => [
      `${violations === 0 ? "holds " : "BROKEN"} ${id}  ${holds} (${examined} examined)`,
      ...(beyond ? [`         not here: ${beyond}`] : []),
    ]),
    ...report.elsewhere.map(({ id, holds, where }) => `not here ${id}  ${holds}: ${where}`),
    ...report.violations.map(({ invariant, about, sentence }) => `${invariant}  ${about}: ${sentence}`),
  ];
}

/** The ledger as it is stored, without the writer's seat: an audit runs beside a worker that holds it. On a channel some entries are broken by who endorsed them. */
async function* follow(after: Position | undefined, signal: AbortSignal): AsyncIterable<Committed> {
  const onChannel = env().ledger === "fabric";
  const read = onChannel ? (await import("../../adapters/ledger-fabric/block-rows.ts")).readPlacedEntries : readEntries;
  for (let next = (after?.index ?? -1) + 1; !signal.aborted; ) {
    const page = await read(everybodysPool(), next, PAGE);
    if (page.length === 0) return;
    yield* page;
    next += page.length;
  }
}

async function examineLog(): Promise<Examined<Contradiction>> {
  const { json } = await verifyLog.run({ words: [], options: {} });
  const { entries, findings } = json as { entries: number; findings: readonly { at: number; sentence: string }[] };
  return { examined: entries, wrong: findings.map(({ at, sentence }) => ({ about: `entry ${at}`, sentence })) };
}

/** On a channel the log follows from blocks: their chain is examined with it. */
async function examineLogAndBlocks(): Promise<Examined<Contradiction>> {
  const { examineBlocks } = await import("../../adapters/ledger-fabric/examine-blocks.ts");
  const [log, blocks] = [await examineLog(), await examineBlocks(everybodysPool())];
  return { examined: log.examined + blocks.examined, wrong: [...log.wrong, ...blocks.wrong] };
}
