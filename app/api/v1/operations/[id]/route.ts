import { getOperation } from "@/lib/server/api/endpoints/records.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(getOperation);
