import "server-only";
import { z } from "zod";
import { countStock, MOST_COUNTED } from "../../../usecases/copies/count-stock.ts";
import { endpoint, json } from "../endpoint.ts";
import { pageOf, time, wholePage } from "../schemas/common.ts";

const item = z.string().trim().min(1).max(200);

export const listStockCounts = endpoint({
  id: "listStockCounts",
  method: "GET",
  path: "/stock-counts",
  summary: "What your organisation counted on its shelves, newest first",
  tag: "stock-counts",
  scope: "read",
  output: pageOf(z.object({ id: z.uuid(), countedAt: time, items: z.number(), by: z.string() })),
  statuses: [200],
  problems: [],
  handle: async ({ actor, doors }) => json(wholePage(await doors.stockCounts().newest(actor.member))),
});

export const createStockCount = endpoint({
  id: "createStockCount",
  method: "POST",
  path: "/stock-counts",
  summary: "Keeps a list of what lies on your shelves; it is your word and no ledger entry",
  tag: "stock-counts",
  scope: "alerts:write",
  body: z.strictObject({
    countedAt: z.iso.datetime().optional().meta({ description: "When it was counted; now, if absent." }),
    items: z.array(item).min(1).max(MOST_COUNTED).meta({ description: "Codes, label ids or serial numbers." }),
  }),
  output: z.object({ id: z.uuid(), counted: z.number(), countedAt: time }),
  statuses: [201],
  problems: ["item-unknown", "count-in-future"],
  async handle({ actor, body, doors }) {
    const countedAt = body.countedAt === undefined ? undefined : new Date(body.countedAt).toISOString();
    const kept = await countStock(doors.stockWork(), actor, { items: body.items, countedAt });
    return kept.ok ? json(kept.value, 201) : { as: "problem", problem: kept.error };
  },
});
