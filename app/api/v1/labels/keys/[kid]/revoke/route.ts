import { revokeOneLabelKey } from "@/lib/server/api/endpoints/label-keys.ts";
import { serve } from "@/lib/server/api/serve.ts";

export const POST = serve(revokeOneLabelKey);
