import { z } from "zod";
import { mayUse } from "@/lib/server/api/permission.ts";
import type { Actor } from "@/lib/usecases/actor.ts";
import { lotInput } from "@/lib/usecases/commands.ts";
import type { Queries } from "@/lib/usecases/queries.ts";
import { SERIALS_AT_ONCE } from "./preview-lot-file.ts";

const asked = z.object({
  partNumber: lotInput.shape.partNumber,
  serials: z.array(z.string().max(64)).max(SERIALS_AT_ONCE),
});

/** For whoever may import lots, and of lots of the asking member only. */
export async function takenSerialsFor(
  actor: Actor,
  lots: Pick<Queries, "lotsWithSerials">,
  ...[partNumber, serials]: readonly [partNumber: string, serials: readonly string[]]
): Promise<ReadonlyMap<string, string>> {
  if (!mayUse(actor, "lots:write").ok) throw new Error("asked by somebody who cannot import lots");
  const given = asked.parse({ partNumber, serials });
  return lots.lotsWithSerials(actor.member, given.partNumber, given.serials);
}
