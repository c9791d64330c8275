import { createReplacement } from "@/lib/server/api/endpoints/label-changes.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const POST = serve(createReplacement);
