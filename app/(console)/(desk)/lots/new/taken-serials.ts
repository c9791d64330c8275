"use server";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { takenSerialsFor } from "./taken-serials-for.ts";

/** Which of these serial numbers other lots of this product have, with their lot numbers. Reads only. */
export async function takenSerials(
  partNumber: string,
  serials: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return takenSerialsFor(await requireActor(), queries(), partNumber, serials);
}
