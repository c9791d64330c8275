import { createRecall } from "@/lib/server/api/endpoints/recalls.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const POST = serve(createRecall);
