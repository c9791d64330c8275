/**
 * What a scan, a transfer and a registration cost as the records grow: `npm run bench -- growth`.
 * Options: --sizes 10000,100000,1000000 · --rounds N (5). Every module is registered for real; the goal is ≤ 1.3 × from the first
 * size to the last.
 */
import { parseArgs } from "node:util";
import { openScanRecords } from "../../lib/adapters/records-prisma/scan-records.ts";
import type { BirthRecord } from "../../lib/domain/event/birth.ts";
import { APPROVER, BUYER, LEAD } from "../../test/model/installation.ts";
import { madeUpBirths, openWorkbench, type Workbench } from "../register/workbench.ts";

const LOT = 100_000;
const MEASURED_LOT = 5_000;
const SCANS = 1_000;
const CARTON = 20;

type Costs = { readonly size: number; readonly registration: number; readonly scan: number; readonly transfer: number };

export async function bench({ sizes, rounds }: { sizes: readonly number[]; rounds: number }): Promise<void> {
  const workbench = await openWorkbench();
  const labels: string[] = [];
  let size = 0;
  let lots = 0;
  const register = async (count: number): Promise<{ lotId: string; births: BirthRecord[]; ms: number }> => {
    const lotId = `G${lots++}`;
    const births = madeUpBirths(lotId, count);
    const began = performance.now();
    await workbench.registerBirths(lotId, births);
    const ms = performance.now() - began;
    for (let at = 0; at < count; at += Math.max(1, Math.floor(count / 500))) labels.push(births[at]!.labelId);
    size += count;
    return { lotId, births, ms };
  };
  try {
    await register(MEASURED_LOT); // warms the compiler up
    const costs: Costs[] = [];
    for (const wanted of sizes) {
      while (size < wanted) await register(Math.min(LOT, wanted - size));
      const reached = size;
      const registration: number[] = [];
      for (let round = 0; round < rounds; round++)
        registration.push(((await register(MEASURED_LOT)).ms * 1000) / MEASURED_LOT);
      const scan = await scans(workbench, labels, rounds);
      const { lotId, births } = await register(CARTON * rounds);
      const transfer = await transfers(workbench, lotId, births);
      costs.push({ size: reached, registration: median(registration), scan: median(scan), transfer: median(transfer) });
      console.log(shown(costs.at(-1) as Costs));
    }
    const [first, last] = [costs[0] as Costs, costs.at(-1) as Costs];
    for (const what of ["registration", "scan", "transfer"] as const)
      console.log(
        `${what}: ${(last[what] / first[what]).toFixed(2)} × from ${first.size} to ${last.size} modules (goal 1.30)`,
      );
  } finally {
    await workbench.close();
  }
}

/** Microseconds of one look-up each round, over labels of all lots. */
async function scans({ pool }: Workbench, labels: readonly string[], rounds: number): Promise<number[]> {
  const records = openScanRecords(pool);
  const taken: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now();
    for (let at = 0; at < SCANS; at++) await records.label(labels[Math.floor(Math.random() * labels.length)] as string);
    if (round > 0) taken.push(((performance.now() - began) * 1000) / SCANS);
  }
  return taken;
}

/** Milliseconds from the offer of a carton of twenty to its acceptance. */
async function transfers(workbench: Workbench, lotId: string, births: readonly BirthRecord[]): Promise<number[]> {
  await workbench.recorded(APPROVER, { kind: "release-lot", lotId });
  const taken: number[] = [];
  for (let from = 0; from < births.length; from += CARTON) {
    const items = births.slice(from, from + CARTON).map(({ labelId }) => labelId);
    const { result } = await workbench.recorded(LEAD, { kind: "pack", items });
    const began = performance.now();
    const offered = await workbench.recorded(LEAD, { kind: "offer", to: "harbor", items: [String(result?.sscc)] });
    await workbench.recorded(BUYER, { kind: "accept", transferId: String(offered.result?.transferId) });
    taken.push(performance.now() - began);
  }
  return taken;
}

function shown({ size, registration, scan, transfer }: Costs): string {
  return `${size} modules: registration ${registration.toFixed(0)} µs a module, scan ${scan.toFixed(0)} µs, transfer ${transfer.toFixed(0)} ms`;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const { values } = parseArgs({
  options: { sizes: { type: "string", default: "10000,100000,1000000" }, rounds: { type: "string", default: "5" } },
});
await bench({ sizes: values.sizes.split(",").map(Number), rounds: Math.max(1, Number(values.rounds)) });
