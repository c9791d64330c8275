import { z } from "zod";

const rowProblem = z.object({
  line: z.number(),
  column: z.string(),
  code: z.string(),
  sentence: z.string(),
  value: z.string().optional(),
});
/** What the result of a job says, as far as it is there: a job that has not ended has none. */
const lotResult = z.object({
  lotId: z.string().optional().catch(undefined),
  registered: z.number().optional().catch(undefined),
  problem: z
    .object({ code: z.string(), sentence: z.string(), pointer: z.string().optional() })
    .optional()
    .catch(undefined),
  rows: z.object({ good: z.number(), bad: z.number() }).optional().catch(undefined),
  errors: z.array(rowProblem).catch([]),
});

export type LotResult = z.infer<typeof lotResult>;

export function lotResultOf(result: unknown): LotResult {
  return lotResult.parse(result ?? {});
}
