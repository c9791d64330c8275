"use server";
import type { Outcome } from "@/components/ui/outcome.ts";
import { queries } from "@/lib/server/composition.ts";
import { requireReader } from "@/lib/server/session.ts";
import { outcomeOf } from "./outcome-of.ts";

/** Asks what became of a write whose answer was open. Reads only the asking member's own operations. */
export async function followOperation(id: string, key: string): Promise<Outcome> {
  const actor = await requireReader();
  const operation = await queries().operation(actor.member, String(id));
  if (!operation) return { state: "failed", key };
  return outcomeOf(operation, key);
}
