"use server";
import { z } from "zod";
import { mayUse } from "@/lib/server/api/permission.ts";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { lotInput } from "@/lib/usecases/commands.ts";
import { SERIALS_AT_ONCE } from "./preview-lot-file.ts";

const asked = z.object({
  partNumber: lotInput.shape.partNumber,
  serials: z.array(z.string().max(64)).max(SERIALS_AT_ONCE),
});

/** Which of these serial numbers other lots of this product have, with their lot numbers. Reads only, and only lots of the asking member. */
export async function takenSerials(
  partNumber: string,
  serials: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const actor = await requireActor();
  if (!mayUse(actor, "lots:write").ok) throw new Error("asked by somebody who cannot import lots");
  const given = asked.parse({ partNumber, serials });
  return queries().lotsWithSerials(actor.member, given.partNumber, given.serials);
}
