import type { ContainerRow, ThingStanding } from "@/lib/usecases/queries.ts";

/** Whether a tick or a button may move what nobody has in hand: it is not offered, nothing stands against it, and nobody doubts where it is. */
export function movesByClick(
  { offer, disputed }: Pick<ContainerRow, "offer" | "disputed">,
  standing: ThingStanding | undefined,
): boolean {
  return offer === null && !disputed && !standing?.obstacle;
}
