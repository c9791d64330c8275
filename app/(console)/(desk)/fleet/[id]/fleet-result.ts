import { z } from "zod";

const state = z.enum(["recalled", "duplicated", "mismatched", "not-registered", "matched", "unknown"]);
const note = z.discriminatedUnion("code", [
  z.object({ code: z.literal("ports"), ports: z.array(z.string()) }),
  z.object({ code: z.literal("times"), count: z.number() }),
  z.object({ code: z.literal("elsewhere"), day: z.string() }),
  z.object({ code: z.literal("recalled"), day: z.string(), reason: z.string() }),
  z.object({ code: z.literal("recoded"), codedFor: z.string(), by: z.string(), day: z.string() }),
]);
export type NoteShown = z.infer<typeof note>;
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
  /** A report of before has its notes in English alone. */
  notes: z.array(note).optional().catch(undefined),
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
