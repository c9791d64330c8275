import { createLabelKey, listLabelKeys } from "@/lib/server/api/endpoints/label-keys.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const GET = serve(listLabelKeys);
export const POST = serve(createLabelKey);
