import { notFound } from "next/navigation";
import { cache } from "react";
import { queries } from "@/lib/server/composition.ts";
import { requireActor } from "@/lib/server/session.ts";
import { segmentOf } from "../../params.ts";

/** The signed-in person and the lot of the path, asked once for layout and page. Another member's lot does not exist. */
export const lotOf = cache(async (segment: string) => {
  const actor = await requireActor();
  const lot = await queries().lot(actor.member, segmentOf(segment));
  if (!lot) notFound();
  return { actor, lot };
});
