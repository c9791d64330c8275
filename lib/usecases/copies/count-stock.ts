/** A member says what lies on its shelves. Off the ledger: its word alone, and what rule R6 rests on. */

import type { Hash, MemberId, Time } from "../../domain/event/event.ts";
import { labelIdOf, parseCode } from "../../domain/label/code.ts";
import { ok, type Result, refuse } from "../../domain/result.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Random } from "../../ports/random.ts";
import type { StockCounts } from "../../ports/stock-counts.ts";
import type { Actor } from "../actor.ts";
import type { Problem } from "../operation.ts";
import { uuidOf } from "../uuid.ts";
import { authorOf, mayHandle } from "./who-handles.ts";

export type CountStockDeps = { readonly stock: StockCounts; readonly clock: Clock; readonly random: Random };
export const MOST_COUNTED = 100_000;
const SHOWN = 20;

/** `items`: codes, label ids or serial numbers, one each. Nothing is kept of a list in which anything is unknown. */
export async function countStock(
  { stock, clock, random }: CountStockDeps,
  actor: Actor,
  { countedAt, items }: { readonly countedAt: Time | undefined; readonly items: readonly string[] },
): Promise<Result<{ readonly id: string; readonly counted: number; readonly countedAt: Time }, Problem>> {
  const may = mayHandle(actor);
  if (!may.ok) return may;
  const now = clock.now();
  const at = countedAt ?? now;
  if (at > now)
    return refuse({ code: "count-in-future", sentence: "The count is dated in the future.", pointer: "/countedAt" });
  const named = [...new Set(items.map((item) => item.trim()).filter((item) => item !== ""))];
  const found = await stock.labelsOf(actor.member, named.map(nameOf));
  const unknown = named.filter((_, index) => found[index] === undefined);
  if (unknown.length > 0)
    return refuse({
      code: "item-unknown",
      sentence: `${unknown.length} of ${named.length} are no modules that you hold: ${unknown.slice(0, SHOWN).join(", ")}. Correct the list and send it again.`,
      thing: unknown.slice(0, SHOWN).join(", "),
      errors: unknown
        .slice(0, SHOWN)
        .map((item) => ({ code: "item-unknown", sentence: `${item} is no module that you hold.`, thing: item })),
    });
  const id = uuidOf(random.bytes(16));
  const labels = found.filter((label): label is Hash => label !== undefined);
  await stock.keep({ id, member: actor.member satisfies MemberId, countedAt: at, labels, by: authorOf(actor).name });
  return ok({ id, counted: labels.length, countedAt: at });
}

/** A code is looked up by its label id: no list of ours ever holds codes. */
function nameOf(item: string): string {
  const code = parseCode(item.includes("/") ? (item.split("/").at(-1) ?? "") : item);
  return code.ok ? labelIdOf(code.value) : item;
}
