"use server";
import type { FoundItem } from "@/components/journey/found-item.ts";
import { requireActor } from "@/lib/server/session.ts";
import { type FindItem, findMovable, findReturnable, findVisible } from "./find-item.ts";

/** Answers a scan of a thing to move. Reads only, and only what the asking member may see. */
export async function lookUp(text: string): Promise<FoundItem> {
  return answer(findMovable, text);
}

/** Answers a scan of a thing to record something of. */
export async function lookUpAny(text: string): Promise<FoundItem> {
  return answer(findVisible, text);
}

/** Answers a scan of a thing that comes back. */
export async function lookUpReturned(text: string): Promise<FoundItem> {
  return answer(findReturnable, text);
}

async function answer(find: FindItem, text: string): Promise<FoundItem> {
  const actor = await requireActor();
  return find(actor.member, String(text).slice(0, 400));
}
