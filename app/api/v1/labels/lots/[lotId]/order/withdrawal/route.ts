import { withdrawLabelOrder } from "@/lib/server/api/endpoints/label-orders.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const POST = serve(withdrawLabelOrder);
