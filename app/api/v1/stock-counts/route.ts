import { createStockCount, listStockCounts } from "@/lib/server/api/endpoints/stock-counts.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(listStockCounts);
export const POST = serve(createStockCount);
