import "server-only";
import { z } from "zod";
import { hash, time } from "./common.ts";

export const operation = z
  .object({
    id: z.string(),
    kind: z.string(),
    state: z.enum(["pending", "recorded", "refused", "checking"]).meta({
      description: "`pending`: the ledger has not answered yet. `checking`: sent, and the outcome is being asked for.",
    }),
    events: z
      .array(z.object({ index: z.int(), kind: z.string(), eventHash: hash, time }))
      .readonly()
      .meta({ description: "What stands on the ledger because of this request." }),
    result: z.record(z.string(), z.unknown()).optional(),
    problem: z
      .object({ code: z.string(), sentence: z.string(), pointer: z.string().optional() })
      .optional()
      .meta({ description: "Why it was refused." }),
    createdAt: time,
  })
  .meta({ id: "Operation" });

export const job = z
  .object({
    id: z.string(),
    kind: z.enum(["register-lot", "pack-lot", "labels", "check-fleet"]),
    state: z.enum(["queued", "running", "done", "failed", "cancelled"]),
    lotId: z.string().optional().meta({ description: "The lot that it is about." }),
    done: z.int(),
    total: z.int().nullable(),
    result: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: "When it has ended. `errors` lists bad rows: line, column, code, sentence." }),
    createdAt: time,
    finishedAt: time.optional(),
  })
  .meta({ id: "Job" });

/** What a write answers: the names of what was made, and the operation that made it. */
export function written<Names extends z.ZodRawShape>(names: Names) {
  return z.object({ ...names, operation });
}
