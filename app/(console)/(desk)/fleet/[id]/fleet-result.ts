import { z } from "zod";

const state = z.enum(["recalled", "duplicated", "mismatched", "not-registered", "matched", "unknown"]);
const row = z.object({
  state,
  port: z.string(),
  vendorName: z.string(),
  partNumber: z.string(),
  serialNumber: z.string(),
  fields: z.string(),
  different: z.string(),
  findings: z.string(),
  note: z.string(),
});

/** What the result of a fleet check says, as far as it is there: a job that has not ended has none. */
const fleetResult = z.object({
  states: z.partialRecord(state, z.number()).catch({}),
  formats: z.array(z.string()).catch([]),
  unread: z.number().catch(0),
  rows: z.array(row).catch([]),
  rowsLeftOut: z.number().catch(0),
  problem: z.object({ code: z.string(), sentence: z.string() }).optional().catch(undefined),
});

export function fleetResultOf(result: unknown): z.infer<typeof fleetResult> {
  return fleetResult.parse(result ?? {});
}
