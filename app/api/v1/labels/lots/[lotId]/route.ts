import { getLabelCounts } from "@/lib/server/api/endpoints/label-orders.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(getLabelCounts);
