"use server";
import type { FoundItem } from "@/components/journey/found-item.ts";
import { requireActor } from "@/lib/server/session.ts";
import { seenItem } from "./seen-items.ts";

/** Answers a scan. Reads only, and only what the asking member may see. */
export async function lookUpAny(text: string): Promise<FoundItem> {
  const actor = await requireActor();
  return seenItem(actor.member, String(text).slice(0, 400));
}
