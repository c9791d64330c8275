import { cache } from "react";
import { queries } from "@/lib/server/composition.ts";

const names = cache(async () => new Map((await queries().members()).map(({ member, name }) => [member, name])));

/** A member's public name; its id while the name is not known here. Asked once a request. */
export async function memberName(id: string): Promise<string> {
  return (await names()).get(id) ?? id;
}
