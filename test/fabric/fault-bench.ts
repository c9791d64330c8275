/** A network to break: processes to kill and to start again, writes that go on meanwhile, and what must hold afterwards. */
import { expect } from "vitest";
import { processFolder } from "../../fabric/folders.ts";
import { ORGANISATIONS, portsOf } from "../../fabric/network.ts";
import { runningPid, waitUntilGone } from "../../fabric/processes.ts";
import { bringUp } from "../../fabric/up.ts";
import { examineBlocks } from "../../lib/adapters/ledger-fabric/examine-blocks.ts";
import { openManifestFiles } from "../../lib/adapters/manifests-file/manifests.ts";
import { openAuditBook } from "../../lib/adapters/records-prisma/audit-book.ts";
import { openProjectionRows } from "../../lib/adapters/records-prisma/projection-rows.ts";
import { compareWithReplay } from "../../lib/adapters/records-prisma/replay.ts";
import { readEntries } from "../../lib/adapters/stored-entries.ts";
import type { LedgerEvent } from "../../lib/domain/event/event.ts";
import type { Ledger, Position } from "../../lib/ports/ledger.ts";
import { rebuildProjection, startProjection } from "../../lib/usecases/project-ledger.ts";
import type { TestDatabase } from "../postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import type { TestNetwork } from "./test-network.ts";

export async function kill(network: TestNetwork, name: string): Promise<void> {
  const processes = processFolder(network.installation);
  const pid = runningPid(processes, name);
  if (pid === undefined) return;
  process.kill(pid, "SIGKILL");
  await waitUntilGone(processes, name);
}

export function upAgain(network: TestNetwork): Promise<unknown> {
  const { folder, consensus } = network.installation;
  return bringUp({ folder, consensus, environment: process.env, say: () => {} });
}

/** The orderer that leads now, as the orderers' own metrics say. Consenters are numbered from 1 in the order of the network. */
export async function leadingOrderer(network: TestNetwork): Promise<string> {
  for (const organisation of ORGANISATIONS) {
    const port = portsOf(network.installation, organisation).ordererOperations;
    const text = await fetch(`http://127.0.0.1:${port}/metrics`).then(
      (answer) => answer.text(),
      () => "",
    );
    const id = Number(/^consensus_BFT_leader_id\{[^}]*\} (\d+)/m.exec(text)?.[1] ?? 0);
    if (id > 0) return `${ORGANISATIONS[id - 1]!.id}-orderer`;
  }
  throw new Error("no orderer names its leader");
}

/** Appends again after a fault, as the engine does with what it signed: the same event, until it is known what became of it. */
export async function recordedAtLast(ledger: Ledger, event: LedgerEvent, withinMs = 180_000): Promise<number> {
  for (const until = Date.now() + withinMs; ; ) {
    try {
      const answer = await ledger.append(event);
      if (!answer.ok) throw Object.assign(new Error(`refused: ${answer.error.code}`), { refused: true });
      return answer.value.position.index;
    } catch (fault) {
      if (Date.now() > until || (fault instanceof Error && "refused" in fault)) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** Every acknowledged event stands once, the chain of blocks is whole, and a fold from the first entry gives the rows that are here. */
export async function expectNothingLost(database: TestDatabase, acknowledged: readonly LedgerEvent[]): Promise<void> {
  const ids = acknowledged.map(({ body }) => body.eventId);
  const { rows } = await database.pool.query<{ id: string; times: number }>(
    `SELECT a.id, count(e.event_id)::integer AS times FROM unnest($1::text[]) AS a(id)
     LEFT JOIN ledger_entry e ON e.event_id = a.id GROUP BY a.id HAVING count(e.event_id) <> 1`,
    [ids],
  );
  expect(rows).toEqual([]);
  expect((await examineBlocks(database.pool)).wrong).toEqual([]);
  const manifests = openManifestFiles(temporaryFolder("no-manifests"));
  const projection = startProjection({
    rows: openProjectionRows(database.pool, manifests),
    ledger: { follow: entriesOf(database) },
    log: { error: (fault) => console.warn(fault) },
  });
  const size = (await database.pool.query<{ n: number }>("SELECT count(*)::integer AS n FROM ledger_entry")).rows[0]!.n;
  await projection.caughtUpTo(size - 1);
  await projection.stop();
  const replay = () =>
    compareWithReplay(database.pool, manifests, (anew, index) =>
      rebuildProjection({ rows: anew, ledger: { follow: entriesOf(database) }, log: { error() {} } }, index),
    );
  const book = openAuditBook(database.pool, { log: async () => ({ examined: 0, wrong: [] }), replay });
  for (const examined of [await book.replay(), await book.position(), await book.rules()])
    expect(examined.wrong).toEqual([]);
}

function entriesOf({ pool }: TestDatabase) {
  return async function* (after: Position | undefined, signal: AbortSignal) {
    for (let next = (after?.index ?? -1) + 1; !signal.aborted; ) {
      const page = await readEntries(pool, next, 500);
      if (page.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      yield* page;
      next += page.length;
    }
  };
}
