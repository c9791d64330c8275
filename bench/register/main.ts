/**
 * Registration of a lot against a bare COPY of the same rows, interleaved: `npm run bench -- register`.
 * Options: --modules N (100000), --rounds N (5). Our side hashes and seals every value, writes the manifest with fsync and puts
 * the root on the ledger; the peer gets the finished text of the rows and does nothing but send it.
 */
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { moduleLines } from "../../lib/adapters/records-prisma/module-lines.ts";
import type { BirthRecord } from "../../lib/domain/event/birth.ts";
import { BirthLines } from "../../lib/usecases/birth-lines.ts";
import { saltsOf } from "../../lib/usecases/write-lot.ts";
import { random } from "../../test/model/installation.ts";
import { madeUpBirths, openWorkbench } from "./workbench.ts";

export async function bench({ modules, rounds }: { modules: number; rounds: number }): Promise<void> {
  const workbench = await openWorkbench();
  try {
    await workbench.pool.query("CREATE TABLE bare_module (LIKE rm_module INCLUDING ALL)");
    const ratios: number[] = [];
    // The first round warms the compiler up and is not counted.
    for (let round = 0; round <= rounds; round++) {
      const lotId = `R${round}`;
      const births = madeUpBirths(lotId, modules);
      const chunks = rowChunks(round + 1, births);
      let cpu = 0;
      const ours = () =>
        timed(async () => {
          const before = process.cpuUsage();
          await workbench.registerBirths(lotId, births);
          const { user, system } = process.cpuUsage(before);
          cpu = (user + system) / modules;
        });
      const bare = () => timed(() => bareCopy(workbench.pool, chunks));
      const [us, them] = round % 2 === 0 ? [await ours(), await bare()] : swapped([await bare(), await ours()]);
      if (round === 0) continue;
      ratios.push(them / us);
      const rate = (ms: number) => `${((modules / ms) * 1000).toFixed(0)}/s`;
      console.log(
        `round ${round}: registration ${us.toFixed(0)} ms (${rate(us)}), bare COPY ${them.toFixed(0)} ms (${rate(them)}), ratio ${(them / us).toFixed(2)}, ${cpu.toFixed(0)} µs of our processor a module`,
      );
    }
    const sorted = ratios.sort((a, b) => a - b);
    const shown = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map((ratio) => ratio?.toFixed(2));
    console.log(
      `\n${modules} modules: ${shown[1]} × a bare COPY (min ${shown[0]}, max ${shown[2]}, ${rounds} rounds; goal 0.50)`,
    );
  } finally {
    await workbench.close();
  }
}

/** The finished text of the rows, 64 in a piece as the product sends them. */
function rowChunks(lotNumber: number, births: readonly BirthRecord[]): Buffer[] {
  const lines = new BirthLines(saltsOf(random));
  const chunks: Buffer[] = [];
  for (let from = 0; from < births.length; from += 64) {
    const rows = births.slice(from, from + 64).map((birth, at) => {
      lines.clear();
      const { record } = lines.add(birth);
      return {
        labelId: birth.labelId,
        leafIndex: from + at,
        serial: birth.serialNumber,
        record: Buffer.from(lines.bytes.subarray(...record)),
        activation: birth.activationKey,
      };
    });
    chunks.push(moduleLines(lotNumber, rows));
  }
  return chunks;
}

async function bareCopy(pool: pg.Pool, chunks: readonly Buffer[]): Promise<void> {
  const client = await pool.connect();
  const copy = client.query(
    copyFrom("COPY bare_module (label_id, lot_number, leaf_index, serial, record, activation) FROM STDIN"),
  );
  for (const chunk of chunks) if (!copy.write(chunk)) await once(copy, "drain");
  copy.end();
  await finished(copy);
  client.release();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function swapped([a, b]: [number, number]): [number, number] {
  return [b, a];
}

const { values } = parseArgs({
  options: { modules: { type: "string", default: "100000" }, rounds: { type: "string", default: "5" } },
});
await bench({ modules: Number(values.modules), rounds: Math.max(1, Number(values.rounds)) });
